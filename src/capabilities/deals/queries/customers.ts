import { sql } from 'kysely';
import { firstId, inBatches } from '#platform/batches';
import type { Db } from '#platform/db';
import type { DealsTables } from '../schema.ts';

/** To whom it was sold, or shall be: the company where one is named, else the person. */
type SoldTo = { customerId: string; isCompany: boolean; valueCents: number; currency: string };
export type WonDeal = SoldTo & { id: string; wonOn: string };
export type OpenDeal = SoldTo & { id: string; probability: number };

const batch = 5_000;
const customer = sql`coalesce(deal.company_id, deal.contact_id) as customer_id, deal.company_id is not null as is_company,
  deal.value_cents, deal.currency`;
const named = sql`(deal.company_id is not null or deal.contact_id is not null)`;
type Placed<Row> = Row & { at: Date; id: string };
const first = { at: new Date(0), id: firstId };

/** Every won deal, the earliest first, in batches: a range of the index deal_ended. */
export function wonDeals(db: Db<DealsTables>, workspaceId: string, zone: string): AsyncGenerator<WonDeal[]> {
  return inBatches<Placed<WonDeal>>(batch, async (last) => {
    const after = last ?? first;
    const { rows } = await sql<Placed<WonDeal>>`
      select deal.id, deal.ended_at as at, ${customer}, (deal.won_at at time zone ${zone})::date as won_on
      from deal
      where deal.workspace_id = ${workspaceId} and deal.removed_at is null and deal.ended_at is not null
        and deal.won_at is not null and ${named} and (deal.ended_at, deal.id) > (${after.at}::timestamptz, ${after.id}::uuid)
      order by deal.ended_at, deal.id
      limit ${batch}
    `.execute(db);
    return rows;
  });
}

/** Every open deal with the chance of its stage, in batches: a range of the index deal_since. */
export function openDeals(db: Db<DealsTables>, workspaceId: string): AsyncGenerator<OpenDeal[]> {
  return inBatches<Placed<OpenDeal>>(batch, async (last) => {
    const after = last ?? first;
    const { rows } = await sql<Placed<OpenDeal>>`
      select page.*, stage.probability
      from (
        select deal.id, deal.stage_since as at, deal.stage_id, ${customer}
        from deal
        where deal.workspace_id = ${workspaceId} and deal.won_at is null and deal.lost_at is null and deal.removed_at is null
          and ${named} and (deal.stage_since, deal.id) > (${after.at}::timestamptz, ${after.id}::uuid)
        order by deal.stage_since, deal.id
        limit ${batch}
      ) page
      join stage on stage.workspace_id = ${workspaceId} and stage.id = page.stage_id
      order by page.at, page.id
    `.execute(db);
    return rows;
  });
}

/** Who of these people and companies has bought. */
export async function findBuyers(
  db: Db<DealsTables>,
  workspaceId: string,
  { contactIds, companyIds }: { contactIds: readonly string[]; companyIds: readonly string[] },
): Promise<Set<string>> {
  const bought = sql`won_at is not null and removed_at is null`;
  const { rows } = await sql<{ id: string }>`
    select contact_id as id from deal where workspace_id = ${workspaceId} and contact_id = any(${[...contactIds]}::uuid[]) and ${bought}
    union select company_id from deal where workspace_id = ${workspaceId} and company_id = any(${[...companyIds]}::uuid[]) and ${bought}
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** What one customer has bought from an instant on. */
export async function sumWonTo(
  db: Db<DealsTables>,
  workspaceId: string,
  { companyId, contactId }: { companyId: string | null; contactId: string | null },
  { since, currency }: { since: Date; currency: string },
): Promise<number> {
  const whose = companyId ? sql`company_id = ${companyId}` : sql`company_id is null and contact_id = ${contactId}`;
  const { rows } = await sql<{ cents: number }>`
    select coalesce(sum(value_cents), 0)::bigint as cents from deal
    where workspace_id = ${workspaceId} and ${whose} and removed_at is null and won_at >= ${since} and currency = ${currency}
  `.execute(db);
  return rows[0]?.cents ?? 0;
}
