import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { dealChanged, dealCreated, dealLost, dealUndone, dealWon, stageChanged } from '../events.ts';
import {
  deleteUntouchedImported,
  insertDealRows,
  insertStageMoves,
  lockOpenDealsIn,
  moveDealRows,
} from '../queries/deals.ts';
import { findLossReasons, findPipelines } from '../queries/pipelines.ts';
import { changedBetween } from '../rules.ts';
import type { DealRow, DealsTables, StageMoveRow, StageRow } from '../schema.ts';
import { about } from './deals.ts';

type Tables = DealsTables & PlatformTables;

/** A deal as another system or an example tells it, its past included. */
export type PastDeal = Pick<DealRow, 'title' | 'contactId' | 'companyId' | 'valueCents' | 'currency'> &
  Partial<Pick<DealRow, 'id' | 'closeOn' | 'ownerId' | 'source' | 'note' | 'externalId' | 'importId'>> & {
    createdAt: Date;
    /** The way through the stages, the one it began in first; at least that. */
    stages: readonly { stageId: string; since: Date; movedBy?: string | null }[];
    /** What became of the day and the value it began with. */
    changes?: readonly ({ at: Date } & Partial<Pick<DealRow, 'closeOn' | 'valueCents'>>)[];
    ended?:
      | { as: 'won'; at: Date; by?: string | null }
      | { as: 'lost'; at: Date; by?: string | null; lossReasonId: string | null; lossNote?: string | null };
  };

const chunk = 1000;

/**
 * Many deals with their past at once. Each step of it is an event at its own time; versions count up to 1, the version of the row, so that it
 * can be told later whether someone has touched the deal.
 */
export async function insertDeals(
  trx: Db<Tables>,
  actor: Actor,
  deals: readonly PastDeal[],
  now: Date,
): Promise<DealRow[]> {
  const { workspaceId } = actor;
  const stages = new Map(
    (await findPipelines(trx, workspaceId)).flatMap((one) => one.stages).map((one) => [one.id, one]),
  );
  const reasons = new Map((await findLossReasons(trx, workspaceId)).map((reason) => [reason.id, reason.name]));
  const rows: DealRow[] = [];
  for (let from = 0; from < deals.length; from += chunk) {
    const lives = deals.slice(from, from + chunk).map((deal) => liveAgain(workspaceId, deal, stages, now));
    await insertDealRows(
      trx,
      lives.map(({ row }) => row),
    );
    await insertStageMoves(
      trx,
      lives.flatMap(({ moves }) => moves),
    );
    await announceAll(
      trx,
      actor,
      dealCreated,
      lives.map(({ states, row }) => {
        const first = states[0]?.row ?? row;
        const stage = stages.get(first.stageId)?.name ?? '';
        return {
          payload: { ...about(first), stage, source: row.source, importId: row.importId },
          occurredAt: row.createdAt,
        };
      }),
      now,
    );
    const happened = lives.flatMap(({ states }) =>
      states.slice(1).map(({ row: after, since }, at) => {
        const before = states[at]?.row ?? after;
        return { before, after, since, payload: { ...about(after), changed: changedBetween(before, after) } };
      }),
    );
    const open = happened.filter(({ after }) => !after.wonAt && !after.lostAt);
    const [moved, changed] = [
      open.filter(({ before, after }) => before.stageId !== after.stageId),
      open.filter(({ before, after }) => before.stageId === after.stageId),
    ];
    await announceAll(
      trx,
      actor,
      stageChanged,
      moved.map(({ before, after, since, payload }) => ({
        payload: {
          ...payload,
          fromStage: stages.get(before.stageId)?.name ?? '',
          toStage: stages.get(after.stageId)?.name ?? '',
        },
        occurredAt: since,
      })),
      now,
    );
    await announceAll(
      trx,
      actor,
      dealChanged,
      changed.map(({ since, payload }) => ({ payload, occurredAt: since })),
      now,
    );
    await announceAll(
      trx,
      actor,
      dealWon,
      happened.flatMap(({ after, payload }) => (after.wonAt ? [{ payload, occurredAt: after.wonAt }] : [])),
      now,
    );
    await announceAll(
      trx,
      actor,
      dealLost,
      happened.flatMap(({ after, payload }) => {
        const lossReason = reasons.get(after.lossReasonId ?? '') ?? '';
        return after.lostAt
          ? [{ payload: { ...payload, lossReason, lossNote: after.lossNote }, occurredAt: after.lostAt }]
          : [];
      }),
      now,
    );
    rows.push(...lives.map(({ row }) => row));
  }
  return rows;
}

