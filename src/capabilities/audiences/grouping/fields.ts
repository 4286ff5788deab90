import { answerField, type Outcome, type PlainField, plainFields, titleOf } from '../contract.ts';

/** What we know of one customer or lead, as it is compared with others. */
export type Facts = {
  contactId: string;
  kind: 'private' | 'business';
  postalCode: string | null;
  city: string | null;
  industry: string | null;
  jobTitle: string | null;
  source: string | null;
  note: string | null;
  /** Of what was won, was lost, or is open. */
  valueCents: number | null;
  dealTitle: string | null;
  daysToEnd: number | null;
  lossReason: string | null;
  /** By the title of the script's step. */
  answers: ReadonlyMap<string, string>;
};

/** Only who was lost has a reason for it. */
export const fieldsFor = (outcome: Outcome): PlainField[] =>
  plainFields.filter((field) => outcome === 'lost' || field !== 'lossReason');

/** How a deal ended is not known of whoever has none yet. */
export const knownOfLeads = (field: string): boolean => field !== 'daysToEnd' && field !== 'lossReason';

/**
 * Art. 9 GDPR, § 1 AGG: nobody is sorted by what they believe, whom they love, where they come from, how old or how ill they are; a script that asks for it is not listened to here.
 */
const protectedWords =
  /\balter\b|\balt\b|geburt|jahrgang|rentner|geschlecht|anrede|religi|konfession|kirche|glaube|gesund|krank|pflege|behinder|schwanger|sexu|gewerkschaft|partei|politi|ethni|nationalit|staatsang|migration|muttersprache|familienstand|verheiratet|\bage\b|birth|gender|health|disab|ethnic|marital|union\b/i;

export const isProtected = (words: string): boolean => protectedWords.test(words);

export function isKnownField(field: string, outcome: Outcome): boolean {
  const title = titleOf(field);
  return title === undefined ? (fieldsFor(outcome) as string[]).includes(field) : title !== '' && !isProtected(title);
}

/** Titles of what these people were asked, without what nobody may be sorted by. */
export function answerFieldsOf(people: readonly Facts[]): string[] {
  const titles = new Set(people.flatMap(({ answers }) => [...answers.keys()]));
  return [...titles]
    .filter((title) => title.length <= 200 && !isProtected(title))
    .map(answerField)
    .toSorted();
}

/** The value of a field as groups are made from it; null: not known. `products`: the words that tell products apart. */
export function valueOf(facts: Facts, field: string, products: readonly string[]): string | number | null {
  const title = titleOf(field);
  if (title !== undefined) return facts.answers.get(title) ?? null;
  switch (field as PlainField) {
    case 'region':
      return regionOf(facts.postalCode);
    case 'product':
      return facts.dealTitle === null ? null : productOf(facts.dealTitle, products);
    case 'value':
      return facts.valueCents === null ? null : Math.round(facts.valueCents / 100);
    case 'daysToEnd':
      return facts.daysToEnd === null ? null : Math.round(facts.daysToEnd);
    case 'kind':
    case 'city':
    case 'industry':
    case 'jobTitle':
    case 'source':
    case 'lossReason':
      return facts[field as 'kind' | 'city' | 'industry' | 'jobTitle' | 'source' | 'lossReason'];
  }
}

/** A German postal code begins with the region in two digits, an Austrian or Swiss one in one. */
function regionOf(postalCode: string | null): string | null {
  const digits = postalCode?.replace(/\D/g, '') ?? '';
  if (digits.length === 5) return `PLZ ${digits.slice(0, 2)}`;
  return digits.length === 4 ? `PLZ ${digits.slice(0, 1)}` : null;
}

/** Words that stand in several deals but not in nearly all of them, the most frequent first: what was sold, as people call it. */
export function productWords(titles: readonly string[]): string[] {
  const counts = countWords(titles.map((title) => new Set(wordsIn(title, 3))));
  const least = Math.max(3, titles.length / 50);
  return [...counts]
    .filter(([, count]) => count >= least && count <= titles.length * 0.85)
    .toSorted(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
    .slice(0, 40)
    .map(([word]) => word);
}

export function productOf(title: string, products: readonly string[]): string | null {
  const words = new Set(wordsIn(title, 3));
  return products.find((product) => words.has(product)) ?? null;
}

const ofNoProduct = new Set(
  'der die das und oder für mit ohne von vom zum zur auf aus bei den dem des ein eine einer eines einem neue neuer neues familie herr frau haus firma gmbh angebot auftrag kunde anfrage'.split(
    ' ',
  ),
);

/** Words of at least so many letters, as they are written. */
export function wordsIn(text: string, least: number): string[] {
  return (text.match(/[\p{L}][\p{L}\d-]*/gu) ?? []).filter(
    (word) => word.length >= least && !ofNoProduct.has(word.toLowerCase()),
  );
}

export function countWords(texts: readonly ReadonlySet<string>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
