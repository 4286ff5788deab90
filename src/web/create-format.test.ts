import { expect, test } from 'vitest';
import { createFormat } from './create-format.ts';

const german = createFormat('de', 'Europe/Berlin', 'EUR');
const now = new Date('2026-11-23T08:00:00Z');
// Intl puts a no-break space before the euro sign.
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test.each([
  ['a minute ago', '2026-11-23T07:59:00Z', 'vor 1 Min.'],
  ['earlier today', '2026-11-23T05:00:00Z', 'vor 3 Std.'],
  ['yesterday evening, by the calendar', '2026-11-22T18:30:00Z', 'gestern'],
  ['three days by the calendar, less by the clock', '2026-11-20T20:00:00Z', 'vor 3 Tagen'],
  ['weeks', '2026-11-02T08:00:00Z', 'vor 3 Wochen'],
  ['months', '2026-08-20T08:00:00Z', 'vor 3 Monaten'],
  ['tomorrow', '2026-11-24T09:00:00Z', 'morgen'],
])('%s', (_, at, words) => expect(plain(german.relative(at, now))).toBe(words));

test('days, times and amounts are written as here', () => {
  expect(german.day('2026-11-03')).toBe('03.11.2026');
  expect(german.time('2026-11-23T13:30:00Z')).toBe('14:30');
  expect(plain(german.money(123456))).toBe('1.234,56 €');
  expect(german.duration(187)).toBe('3:07');
  expect(german.duration(3_725)).toBe('1:02:05');
});

test('an instant late in the evening belongs to the day it is where the workspace is', () => {
  expect(german.isoDayOf('2026-11-23T23:30:00Z')).toBe('2026-11-24');
});

test('English has its own order of things', () => {
  const english = createFormat('en', 'Europe/Zurich', 'CHF');
  expect(english.day('2026-11-03')).toBe('03/11/2026');
  expect(plain(english.money(123456))).toBe('CHF 1,234.56');
});
