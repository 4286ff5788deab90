import type { LineExtension } from '../contract.ts';
import type { CallEvent } from '../provider.ts';
import { toE164 } from './numbers.ts';

type Told = Pick<CallEvent, 'agents' | 'answeredBy' | 'ownNumber'>;

/** One spelling for what carriers, and people, write differently: numbers in E.164, the rest in small letters without the domain. */
export function spellExtension(text: string, lineNumber: string): string {
  return toE164(text, lineNumber) ?? bare(text).toLowerCase();
}

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^(?:sips?|tel|client):/i, '')
    .replace(/@.*$/, '');

/**
 * Whom of us a message names. It rings for those it names when we know every one of them: with a stranger among them it rings for everybody, so that no call is shown to nobody who
 * could take it. The number that was called speaks where no names do.
 */
export function usersNamed(
  { number, extensions }: { number: string; extensions: readonly LineExtension[] },
  { agents, answeredBy, ownNumber }: Told,
): { rings: string[]; answered: string | undefined } {
  const userOf = new Map(extensions.map(({ extension, userId }) => [spellExtension(extension, number), userId]));
  const known = (words: readonly string[]): string | undefined => {
    for (const word of words) {
      const userId = userOf.get(spellExtension(word, number));
      if (userId !== undefined) return userId;
    }
    return undefined;
  };
  const named = (agents ?? []).map(known);
  const whole = named.length > 0 && named.every((userId) => userId !== undefined);
  const byNumber = ownNumber === undefined ? undefined : known([ownNumber]);
  const rings = whole ? named : byNumber === undefined ? [] : [byNumber];
  return { rings: [...new Set(rings)], answered: answeredBy && known(answeredBy) };
}

/** What was heard and nobody is known for; our own main number is everybody's. */
export function strangeWords(
  { number, extensions }: { number: string; extensions: readonly LineExtension[] },
  told: readonly Told[],
): string[] {
  const known = new Set([number, ...extensions.map(({ extension }) => spellExtension(extension, number))]);
  const words = new Map<string, string>();
  for (const { agents = [], answeredBy = [], ownNumber } of told) {
    for (const person of [...agents, answeredBy, ownNumber === undefined ? [] : [ownNumber]]) {
      // One word for each person is enough to know them by.
      if (person.some((word) => known.has(spellExtension(word, number)))) continue;
      for (const word of person) if (bare(word) !== '') words.set(spellExtension(word, number), bare(word));
    }
  }
  return [...words.values()];
}
