import type { Column } from './table.ts';

const dayMs = 86_400_000;

/** Days since 1970-01-01, row by row; NaN: blank, or not a day. Times of day are dropped. */
export function readDays(column: Column): Float64Array {
  const order = orderOf(column.words);
  const known = Float64Array.from(column.words, (word) => toDay(word, order));
  return Float64Array.from(column.codes, (code) => known[code] ?? Number.NaN);
}

/** "12/3/2026" is the 12th of March, as people write here, unless a column can only mean December 3rd. */
function orderOf(words: readonly string[]): 'day first' | 'month first' {
  let late = { first: false, second: false };
  for (const word of words) {
    const [, first = 0, second = 0] = /^(\d{1,2})[./-](\d{1,2})[./-]\d{4}/.exec(word) ?? [];
    late = { first: late.first || Number(first) > 12, second: late.second || Number(second) > 12 };
  }
  return late.second && !late.first ? 'month first' : 'day first';
}

export function toDay(word: string, order: 'day first' | 'month first' = 'day first'): number {
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:$|[T ])/.exec(word);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:$|[ ,T])/.exec(word);
  if (!local) return Number.NaN;
  const [first, second] = [Number(local[1]), Number(local[2])];
  return order === 'day first' ? dayOf(Number(local[3]), second, first) : dayOf(Number(local[3]), first, second);
}

function dayOf(year: number, month: number, day: number): number {
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.getTime() / dayMs : Number.NaN;
}

export const dayText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
