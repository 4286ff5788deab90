import { wordsOf } from './fold.ts';
import { longestKey } from './keys.ts';
import { numberBeginnings } from './phones.ts';
import type { KeyKind } from '../schema.ts';

/** A range of keys: from here to below there, as one stretch of the index. */
export type KeyRange = { kind: KeyKind; from: string; to: string };

/** What typed words ask for: each group must be met, by any of its ranges. */
export type Wanted = KeyRange[][];

/** Beginnings of words in any order; or a number in any notation; or an e-mail address. Empty: nothing to look for. */
export function wantedBy(typed: string): Wanted {
  const beginnings = numberBeginnings(typed);
  if (beginnings.length > 0) return [beginnings.map((beginning) => startingWith('phone', beginning))];
  if (typed.includes('@')) return [[startingWith('email', typed.trim().toLowerCase())]];
  return tokensOf(typed).map((token) => [startingWith('word', token)]);
}

/** All words at once as one beginning ("peter mü"): most searches find what they want in this single stretch. */
export function phraseOf(typed: string): KeyRange | undefined {
  const tokens = tokensOf(typed);
  return tokens.length === 0 ? undefined : startingWith('word', tokens.join(' ').slice(0, longestKey));
}

/** At most six words count: more only narrow what is found already. */
export function tokensOf(typed: string): string[] {
  return wordsOf(typed).slice(0, 6).map(shortStreetTyped);
}

/** "goethestra" is on its way to "goethestraße", which is kept as "goethestr"; so is the "stra" of "lange stra". */
function shortStreetTyped(word: string, at: number): string {
  return word.length > 7 || at > 0 ? word.replace(/str(?:a|as|ase)$/, 'str') : word;
}

/** No key has a byte above the one that ends the range. */
export function startingWith(kind: KeyKind, beginning: string): KeyRange {
  return { kind, from: beginning, to: `${beginning}\u{10ffff}` };
}

/** The one key and no longer one: nothing that people write comes between. */
export function exactly(kind: KeyKind, value: string): KeyRange {
  return { kind, from: value, to: `${value}\u0001` };
}

/** How far two words lie apart in typing mistakes: a letter too many, too few, wrong, or two swapped. */
export function mistakesBetween(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + wrong);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}

/** A typed word may still grow: it is compared with the beginning of the known one too. */
export function isLike(typed: string, known: string): boolean {
  const forgiven = typed.length < 4 ? 0 : typed.length < 6 ? 1 : 2;
  return Math.min(mistakesBetween(typed, known), mistakesBetween(typed, known.slice(0, typed.length))) <= forgiven;
}