/** The deal as it was after each thing that happened to it, and since when; the last is its row. */
function liveAgain(
  workspaceId: string,
  deal: PastDeal,
  stages: ReadonlyMap<string, StageRow>,
  now: Date,
): { row: DealRow; states: { row: DealRow; since: Date }[]; moves: StageMoveRow[] } {
  const id = deal.id ?? newId(now.getTime());
  const way = deal.stages.map(({ stageId, since, movedBy = null }) => {
    const stage = stages.get(stageId);
    if (!stage) throw new Error(`no stage ${stageId} in this workspace`);
    return { stage, since, movedBy };
  });
  const [first] = way;
  if (!first) throw new Error('a deal begins in a stage');
  const begun: DealRow = {
    workspaceId,
    id,
    title: deal.title,
    contactId: deal.contactId,
    companyId: deal.companyId,
    valueCents: deal.valueCents,
    currency: deal.currency,
    closeOn: deal.closeOn ?? null,
    ownerId: deal.ownerId ?? null,
    source: deal.source ?? null,
    note: deal.note ?? null,
    externalId: deal.externalId ?? null,
    importId: deal.importId ?? null,
    createdAt: deal.createdAt,
    updatedAt: now,
    removedAt: null,
    pipelineId: first.stage.pipelineId,
    stageId: first.stage.id,
    stageSince: first.since,
    wonAt: null,
    lostAt: null,
    endedBy: null,
    lossReasonId: null,
    lossNote: null,
    version: 0,
  };
  const inBetween: { at: Date; to: Partial<DealRow> }[] = [
    ...way.slice(1).map(({ stage: { id: stageId, pipelineId }, since }) => ({
      at: since,
      to: { stageId, pipelineId, stageSince: since },
    })),
    ...(deal.changes ?? []).map(({ at, ...to }) => ({ at, to })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const happened = deal.ended ? [...inBetween, { at: deal.ended.at, to: endingOf(deal.ended) }] : inBetween;
  const states = [{ row: begun, since: first.since }];
  for (const { at, to } of happened) states.push({ row: { ...(states.at(-1)?.row ?? begun), ...to }, since: at });
  const versioned = states.map(({ row, since }, at) => ({ row: { ...row, version: at + 2 - states.length }, since }));
  const moves = way.map(({ stage, since, movedBy }, at) => ({
    workspaceId,
    id: newId(now.getTime()),
    dealId: id,
    fromStageId: way[at - 1]?.stage.id ?? null,
    toStageId: stage.id,
    movedBy,
    movedAt: since,
  }));
  return { row: versioned.at(-1)?.row ?? begun, states: versioned, moves };
}

function endingOf(ended: NonNullable<PastDeal['ended']>): Partial<DealRow> {
  const endedBy = ended.by ?? null;
  if (ended.as === 'won') return { endedBy, wonAt: ended.at };
  return { endedBy, lostAt: ended.at, lossReasonId: ended.lossReasonId, lossNote: ended.lossNote ?? null };
}

/** Takes back the next deals that an import brought, except those that someone has worked on since. Their number; 0: that was all. */
export async function undoImportedDeals(trx: Db<Tables>, actor: Actor, importId: string, now: Date): Promise<number> {
  const rows = await deleteUntouchedImported(trx, actor.workspaceId, importId, chunk);
  await announceAll(
    trx,
    actor,
    dealUndone,
    rows.map((row) => {
      const gone = { ...row, removedAt: now, version: row.version + 1 };
      return { payload: { ...about(gone), changed: changedBetween(row, gone), importId }, occurredAt: now };
    }),
    now,
  );
  return rows.length;
}

/** Empties a stage into another one; each deal's move is an event of its own. */
export async function moveAllOpen(
  trx: Db<Tables>,
  actor: Actor,
  from: StageRow,
  to: StageRow,
  now: Date,
): Promise<void> {
  const { workspaceId } = actor;
  for (;;) {
    const rows = await lockOpenDealsIn(trx, workspaceId, from.id, chunk);
    const ids = rows.map((row) => row.id);
    if (rows.length === 0) return;
    await moveDealRows(trx, workspaceId, ids, { pipelineId: to.pipelineId, stageId: to.id, at: now });
    await insertStageMoves(
      trx,
      ids.map((dealId) => ({
        workspaceId,
        id: newId(now.getTime()),
        dealId,
        fromStageId: from.id,
        toStageId: to.id,
        movedBy: actor.userId,
        movedAt: now,
      })),
    );
    await announceAll(
      trx,
      actor,
      stageChanged,
      rows.map((row) => {
        const after = { ...row, pipelineId: to.pipelineId, stageId: to.id, version: row.version + 1 };
        const payload = {
          ...about(after),
          changed: changedBetween(row, after),
          fromStage: from.name,
          toStage: to.name,
        };
        return { payload, occurredAt: now };
      }),
      now,
    );
  }
}
