import type { Changed } from '#platform/events';
import type { CompanyRow, ContactRow, KeyKind } from '../schema.ts';
import { fold, wordsOf } from './fold.ts';

/** One thing a record is found by. */
export type Key = { kind: KeyKind; value: string };

type KeyParts = Pick<ContactRow, 'name' | 'phones' | 'emails' | 'addresses' | 'tags' | 'externalId'>;

export function keysOfContact(
  contact: KeyParts & Pick<ContactRow, 'firstName' | 'lastName'>,
  companyName: string | null | undefined,
): Key[] {
  const own = wordsOf([contact.firstName, contact.lastName].filter(Boolean).join(' ') || contact.name);
  const employer = companyName ? wordsOf(companyName) : [];
  return unique([...turnsOf(own), ...turnsOf(employer), ...commonKeys(contact, [...own, ...employer])]);
}

export function keysOfCompany(company: KeyParts & Pick<CompanyRow, 'website'>): Key[] {
  const site = company.website?.replace(/^(?:https?:\/\/)?(?:www\.)?/i, '').split(/[/?#]/)[0] ?? '';
  const own = wordsOf(company.name);
  return unique([...turnsOf(own), ...words(wordsOf(site).slice(0, 1)), ...commonKeys(company, own)]);
}

function commonKeys(record: KeyParts, own: readonly string[]): Key[] {
  const [address] = record.addresses;
  return [
    ...record.phones.map(({ value }) => ({ kind: 'phone' as const, value: value.slice(1) })),
    ...record.emails.flatMap(({ value }) => [
      { kind: 'email' as const, value: value.toLowerCase() },
      // "p.mueller@nordsolar.de" is also found by "nordsolar"; what the name says already is not said twice.
      ...words(mailWords(value).filter((word) => !own.includes(word))),
    ]),
    ...record.tags.map((value) => ({ kind: 'tag' as const, value })),
    ...(record.externalId ? [{ kind: 'external' as const, value: record.externalId }] : []),
    ...townKeys(address?.city ?? ''),
    ...words([streetWords(address?.street, address?.houseNumber)]),
  ];
}

/** Addresses of these houses say nothing about where someone works. */
const mailHouses = new Set([
  'gmx',
  'web',
  'gmail',
  'googlemail',
  't-online',
  'outlook',
  'hotmail',
  'live',
  'yahoo',
  'icloud',
  'me',
  'freenet',
  'aol',
  'posteo',
  'mailbox',
  'arcor',
  'online',
  'email',
  'bluewin',
  'aon',
  'chello',
  'protonmail',
  'proton',
  'example',
]);

function mailWords(address: string): string[] {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const house = domain.split('.').at(-2) ?? '';
  return [...local.split(/[^\p{L}]+/u), mailHouses.has(house) ? '' : house]
    .map(fold)
    .filter((word) => word.length >= 3)
    .slice(0, 4);
}

const townKeys = remembered((city): readonly Key[] =>
  turns(city).filter(({ value }) => value.indexOf(' ') === -1 || value.indexOf(' ') > 2),
);

/** "Goethestraße 82" and "Goethestr. 82" are one. */
export function streetWords(street: string | undefined, houseNumber: string | undefined): string {
  return street ? [shortStreet(street), ...wordsOf(houseNumber ?? '')].filter(Boolean).join(' ') : '';
}

const shortStreet = remembered((street) =>
  wordsOf(street)
    .map((word) => word.replace(/str(?:ase)?$/, 'str'))
    .join(' '),
);

/** Lists name a few towns and streets a million times. */
function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found !== undefined) return found;
    found = of(text);
    if (known.size >= 2_000) known.clear();
    known.set(text, found);
    return found;
  };
}

/**
 * Each word of a name leads once and the others follow, so that both "peter mü" and "müller pe" are the beginning of one key: a single range of the index
 * answers them.
 */
export const turns = (text: string): Key[] => turnsOf(wordsOf(text));

function turnsOf(own: readonly string[]): Key[] {
  const list = own.slice(0, 8);
  return words(list.map((word, at) => [word, ...list.toSpliced(at, 1)].join(' ')));
}

/** Longer keys help nobody, and an index entry has its bounds. */
export const longestKey = 60;

function words(values: readonly string[]): Key[] {
  return values
    .filter((value) => value !== '')
    .map((value) => ({ kind: 'word', value: value.slice(0, longestKey).trimEnd() }));
}

function unique(keys: readonly Key[]): Key[] {
  return keys.filter(({ kind, value }, at) => at === keys.findIndex((key) => key.value === value && key.kind === kind));
}

/** What was lost and what came, from one set of keys to another. */
export function difference(before: readonly Key[], after: readonly Key[]): { gone: Key[]; fresh: Key[] } {
  const name = (key: Key) => `${key.kind} ${key.value}`;
  const [had, has] = [new Set(before.map(name)), new Set(after.map(name))];
  return { gone: before.filter((key) => !has.has(name(key))), fresh: after.filter((key) => !had.has(name(key))) };
}

const findableBy = [
  'name',
  'firstName',
  'lastName',
  'companyId',
  'phones',
  'emails',
  'addresses',
  'tags',
  'externalId',
];

/** Does a change touch anything that a contact is found by? */
export function findable(changed: Changed): boolean {
  return findableBy.some((field) => field in changed);
}

/** The words that typing mistakes are compared with. */
export function vocabularyOf(keys: readonly Key[]): string[] {
  const leading = new Set(keys.map(({ kind, value }) => (kind === 'word' ? value.split(' ', 1)[0] : undefined)));
  return [...leading].filter(
    (word): word is string => word !== undefined && word.length >= 4 && word.length <= 30 && letters.test(word),
  );
}
const letters = /^\p{L}+$/u;
