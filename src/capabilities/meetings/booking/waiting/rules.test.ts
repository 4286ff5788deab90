import { expect, test } from 'vitest';
import { toTell } from './rules.ts';

const now = new Date('2026-11-24T09:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const entry = (id: string, entered: number, more: { told?: number; left?: number; booked?: boolean } = {}) => ({
  id,
  enteredAt: hoursAgo(entered),
  toldAt: more.told === undefined ? null : hoursAgo(more.told),
  leftAt: more.left === undefined ? null : hoursAgo(more.left),
  booked: more.booked ?? false,
});

test.each([
  ['nothing free', [entry('a', 2)], 0, []],
  ['one time, who came first', [entry('b', 1), entry('a', 2)], 1, ['a']],
  ['came in the same moment', [entry('b', 1), entry('a', 1)], 1, ['a']],
  ['as many as there are times', [entry('a', 3), entry('b', 2), entry('c', 1)], 2, ['a', 'b']],
  ['somebody was told a moment ago', [entry('a', 3, { told: 0 }), entry('b', 2)], 1, []],
  ['told 23 hours ago', [entry('a', 30, { told: 23 }), entry('b', 2)], 1, []],
  ['told a day ago: the next one', [entry('a', 30, { told: 24 }), entry('b', 2)], 1, ['b']],
  [
    'told and booked: what is free now is for the next',
    [entry('a', 3, { told: 1, booked: true }), entry('b', 2)],
    1,
    ['b'],
  ],
  ['who left is not told', [entry('a', 3, { left: 1 }), entry('b', 2)], 1, ['b']],
  ['nobody is told twice', [entry('a', 50, { told: 48 })], 5, []],
])('%s', (_, entries, free, told) => expect(toTell(entries, () => free, now).map(({ id }) => id)).toEqual(told));

test('a time counts for those whom it fits', () => {
  const entries = [entry('north', 3), entry('south', 2)];
  expect(toTell(entries, ({ id }) => (id === 'south' ? 1 : 0), now).map(({ id }) => id)).toEqual(['south']);
});
