import type { AccessTables } from '#access';
import { audiencePage, type AudiencesWorld, requireAudience } from '#audiences';
import { callPage, type CallsWorld } from '#calls';
import type { CallView, listCalls } from '#calls/contract';
import { companyPage, type CompanyRow, contactPage, findCompaniesByIds, findContactsByIds } from '#contacts';
import type { listCompanies, listContacts } from '#contacts/contract';
import { dealPage, findDealsByIds, findLossReasons, findPipelines } from '#deals';
import type { listDeals } from '#deals/contract';
import { nextStepPage, type NextStepsTables } from '#next-steps';
import type { listNextSteps, NextStepView } from '#next-steps/contract';
import { contractPage, type OffersTables } from '#offers';
import type { ContractView, listContracts } from '#offers/contract';
import { customerPage, type CustomerWorld } from '#scoring';
import type { CustomerView, listCustomers } from '#scoring/contract';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { auditPage, type AuditWorld } from '#timeline';
import type { AuditEntry, listAuditEntries } from '#timeline/contract';
import type { z } from 'zod';
import type { ContactLine, DealLine } from './columns.ts';

export type ListWorld = CallsWorld &
  NextStepsTables &
  AccessTables &
  AuditWorld &
  AudiencesWorld &
  CustomerWorld &
  OffersTables;
type Filter<Query extends z.ZodType> = Omit<z.output<Query>, 'cursor' | 'limit'>;

/** As many rows as a page may have at most; each batch is one, so that a list of a million needs no more memory than one of a thousand. */
const limit = 500;

/** Goes from page to page as somebody would who scrolls to the end. */
async function* pages<Item>(
  page: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): AsyncGenerator<Item[]> {
  let cursor: string | undefined;
  do {
    const { items, next } = await page(cursor);
    yield items;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}

export async function* readContacts(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listContacts.query>,
): AsyncGenerator<ContactLine[]> {
  for await (const items of pages((cursor) => contactPage(db, actor, { ...filter, cursor, limit }))) {
    yield linesOf(db, actor, items);
  }
}

/** Who is in a target group; the group is looked for before the file begins. */
export async function readAudience(
  db: Db<ListWorld>,
  actor: Actor,
  audienceId: string,
): Promise<AsyncGenerator<ContactLine[]>> {
  const audience = await requireAudience(db, actor.workspaceId, audienceId);
  return lines();
  async function* lines() {
    for await (const items of pages((cursor) => audiencePage(db, actor, audience, { cursor, limit })))
      yield linesOf(
        db,
        actor,
        items.map(({ contact }) => contact),
      );
  }
}

async function linesOf(
  db: Db<ListWorld>,
  actor: Actor,
  items: readonly { id: string; company?: { name: string } | null }[],
): Promise<ContactLine[]> {
  const rows = await findContactsByIds(db, actor.workspaceId, idsOf(items));
  const byId = new Map(rows.map((row) => [row.id, row]));
  // Who was removed since the page was read is left out.
  return items.flatMap((item) => {
    const row = byId.get(item.id);
    return row ? [{ ...row, companyName: item.company?.name ?? null }] : [];
  });
}

export async function* readCompanies(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listCompanies.query>,
): AsyncGenerator<CompanyRow[]> {
  for await (const items of pages((cursor) => companyPage(db, actor, { ...filter, cursor, limit }))) {
    const rows = await findCompaniesByIds(db, actor.workspaceId, idsOf(items));
    const byId = new Map(rows.map((row) => [row.id, row]));
    yield items.flatMap((item) => byId.get(item.id) ?? []);
  }
}

export async function* readDeals(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listDeals.query>,
  now: Date,
): AsyncGenerator<DealLine[]> {
  const { workspaceId } = actor;
  // The archived ones too: what has ended may have ended in one of them.
  const [pipelines, reasons] = await Promise.all([findPipelines(db, workspaceId), findLossReasons(db, workspaceId)]);
  const names = new Map(
    [...pipelines, ...pipelines.flatMap(({ stages }) => stages), ...reasons].map(({ id, name }) => [id, name]),
  );
  for await (const items of pages((cursor) => dealPage(db, actor, { ...filter, cursor, limit }, now))) {
    const rows = await findDealsByIds(db, workspaceId, idsOf(items));
    yield items.flatMap((item) => {
      const row = rows.get(item.id);
      if (!row) return [];
      const { source, note, lossNote, externalId } = row;
      const own = { source, note, lossNote, externalId, lossReason: names.get(row.lossReasonId ?? '') ?? null };
      return [{ ...item, ...own, pipeline: names.get(item.pipelineId) ?? '', stage: names.get(item.stageId) ?? '' }];
    });
  }
}

export function readCalls(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listCalls.query>,
): AsyncGenerator<CallView[]> {
  return pages((cursor) => callPage(db, actor, { ...filter, cursor, limit }));
}

export function readNextSteps(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listNextSteps.query>,
): AsyncGenerator<NextStepView[]> {
  return pages((cursor) => nextStepPage(db, actor, { ...filter, cursor, limit }));
}

export function readContracts(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listContracts.query>,
  now: Date,
): AsyncGenerator<ContractView[]> {
  return pages((cursor) => contractPage(db, actor, { ...filter, cursor, limit }, now));
}

export function readCustomers(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listCustomers.query>,
): AsyncGenerator<CustomerView[]> {
  return pages((cursor) => customerPage(db, actor.workspaceId, { ...filter, cursor, limit }));
}

export function readAuditEntries(
  db: Db<ListWorld>,
  actor: Actor,
  filter: Filter<typeof listAuditEntries.query>,
): AsyncGenerator<AuditEntry[]> {
  return pages((cursor) => auditPage(db, actor, { ...filter, cursor, limit }));
}

function idsOf(items: readonly { id: string }[]): string[] {
  return items.map(({ id }) => id);
}
