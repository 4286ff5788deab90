import { sql } from 'kysely';
import { searchWords } from '#contacts';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { DealRow, DealsTables, StageMoveRow, StageRow } from '../schema.ts';
import { deleteDealWords, insertDealWords } from './search.ts';

/** A deal with what its stage says about it. */
export type DealAtStage = DealRow & { stageName: string } & Pick<StageRow, 'probability' | 'maxAgeDays'>;

type Key = { workspaceId: string; id: string };

/** Deals that are not removed, each with its stage. */
export function dealsAtStage(db: Db<DealsTables>, workspaceId: string) {
  return db
    .selectFrom('deal')
    .innerJoin('stage', (join) =>
      join.onRef('stage.workspaceId', '=', 'deal.workspaceId').onRef('stage.id', '=', 'deal.stageId'),
    )
    .selectAll('deal')
    .select(['stage.name as stageName', 'stage.probability', 'stage.maxAgeDays'])
    .where('deal.workspaceId', '=', workspaceId)
    .where('deal.removedAt', 'is', null);
}

export function findDeal(db: Db<DealsTables>, key: Key): Promise<DealAtStage | undefined> {
  return dealsAtStage(db, key.workspaceId).where('deal.id', '=', key.id).executeTakeFirst();
}

/** Removed ones too: their events still name them. */
export async function findDealsByIds(
  db: Db<DealsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, DealRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('deal')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findDealsAtStage(
  db: Db<DealsTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<DealAtStage[]> {
  if (ids.length === 0) return [];
  return dealsAtStage(db, workspaceId)
    .where('deal.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

/** Open deals of these contacts, each contact's longest in its stage first. */
export async function openDealsOf(
  db: Db<DealsTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<DealAtStage[]> {
  if (contactIds.length === 0) return [];
  return dealsAtStage(db, workspaceId)
    .where('deal.contactId', '=', sql<string>`any(${[...contactIds]}::uuid[])`)
    .where('deal.wonAt', 'is', null)
    .where('deal.lostAt', 'is', null)
    .orderBy('deal.stageSince')
    .orderBy('deal.id')
    .execute();
}

/** A person's open deals, those that have waited longest in their stage first. */
export function findOwnDealsByAge(
  db: Db<DealsTables>,
  workspaceId: string,
  ownerId: string,
  page: { limit: number; after?: Pick<DealRow, 'stageSince' | 'id'> | undefined },
): Promise<DealAtStage[]> {
  let query = dealsAtStage(db, workspaceId)
    .where('deal.ownerId', '=', ownerId)
    .where('deal.wonAt', 'is', null)
    .where('deal.lostAt', 'is', null);
  if (page.after) {
    query = query.where(
      sql<boolean>`(deal.stage_since, deal.id) > (${page.after.stageSince}::timestamptz, ${page.after.id}::uuid)`,
    );
  }
  return query.orderBy('deal.stageSince').orderBy('deal.id').limit(page.limit).execute();
}

/** Locked for a change, also when removed. */
export function lockDeal(db: Db<DealsTables>, key: Key): Promise<DealRow | undefined> {
  return db
    .selectFrom('deal')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.id)
    .forUpdate()
    .executeTakeFirst();
}

/** The row is locked by the caller; the version in the condition makes sure of it. */
export async function updateDeal(db: Db<DealsTables>, row: DealRow, change: Partial<DealRow>): Promise<DealRow> {
  const after = await db
    .updateTable('deal')
    .set({ ...change, version: row.version + 1 })
    .where('workspaceId', '=', row.workspaceId)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (after.title !== row.title) {
    await deleteDealWords(db, row.workspaceId, row.id);
    await insertDealWords(db, row.workspaceId, [{ id: row.id, words: searchWords(after.title) }]);
  }
  return after;
}

/** Any number in one statement of one text, so that it is prepared once. */
export async function insertDealRows(db: Db<DealsTables>, rows: readonly DealRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into deal (workspace_id, id, title, contact_id, company_id, pipeline_id, stage_id, stage_since, value_cents, currency, close_on,
      owner_id, source, note, external_id, won_at, lost_at, ended_by, loss_reason_id, loss_note, import_id, created_at, updated_at, version)
    select r."workspaceId", r.id, r.title, r."contactId", r."companyId", r."pipelineId", r."stageId", r."stageSince", r."valueCents", r.currency,
      r."closeOn", r."ownerId", r.source, r.note, r."externalId", r."wonAt", r."lostAt", r."endedBy", r."lossReasonId", r."lossNote",
      r."importId", r."createdAt", r."updatedAt", r.version
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("workspaceId" uuid, id uuid, title text, "contactId" uuid, "companyId" uuid,
      "pipelineId" uuid, "stageId" uuid, "stageSince" timestamptz, "valueCents" bigint, currency text, "closeOn" date, "ownerId" uuid,
      source text, note text, "externalId" text, "wonAt" timestamptz, "lostAt" timestamptz, "endedBy" uuid, "lossReasonId" uuid,
      "lossNote" text, "importId" uuid, "createdAt" timestamptz, "updatedAt" timestamptz, version integer)
  `.execute(db);
  const words = rows.map(({ id, title }) => ({ id, words: searchWords(title) }));
  await insertDealWords(db, rows[0]?.workspaceId ?? '', words);
}

export async function insertStageMoves(db: Db<DealsTables>, rows: readonly StageMoveRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into stage_move (workspace_id, id, deal_id, from_stage_id, to_stage_id, moved_by, moved_at)
    select r."workspaceId", r.id, r."dealId", r."fromStageId", r."toStageId", r."movedBy", r."movedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("workspaceId" uuid, id uuid, "dealId" uuid, "fromStageId" uuid,
      "toStageId" uuid, "movedBy" uuid, "movedAt" timestamptz)
  `.execute(db);
}

/** Latest first. */
export function findStageMoves(
  db: Db<DealsTables>,
  workspaceId: string,
  dealId: string,
  limit: number,
): Promise<StageMoveRow[]> {
  return db
    .selectFrom('stageMove')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('dealId', '=', dealId)
    .orderBy('movedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function deleteStageMove(db: Db<DealsTables>, key: Key): Promise<void> {
  await db.deleteFrom('stageMove').where('workspaceId', '=', key.workspaceId).where('id', '=', key.id).execute();
}

/** The next open deals of a stage on their way out of it, locked. */
export function lockOpenDealsIn(
  db: Db<DealsTables>,
  workspaceId: string,
  stageId: string,
  limit: number,
): Promise<DealRow[]> {
  return db
    .selectFrom('deal')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('stageId', '=', stageId)
    .where('wonAt', 'is', null)
    .where('lostAt', 'is', null)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute();
}

export async function moveDealRows(
  db: Db<DealsTables>,
  workspaceId: string,
  ids: readonly string[],
  to: { pipelineId: string; stageId: string; at: Date },
): Promise<void> {
  await db
    .updateTable('deal')
    .set((eb) => ({
      pipelineId: to.pipelineId,
      stageId: to.stageId,
      stageSince: to.at,
      updatedAt: to.at,
      version: eb('version', '+', 1),
    }))
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}

/** Deals of an import that nobody has touched since. */
export function deleteUntouchedImported(
  db: Db<DealsTables>,
  workspaceId: string,
  importId: string,
  limit: number,
): Promise<DealRow[]> {
  return db
    .deleteFrom('deal')
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('deal as imported')
        .select('imported.id')
        .where('imported.workspaceId', '=', workspaceId)
        .where('imported.importId', '=', importId)
        .where('imported.version', '=', 1)
        // A call or next step hangs on it: somebody has worked with it.
        .where(
          sql<boolean>`not exists (select 1 from event e where e.workspace_id = imported.workspace_id and e.deal_id = imported.id
            and e.actor_kind in ('user', 'key') and not starts_with(e.type, 'deals.'))`,
        )
        .limit(limit),
    )
    .returningAll()
    .execute();
}

/** What is left of an import's deals, with what people have done with them, in the order of their ids. */
export async function findImportedDeals(
  db: Db<DealsTables & PlatformTables>,
  workspaceId: string,
  importId: string,
  page: { afterId: string | undefined; limit: number },
): Promise<{ id: string; title: string; removed: boolean; byHand: string[] }[]> {
  const { rows } = await sql<{ id: string; title: string; removed: boolean; byHand: string[] }>`
    select d.id, d.title, d.removed_at is not null as removed, array(
        select distinct e.type from event e where e.workspace_id = ${workspaceId} and e.deal_id = d.id and e.actor_kind in ('user', 'key')
      ) as by_hand
    from deal d
    where d.workspace_id = ${workspaceId} and d.import_id = ${importId} and d.id > ${page.afterId ?? firstId}
    order by d.id limit ${page.limit}
  `.execute(db);
  return rows;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Those of these people and companies that a deal, even a removed one, is about. */
export async function findDealParties(
  db: Db<DealsTables>,
  workspaceId: string,
  about: { contactIds?: readonly string[]; companyIds?: readonly string[] },
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select contact_id as id from deal where workspace_id = ${workspaceId} and contact_id = any(${about.contactIds ?? []}::uuid[])
    union select company_id from deal where workspace_id = ${workspaceId} and company_id = any(${about.companyIds ?? []}::uuid[])
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}
