import { type ContactsTables, findContactsByIds, requireCompany, requireContact } from '#contacts';
import { z } from 'zod';
import type { Db } from '#platform/db';
import { fromCursor, pageOf } from '#platform/paging';
import { objectorsAmong } from '../queries/objections.ts';
import type { ScoringTables } from '../schema.ts';
import type { CustomerClass, CustomerView } from './contract.ts';
import { type CustomerFilter, findCustomers, listCustomers } from './queries.ts';
import type { ClassTables, CustomerValueRow } from './schema.ts';
import { type CustomerWorld, toCustomerViews } from './views.ts';

const Cursor = z.tuple([z.number().int(), z.uuid()]);

/** Customers with value, cost and class, the most valuable first. */
export async function customerPage(
  db: Db<CustomerWorld>,
  workspaceId: string,
  { cursor, limit, ...filter }: CustomerFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: CustomerView[]; next: string | null }> {
  const found = await listCustomers(db, workspaceId, filter, { limit: limit + 1, after: fromCursor(cursor, Cursor) });
  const page = pageOf(found, limit, (row) => [row.netCents, row.customerId]);
  return { items: await toCustomerViews(db, workspaceId, page.rows), next: page.next };
}

export type ClassAnswer = { class: CustomerClass | null; netValueCents: number };

/** Classes of companies and people by their id; who is no customer is not in the answer. */
export async function findClasses(
  db: Db<ClassTables>,
  workspaceId: string,
  customers: readonly { kind: 'company' | 'contact'; id: string }[],
): Promise<Map<string, ClassAnswer>> {
  const rows = await findCustomers(
    db,
    workspaceId,
    customers.map(({ id }) => id),
  );
  return new Map(rows.map((row) => [row.customerId, { class: row.class, netValueCents: row.netCents }]));
}

/** A person who is no customer stands for the company they work for. */
export async function customerOf(
  db: Db<ClassTables & ContactsTables & Pick<ScoringTables, 'profilingObjection'>>,
  workspaceId: string,
  { contactId, companyId }: { contactId?: string | undefined; companyId?: string | undefined },
): Promise<{ row: CustomerValueRow | undefined; objected: boolean }> {
  if (contactId === undefined) {
    const company = await requireCompany(db, workspaceId, companyId ?? '');
    return { row: (await findCustomers(db, workspaceId, [company.id]))[0], objected: false };
  }
  const contact = await requireContact(db, workspaceId, contactId);
  // Who objected to profiling (Art. 21 GDPR) is shown none at once; the next computation forgets it.
  if ((await objectorsAmong(db, workspaceId, [contact.id])).size > 0) return { row: undefined, objected: true };
  const found = await findCustomers(db, workspaceId, [contact.id, ...(contact.companyId ? [contact.companyId] : [])]);
  return { row: found.find((row) => row.contactId === contact.id) ?? found[0], objected: false };
}

/** The classes of people and companies in a list; a person who is no customer shows that of their company, and one who objected to profiling none. */
export async function classesOf(
  db: Db<ClassTables & ContactsTables & Pick<ScoringTables, 'profilingObjection'>>,
  workspaceId: string,
  asked: { contactIds: readonly string[]; companyIds: readonly string[] },
): Promise<{ id: string; class: CustomerClass }[]> {
  const [known, objectors] = await Promise.all([
    findContactsByIds(db, workspaceId, asked.contactIds),
    objectorsAmong(db, workspaceId, asked.contactIds),
  ]);
  const people = known.filter(({ id }) => !objectors.has(id));
  const standFor = new Map(people.map(({ id, companyId }) => [id, companyId]));
  const ids = [...asked.companyIds, ...people.flatMap(({ id, companyId }) => (companyId ? [id, companyId] : [id]))];
  const classes = new Map((await findCustomers(db, workspaceId, ids)).map((row) => [row.customerId, row.class]));
  return [...asked.companyIds, ...standFor.keys()].flatMap((id) => {
    const found = classes.has(id) ? classes.get(id) : classes.get(standFor.get(id) ?? '');
    return found ? [{ id, class: found }] : [];
  });
}
