import { type DealsTables, sumWonTo } from '#deals';
import type { OffersTables } from '#offers';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import type { Db } from '#platform/db';
import { findPolicy } from '../classes/queries.ts';
import { costCents, defaultRules } from '../classes/rules.ts';
import type { ClassTables } from '../classes/schema.ts';
import { servedSince, type ServedWorld } from '../classes/served.ts';
import { type Counted, listCares, updateCounted } from './queries.ts';
import type { CareTables, CustomerCareRow } from './schema.ts';

export type CareWorld = CareTables & ClassTables & DealsTables & OffersTables & ServedWorld & WorkspaceTables;

const batch = 200;

/** What customers whose care was changed have cost and brought since. */
export async function followCares(
  db: Db<CareWorld>,
  workspaceId: string,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const [workspace, policy] = await Promise.all([findWorkspace(db, workspaceId), findPolicy(db, workspaceId)]);
  if (!workspace) return;
  for (let after: string | undefined, more = true; more;) {
    signal.throwIfAborted();
    const some = await listCares(db, workspaceId, { limit: batch, after });
    for (const care of some) {
      const { work, wonCents } = await sinceThen(db, care, care.since, workspace.currency);
      const counted: Counted = {
        costCentsSince: work ? costCents(work, policy ?? defaultRules) : 0,
        minutesSince: work ? work.callMinutes + work.meetingMinutes : 0,
        wonCentsSince: wonCents,
        countedAt: now,
      };
      await updateCounted(db, care, counted);
    }
    after = some.at(-1)?.customerId;
    more = some.length === batch;
  }
}

type Customer = Pick<CustomerCareRow, 'workspaceId' | 'customerId' | 'companyId' | 'contactId'>;

export async function sinceThen(db: Db<CareWorld>, customer: Customer, since: Date, currency: string) {
  const { workspaceId, customerId, companyId } = customer;
  const asked = [{ id: customerId, isCompany: companyId !== null }];
  const [served, wonCents] = await Promise.all([
    servedSince(db, workspaceId, asked, () => false, since),
    sumWonTo(db, workspaceId, customer, { since, currency }),
  ]);
  return { work: served.get(customerId), wonCents };
}
