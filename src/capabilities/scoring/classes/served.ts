import { type CallsTables, sumTalk } from '#calls';
import { type ContactsTables, findCompaniesByIds, findContactsByIds, findPeopleOfCompanies } from '#contacts';
import { type MeetingsTables, sumHeld } from '#meetings';
import type { Db } from '#platform/db';
import { type ExpenseSum, sumExpenses } from '../expenses/queries.ts';
import type { ExpenseTables } from '../expenses/schema.ts';
import type { CustomerValueRow } from './schema.ts';

export type ServedWorld = CallsTables & ContactsTables & ExpenseTables & MeetingsTables;
export type Served = Pick<CustomerValueRow, keyof typeof untouched> & { expenses: ExpenseSum[] };
type Asked = { id: string; isCompany: boolean };

const untouched = {
  calls: 0,
  callMinutes: 0,
  meetings: 0,
  meetingMinutes: 0,
  visits: 0,
  tickets: 0,
  dunningLetters: 0,
  returnedDebits: 0,
  discountCents: 0,
};

/**
 * What was done for these customers since then, by their id; whose record was removed is not in the answer. The time spent on who works for a company is the company's, unless they are a customer themselves.
 */
export async function servedSince(
  db: Db<ServedWorld>,
  workspaceId: string,
  customers: readonly Asked[],
  isCustomer: (contactId: string) => boolean,
  since: Date,
): Promise<Map<string, Served>> {
  const idsOf = (companies: boolean) =>
    customers.filter(({ isCompany }) => isCompany === companies).map(({ id }) => id);
  const [companies, people, staff] = await Promise.all([
    findCompaniesByIds(db, workspaceId, idsOf(true)),
    findContactsByIds(db, workspaceId, idsOf(false)),
    findPeopleOfCompanies(db, workspaceId, idsOf(true)),
  ]);
  const served = new Map<string, Served>();
  for (const { id } of [...companies, ...people]) served.set(id, { ...untouched, expenses: [] });
  const customerOf = new Map<string, string>(people.map(({ id }) => [id, id]));
  for (const { id, companyId } of staff)
    if (companyId !== null && served.has(companyId) && !isCustomer(id)) customerOf.set(id, companyId);

  const contactIds = [...customerOf.keys()];
  const companyIds = companies.map(({ id }) => id);
  const [talks, helds, expenses] = await Promise.all([
    sumTalk(db, workspaceId, contactIds, since),
    sumHeld(db, workspaceId, contactIds, since),
    sumExpenses(db, workspaceId, { contactIds, companyIds }, since),
  ]);
  const entryOf = (contactId: string) => served.get(customerOf.get(contactId)!)!;
  for (const { contactId, calls, seconds } of talks) {
    const entry = entryOf(contactId);
    entry.calls += calls;
    entry.callMinutes += Math.round(seconds / 60);
  }
  for (const { contactId, meetings, minutes, visits } of helds) {
    const entry = entryOf(contactId);
    entry.meetings += meetings;
    entry.meetingMinutes += minutes;
    entry.visits += visits;
  }
  for (const sum of expenses) {
    const entry = served.get(sum.customerId) ?? entryOf(sum.customerId);
    entry.expenses.push(sum);
    if (sum.kind === 'ticket') entry.tickets += sum.count;
    else if (sum.kind === 'dunning_letter') entry.dunningLetters += sum.count;
    else if (sum.kind === 'returned_debit') entry.returnedDebits += sum.count;
    else entry.discountCents += sum.amountCents;
  }
  return served;
}
