import { expect, test } from 'vitest';
import { nextOf } from './rules.ts';

const zone = 'Europe/Berlin';
const span = (startsAt: string) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(Date.parse(startsAt) + 2_700_000),
});

test.each([
  ['a week later', '2026-11-24T08:00:00Z', '2026-11-24T08:45:00Z', '2026-12-01T08:00:00.000Z', 1],
  ['not over yet', '2026-11-24T08:00:00Z', '2026-11-24T08:44:59Z', '2026-11-24T08:00:00.000Z', 0],
  [
    'by the clock on the wall into summer',
    '2027-03-23T08:00:00Z',
    '2027-03-23T09:00:00Z',
    '2027-03-30T07:00:00.000Z',
    1,
  ],
  ['and out of it', '2026-10-20T07:00:00Z', '2026-10-20T08:00:00Z', '2026-10-27T08:00:00.000Z', 1],
  [
    'weeks in which nobody looked are left out',
    '2026-11-03T08:00:00Z',
    '2026-11-23T09:00:00Z',
    '2026-11-24T08:00:00.000Z',
    3,
  ],
])('%s', (_, from, now, startsAt, weeks) => {
  const next = nextOf(span(from), zone, new Date(now));
  expect({ startsAt: next.startsAt.toISOString(), weeks: next.weeks }).toEqual({ startsAt, weeks });
});
