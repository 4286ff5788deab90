import { expect, test } from 'vitest';
import { dayText, readDays, toDay } from './days.ts';
import { collectTable, columnOf } from './table.ts';

test.each([
  ['2026-03-12', '2026-03-12'],
  ['2026-03-12T23:59:00+01:00', '2026-03-12'],
  ['20260312', '2026-03-12'],
  ['12.3.2026', '2026-03-12'],
  ['12.03.2026 08:15', '2026-03-12'],
  ['2024-02-29', '2024-02-29'],
])('%s', (word, day) => expect(dayText(toDay(word))).toBe(day));

test.each(['', '2026-02-30', '31.4.2026', '12/2026', 'morgen', '2026-03-12x', '99999999'])('%s is no day', (word) =>
  expect(toDay(word)).toBeNaN(),
);

test('month and day are told apart by the whole column', () => {
  const days = (...words: string[]) => {
    const collected = collectTable(['day']);
    for (const word of words) collected.add([word]);
    return [...readDays(columnOf(collected.table(), 'day'))].map((day) => (Number.isNaN(day) ? '' : dayText(day)));
  };
  expect(days('12/3/2026', '13/3/2026')).toEqual(['2026-03-12', '2026-03-13']);
  expect(days('12/3/2026', '12/13/2026')).toEqual(['2026-12-03', '2026-12-13']);
  expect(days('12/3/2026', '')).toEqual(['2026-03-12', '']);
});
