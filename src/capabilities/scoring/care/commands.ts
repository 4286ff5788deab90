import { countPlanned } from '#meetings';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import type { PlatformTables } from '#platform/schema';
import { findPeopleOfCompanies } from '#contacts';
import { findContractsOf, toContractViews } from '#offers';
import type { ContractView } from '#offers/contract';
import { findWorkspace, hereAndNow } from '#workspace';
import { countOpenTickets } from '../expenses/queries.ts';
import { findCustomers, lockCustomers } from '../classes/queries.ts';
import type { CustomerValueRow } from '../classes/schema.ts';
import type { ChangeCare } from './contract.ts';
import { careChanged, careEnded } from './events.ts';
import { type CareWorld, sinceThen } from './follow.ts';
import { deleteCare, findCare, upsertCare } from './queries.ts';
import type { CustomerCareRow } from './schema.ts';

type User = Actor & { userId: string };
type World = CareWorld & PlatformTables;

export async function requireCustomer(
  db: Db<World>,
  workspaceId: string,
  customerId: string,
): Promise<CustomerValueRow> {
  const [customer] = await findCustomers(db, workspaceId, [customerId]);
  if (!customer) throw notFound();
  return customer;
}

/** What a farewell would leave behind. */
export async function stillOpen(
  db: Db<World>,
  { workspaceId, companyId, contactId, openDeals }: CustomerValueRow,
  now: Date,
) {
  const staff = companyId ? await findPeopleOfCompanies(db, workspaceId, [companyId]) : [];
  const people = contactId ? [contactId] : staff.map(({ id }) => id);
  const whose = { contactIds: people, companyIds: companyId ? [companyId] : [] };
  const [plannedMeetings, openTickets] = await Promise.all([
    countPlanned(db, workspaceId, people, now),
    countOpenTickets(db, workspaceId, whose),
  ]);
  return { openDeals, plannedMeetings, openTickets };
}

/** The contracts that bind this customer and us, with their terms. */
export async function standingContracts(db: Db<World>, customer: CustomerValueRow, now: Date): Promise<ContractView[]> {
  const { workspaceId } = customer;
  const [{ today }, contracts] = await Promise.all([
    hereAndNow(db, workspaceId, now),
    findContractsOf(db, workspaceId, customer),
  ]);
  const views = await toContractViews(db, workspaceId, contracts, today);
  return views.filter(({ state }) => state !== 'ended');
}

const yearMs = 365 * 86_400_000;

/** Nothing is ended here: it is kept what a person decided, and what they told the customer. */
export function changeCare(
  db: Db<World>,
  actor: User,
  customerId: string,
  { way, letter }: ChangeCare,
  now: Date,
): Promise<CustomerCareRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId: decidedBy } = actor;
    const [customer] = await lockCustomers(trx, workspaceId, [customerId]);
    const workspace = await findWorkspace(trx, workspaceId);
    if (!customer || !workspace) throw notFound();
    const { companyId, contactId } = customer;
    if (customer.class !== 'C')
      throw new Refusal(409, 'not_class_c', 'Das ist kein C-Kunde. Stufen Sie ihn zuerst so ein.');
    if (way === 'farewell') {
      const { openDeals, plannedMeetings, openTickets } = await stillOpen(trx, customer, now);
      if (openDeals + plannedMeetings + openTickets > 0)
        throw new Refusal(
          409,
          'still_open',
          'Es ist noch etwas offen. Bringen Sie erst Abschlüsse, Termine und Anliegen zu Ende.',
        );
    }
    const before = await sinceThen(
      trx,
      { ...customer, customerId },
      new Date(now.getTime() - yearMs),
      workspace.currency,
    );
    await announce(trx, actor, careChanged, { companyId, contactId, way, letter }, now);
    return upsertCare(trx, {
      workspaceId,
      customerId,
      companyId,
      contactId,
      way,
      letter,
      decidedBy,
      since: now,
      costCentsBefore: customer.costCents,
      minutesBefore: customer.callMinutes + customer.meetingMinutes,
      wonCentsBefore: before.wonCents,
      costCentsSince: 0,
      minutesSince: 0,
      wonCentsSince: 0,
      countedAt: now,
    });
  });
}

export function endCare(db: Db<World>, actor: User, customerId: string, now: Date): Promise<null> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, customerId };
    await requireCustomer(trx, key.workspaceId, customerId);
    const care = await findCare(trx, key);
    if (!care) return null;
    const { companyId, contactId, way } = care;
    await deleteCare(trx, key);
    await announce(trx, actor, careEnded, { companyId, contactId, way }, now);
    return null;
  });
}
