import type { AvatarFigures, Finding } from '../contract.ts';
import { countWords, type Facts, isProtected, productOf, wordsIn } from './fields.ts';

type Counted = AvatarFigures['products'];
type Told = Omit<AvatarFigures, 'channels'>;

const mostSuggested = 5;

/** What blanks of each group's drawing can be filled with: counted, never made up. */
export function figuresOf(groups: readonly (readonly Facts[])[], products: readonly string[]): Told[] {
  const notes = groups.map((people) =>
    people.flatMap(({ note }) => (note === null ? [] : [new Set(wordsIn(note, 5).map(folded))])),
  );
  return groups.map((people, at) => ({
    valueCents: meanOf(people.map(({ valueCents }) => valueCents)),
    days: medianOf(people.map(({ daysToEnd }) => daysToEnd)),
    products: mostFrequent(people.map(({ dealTitle }) => (dealTitle === null ? null : productOf(dealTitle, products)))),
    sources: mostFrequent(people.map(({ source }) => source)),
    lossReasons: mostFrequent(people.map(({ lossReason }) => lossReason)),
    words: ownWords(
      notes[at] ?? [],
      notes.flatMap((others, one) => (one === at ? [] : others)),
    ),
  }));
}

const folded = (word: string): string => word.toLowerCase();

const known = <Value>(values: readonly (Value | null)[]): Value[] => values.filter((value) => value !== null);

function meanOf(values: readonly (number | null)[]): number | null {
  const told = known(values);
  return told.length === 0 ? null : Math.round(told.reduce((sum, value) => sum + value, 0) / told.length);
}

function medianOf(values: readonly (number | null)[]): number | null {
  const told = known(values).toSorted((a, b) => a - b);
  return told[Math.floor(told.length / 2)] ?? null;
}

export function mostFrequent(values: readonly (string | null)[]): Counted {
  const told = known(values);
  const counts = countWords(told.map((value) => new Set([value])));
  return [...counts]
    .toSorted(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
    .slice(0, mostSuggested)
    .map(([text, count]) => ({ text, count, of: told.length }));
}

/** Cohen's h of .3 between the shares: more often here than elsewhere, and not just once or twice. */
const noticeable = 0.3;
const leastNotes = 5;

function ownWords(own: readonly ReadonlySet<string>[], others: readonly ReadonlySet<string>[]): Counted {
  const [here, elsewhere] = [countWords(own), countWords(others)];
  return [...here]
    .filter(([word, count]) => count >= leastNotes && !isProtected(word))
    .map(([word, count]) => ({
      word,
      count,
      effect: angle(count / own.length) - angle((elsewhere.get(word) ?? 0) / Math.max(1, others.length)),
    }))
    .filter(({ effect }) => effect >= noticeable)
    .toSorted((a, b) => b.effect - a.effect || (a.word < b.word ? -1 : 1))
    .slice(0, 8)
    .map(({ word, count }) => ({ text: word, count, of: own.length }));
}

const angle = (share: number): number => 2 * Math.asin(Math.sqrt(share));

/** Which group goes on which avatar had: by the customers they share (Jaccard), the closest pair first. */
export function matchGroups(
  before: readonly { id: string; contactIds: readonly string[] }[],
  groups: readonly (readonly string[])[],
): (string | undefined)[] {
  const groupOf = new Map(groups.flatMap((ids, group) => ids.map((id) => [id, group] as const)));
  const pairs = before.flatMap(({ id, contactIds }) => {
    const shared = groups.map(() => 0);
    for (const contactId of contactIds) {
      const group = groupOf.get(contactId);
      if (group !== undefined) shared[group]! += 1;
    }
    return shared.map((both, group) => ({
      id,
      group,
      alike: both / (contactIds.length + groups[group]!.length - both),
    }));
  });
  const found: (string | undefined)[] = groups.map(() => undefined);
  const taken = new Set<string>();
  for (const { id, group, alike } of pairs.toSorted((a, b) => b.alike - a.alike)) {
    if (alike < leastAlike || taken.has(id) || found[group] !== undefined) continue;
    found[group] = id;
    taken.add(id);
  }
  return found;
}

/** With less in common it would be somebody else under the old name. */
const leastAlike = 0.3;

/** Do the numbers say something else than when somebody drew from them? By what stands in front, and by how much. */
export function differs(seen: readonly Finding[] | null, now: readonly Finding[]): boolean {
  if (seen === null) return false;
  const [before, after] = [seen.slice(0, mostSuggested), now.slice(0, mostSuggested)];
  if (before.length !== after.length) return true;
  return before.some((one) => {
    const same = after.find((other) => keyOf(other) === keyOf(one));
    return !same || moved(one, same);
  });
}

function keyOf(finding: Finding): string {
  if (finding.kind === 'middle') return `${finding.field} middle`;
  const more = finding.own > finding.others;
  return finding.kind === 'choice' ? `${finding.field} ${more} ${finding.choice}` : `${finding.field} ${more}`;
}

/** Ten in a hundred of them more or less; a mean by a fifth. */
function moved(one: Finding, other: Finding): boolean {
  if (one.kind === 'choice' && other.kind === 'choice') return Math.abs(one.own - other.own) >= 0.1;
  if (one.kind === 'mean' && other.kind === 'mean')
    return Math.abs(one.own - other.own) >= 0.2 * Math.max(Math.abs(one.own), Math.abs(one.others));
  return false;
}
