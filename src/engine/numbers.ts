import type { Column } from './table.ts';

/** The numbers of a column, row by row; NaN: blank, or not a number. `readable`: the share of what is not blank that is one. */
export type NumberColumn = { values: Float64Array; readable: number; filled: number };

const blank = new Set(['', '-', '–', 'n/a', 'na', 'nan', 'null', 'none', '#n/a', 'k. a.', 'k.a.']);
export const isBlank = (word: string): boolean => blank.has(word.toLowerCase());

/** "1234.5", "1.234,50 €", "1,234.50", "-3", "12 %", "1e6": which sign stands before the decimals is one for the whole column. */
export function readNumbers(column: Column): NumberColumn {
  const decimal = decimalOf(column.words);
  const known = Float64Array.from(column.words, (word) => toNumber(word, decimal));
  const isEmpty = column.words.map(isBlank);
  const values = new Float64Array(column.codes.length);
  let filled = 0;
  let read = 0;
  for (const [row, code] of column.codes.entries()) {
    const value = known[code] ?? Number.NaN;
    values[row] = value;
    if (isEmpty[code]) continue;
    filled += 1;
    if (!Number.isNaN(value)) read += 1;
  }
  return { values, readable: filled === 0 ? 0 : read / filled, filled };
}

/** Both signs in one word tell; so does one that is not followed by exactly three digits. Else it is the point, as machines write. */
export function decimalOf(words: readonly string[]): ',' | '.' {
  let comma = 0;
  let point = 0;
  for (const word of words) {
    const digits = stripped(word);
    const [lastComma, lastPoint] = [digits.lastIndexOf(','), digits.lastIndexOf('.')];
    if (lastComma >= 0 && lastPoint >= 0) {
      if (lastComma > lastPoint) comma += 1;
      else point += 1;
    } else if (lastComma >= 0) {
      if (/^[+-]?\d+,(?!\d{3}$)\d*$/.test(digits)) comma += 1;
      else if (/^[+-]?\d{1,3}(,\d{3})+$/.test(digits)) point += 0.5;
    } else if (lastPoint >= 0) {
      if (/^[+-]?\d*\.(?!\d{3}$)\d+$/.test(digits)) point += 1;
      else if (/^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(digits)) comma += 1;
    }
  }
  return comma > point ? ',' : '.';
}

function stripped(word: string): string {
  return word.replace(/[\s\u00a0\u202f'’€$£%]|(?<=\d)\s*(EUR|USD|CHF)$/gi, '');
}

export function toNumber(word: string, decimal: ',' | '.'): number {
  if (word.length > 40) return Number.NaN;
  let digits = stripped(word);
  const grouping = decimal === ',' ? '.' : ',';
  if (digits.includes(grouping)) {
    const whole = digits.split(decimal)[0] ?? '';
    if (!/^[+-]?\d{1,3}([.,]\d{3})+$/.test(whole)) return Number.NaN;
    digits = digits.replaceAll(grouping, '');
  }
  if (decimal === ',') digits = digits.replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(digits) ? Number(digits) : Number.NaN;
}
