import { expect, test } from 'vitest';
import { keepUntil } from './keeping.ts';

const zone = 'Europe/Berlin';
test.each([
  ['from the consent', '2026-01-10T09:00:00Z', null, '2031-01-10'],
  ['from its last use', '2026-01-10T09:00:00Z', '2028-03-05T09:00:00Z', '2033-03-05'],
  [
    'a use before the word was written down counts from the word',
    '2026-01-10T09:00:00Z',
    '2026-01-09T09:00:00Z',
    '2031-01-10',
  ],
  ['by the day where we sit', '2026-01-10T23:30:00Z', null, '2031-01-11'],
  ['from a leap day', '2028-02-29T09:00:00Z', null, '2033-02-28'],
])('%s', (_, givenAt, usedAt, expected) => {
  expect(keepUntil(new Date(givenAt), usedAt ? new Date(usedAt) : null, zone)).toBe(expected);
});
