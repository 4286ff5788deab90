import { expect, test } from 'vitest';
import { addDays, daysBetween, dayOf, dueInstant, spanOfDay, timeOfDay } from './rules/due.ts';

const berlin = 'Europe/Berlin';

test.each([
  ['in winter', '2026-11-23', '16:00', '2026-11-23T15:00:00.000Z'],
  ['in summer', '2026-07-01', '16:00', '2026-07-01T14:00:00.000Z'],
  ['in the hour that is skipped, one hour later', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
  ['in the hour that comes twice, the first time', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
])('a time of day %s', (_, on, time, instant) => expect(dueInstant(on, time, berlin).toISOString()).toBe(instant));

test('a time of day comes back as it went in, but for the hour that does not exist', () => {
  expect(timeOfDay(dueInstant('2026-10-25', '02:30', berlin), berlin)).toBe('02:30');
  expect(timeOfDay(dueInstant('2026-03-29', '02:30', berlin), berlin)).toBe('03:30');
  expect(timeOfDay(dueInstant('2026-03-29', '09:05', berlin), berlin)).toBe('09:05');
});

test.each([
  ['an ordinary day has 24 hours', '2026-11-23', 24],
  ['the day the clocks go forward has 23', '2026-03-29', 23],
  ['the day they go back has 25', '2026-10-25', 25],
])('%s', (_, on, hours) => {
  const { from, to } = spanOfDay(on, berlin);
  expect((to.getTime() - from.getTime()) / 3_600_000).toBe(hours);
});

test('the day changes at midnight on the wall, not in Greenwich', () => {
  expect(dayOf(new Date('2026-11-22T23:30:00Z'), berlin)).toBe('2026-11-23');
  expect(dayOf(new Date('2026-11-22T22:59:59Z'), berlin)).toBe('2026-11-22');
});

test('days are counted by the calendar, over the change of the clocks and of the year', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
