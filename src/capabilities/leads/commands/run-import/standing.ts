import { type CompanyRow, findContactsByIds, matchCompanyNames, matchDoors, matchKeys, type MatchKey } from '#contacts';
import type { Db } from '#platform/db';
import type { ImportRow } from '../../rules.ts';
import { type Content, doorOf, mayBeSame } from '../../rules/take-over.ts';
import type { ImportContext, ImportWorld, UnderstoodRow } from './context.ts';

/** What stands already of what some rows name. */
export type Standing = {
  companies: Map<string, CompanyRow>;
  people: PeopleKnown;
};

/** Whom these rows may be about, as it stands now. */
export async function lookUp(
  trx: Db<ImportWorld>,
  { record: { workspaceId } }: ImportContext,
  understood: readonly UnderstoodRow[],
): Promise<Standing> {
  const rows = understood.flatMap(({ row }) => row ?? []);
  const [companies, people] = await Promise.all([
    matchCompanyNames(trx, workspaceId, [...new Set(rows.flatMap(({ company }) => company?.name ?? []))]),
    peopleKnown(trx, workspaceId, rows),
  ]);
  return { companies, people };
}

/**
 * Would these rows come out the same whether the ones before them have been taken over or not? So it is when they name only strangers and companies that
 * stand there, and nobody whom the ones before them bring.
 */
export function independent(
  understood: readonly UnderstoodRow[],
  standing: Standing,
  before: readonly ReadonlySet<string>[],
): boolean {
  if (standing.people.any) return false;
  return understood.every(
    ({ row, asked }) =>
      row === undefined ||
      ((row.company === undefined || standing.companies.has(row.company.name)) &&
        !asked.some((name) => before.some((brought) => brought.has(name)))),
  );
}

type KnownPerson = { id: string; content: Content; version: number; importId: string | null };

type PeopleKnown = Awaited<ReturnType<typeof peopleKnown>>;

/** Everyone these rows may be about: by number, e-mail address, and the same door under the same name. */
async function peopleKnown(trx: Db<ImportWorld>, workspaceId: string, rows: readonly ImportRow[]) {
  const keys: MatchKey[] = [];
  const doors: ImportRow['addresses'] = [];
  for (const { phones, emails, addresses } of rows) {
    for (const { number } of phones) keys.push({ kind: 'phone', value: number });
    for (const { address } of emails) keys.push({ kind: 'email', value: address });
    if (phones.length + emails.length === 0) doors.push(...addresses.slice(0, 1));
  }
  const [byKey, byDoor] = await Promise.all([
    matchKeys(trx, workspaceId, keys),
    matchDoors(
      trx,
      workspaceId,
      doors.map(({ street, houseNumber }) => ({ street, houseNumber })),
    ),
  ]);
  const ids = new Set([...byKey.flatMap(({ contactIds }) => contactIds), ...byDoor]);
  const standing = await findContactsByIds(trx, workspaceId, [...ids]);

  const index = new Map<string, KnownPerson[]>();
  const add = (person: KnownPerson, names: readonly string[]): void => {
    for (const name of names) {
      const others = index.get(name);
      if (others) others.push(person);
      else index.set(name, [person]);
    }
  };
  for (const { id, version, importId, ...content } of standing.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    add({ id, version, importId, content }, namesOf(content));

  return {
    any: standing.length > 0,
    /** An e-mail address is a person's own; a number or a door may be a household's, so the names must agree. */
    find({ asked }: UnderstoodRow, content: Content): KnownPerson | undefined {
      for (const name of asked) {
        const own = name.startsWith('email ');
        const person = index.get(name)?.find((one) => own || mayBeSame(one.content, content));
        if (person) return person;
      }
      return undefined;
    },
    add(id: string, content: Content, { brought }: UnderstoodRow): void {
      add({ id, content, version: 1, importId: null }, brought);
    },
  };
}

function namesOf({ phones, emails, addresses: [address] }: Content): string[] {
  return [
    ...phones.map(({ value }) => `phone ${value}`),
    ...emails.map(({ value }) => `email ${value.toLowerCase()}`),
    ...(address?.street ? [`door ${doorOf(address)}`] : []),
  ];
}
