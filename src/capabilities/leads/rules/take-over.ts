import type { ContactRow } from '#contacts';
import type { ImportRow } from './import-row.ts';

export type Content = Pick<
  ContactRow,
  | 'kind'
  | 'salutation'
  | 'title'
  | 'firstName'
  | 'lastName'
  | 'jobTitle'
  | 'phones'
  | 'emails'
  | 'addresses'
  | 'tags'
  | 'birthdayOn'
  | 'website'
  | 'note'
  | 'source'
  | 'status'
  | 'externalId'
>;

/** What a row of a list says about a person, as a contact holds it. */
export function contentOf(row: ImportRow, defaults: { source: string; tags: readonly string[] }): Content {
  const { person } = row;
  const named = person && !isOnlyShown(person);
  return {
    kind: row.kind.value,
    salutation: person?.salutation ?? (person?.household && person.lastName ? 'Familie' : null),
    title: person?.title ?? null,
    firstName: named ? (person.firstName ?? null) : null,
    lastName: named ? (person.lastName ?? null) : null,
    jobTitle: person?.jobTitle ?? null,
    phones: unique(
      row.phones.map((phone) => ({
        label: phone.mobile ? 'mobile' : phone.place === 'other' ? 'main' : phone.place,
        value: phone.number,
      })),
      ({ value }) => value,
    ).slice(0, most),
    emails: unique(
      row.emails.map((email) => ({
        label: email.place === 'other' ? 'main' : email.place,
        value: email.address.toLowerCase(),
      })),
      ({ value }) => value,
    ).slice(0, most),
    // A row has one position, and it is where its first address is.
    addresses: row.addresses.slice(0, most).map(({ place, extra, ...address }, at) => ({
      label: place === 'other' ? 'main' : place,
      ...address,
      ...(extra !== undefined && { addition: extra }),
      ...(at === 0 && row.position),
    })),
    tags: unique([...row.tags, ...defaults.tags], (tag) => tag).slice(0, 50),
    birthdayOn: person?.birthdayOn ?? null,
    website: row.websites[0] ?? null,
    note: clip(row.note),
    source: row.source ?? defaults.source,
    status: row.status ?? null,
    externalId: row.externalId ?? null,
  };
}

// The bounds of a contact, see its contract.
const most = 20;
const longestNote = 10_000;

function clip(note: string | undefined): string | null {
  return note === undefined || note === '' ? null : note.slice(0, longestNote);
}

/** A person who is called by their address or number has no name of their own. */
function isOnlyShown(person: NonNullable<ImportRow['person']>): boolean {
  return person.firstName === undefined && person.lastName === undefined;
}

type Named = { firstName: string | null; lastName: string | null };

/**
 * May two records that share a number or an address be one person? A household shares its telephone, so names that contradict each other say no; a missing
 * name contradicts nothing.
 */
export function mayBeSame(a: Named, b: Named): boolean {
  const differ = (one: string | null, other: string | null): boolean =>
    one !== null && other !== null && plain(one) !== plain(other);
  return !differ(a.lastName, b.lastName) && !differ(a.firstName, b.firstName);
}

/** What a second row adds to what is known: gaps are filled, lists grow, notes are appended; what stands there is never overwritten. */
export function additions(known: Content, fresh: Content): Partial<Content> {
  const gaps = (
    [
      'salutation',
      'title',
      'firstName',
      'lastName',
      'jobTitle',
      'birthdayOn',
      'website',
      'source',
      'status',
      'externalId',
    ] as const
  ).filter((field) => known[field] === null && fresh[field] !== null);
  const phones = unique([...known.phones, ...fresh.phones], ({ value }) => value).slice(0, most);
  const emails = unique([...known.emails, ...fresh.emails], ({ value }) => value.toLowerCase()).slice(0, most);
  const addresses = unique([...located(known.addresses, fresh.addresses), ...fresh.addresses], doorOf).slice(0, most);
  const tags = unique([...known.tags, ...fresh.tags], (tag) => tag).slice(0, 50);
  const note =
    fresh.note !== null && !(known.note ?? '').includes(fresh.note)
      ? clip([known.note, fresh.note].filter(Boolean).join('\n'))
      : known.note;
  return {
    ...Object.fromEntries(gaps.map((field) => [field, fresh[field]])),
    ...(known.kind === 'private' && fresh.kind === 'business' && fresh.jobTitle !== null && { kind: fresh.kind }),
    ...(phones.length > known.phones.length && { phones }),
    ...(emails.length > known.emails.length && { emails }),
    ...(addresses.some((address, at) => address !== known.addresses[at]) && { addresses }),
    ...(tags.length > known.tags.length && { tags }),
    ...(note !== known.note && { note }),
  };
}

/** Known doors of which it is only now told where they stand. */
function located(known: Content['addresses'], fresh: Content['addresses']): Content['addresses'] {
  return known.map((address) => {
    if (address.latitude !== undefined) return address;
    const same = fresh.find((one) => one.latitude !== undefined && doorOf(one) === doorOf(address));
    return same ? { ...address, latitude: same.latitude, longitude: same.longitude } : address;
  });
}

/** One door: street, number and place. Undefined without a street. */
export function doorOf(
  address: Pick<ContactRow['addresses'][number], 'street' | 'houseNumber' | 'postalCode' | 'city'>,
): string {
  return plain(
    [address.street, address.houseNumber, address.postalCode ?? address.city].filter(Boolean).join(' '),
  ).replaceAll('strasse', 'str');
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

function unique<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  // Mostly there is one, or none.
  if (items.length < 2) return items;
  return [...new Map(items.toReversed().map((item) => [nameOf(item), item])).values()].toReversed();
}
