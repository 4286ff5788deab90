import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { LoseDeal, MoveDeal, WinDeal } from '../contract.ts';
import { dealLost, dealReopened, dealWon, stageChanged } from '../events.ts';
import { deleteStageMove, findStageMoves, insertStageMoves, updateDeal } from '../queries/deals.ts';
import { findLossReasons, findStage } from '../queries/pipelines.ts';
import { changedBetween, stateOf, takesBack } from '../rules.ts';
import type { DealRow, DealsTables, LossReasonRow } from '../schema.ts';
import { about, type DealsWorld, type IfMatch, requireStage, takeDeal } from './deals.ts';

/** To where it already is changes nothing: of two people with the same idea, the second is no mistake. */
export function moveToStage(
  db: Db<DealsWorld>,
  actor: Actor,
  dealId: string,
  input: MoveDeal,
  ifMatch: IfMatch,
  now: Date,
): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeDeal(trx, actor, dealId, ifMatch);
    refuseEnded(before);
    if (before.stageId === input.stageId) return before;
    return goToStage(trx, actor, before, input.stageId, now);
  });
}

async function goToStage(
  trx: Db<DealsWorld>,
  actor: Actor,
  before: DealRow,
  stageId: string,
  now: Date,
): Promise<DealRow> {
  const key = { workspaceId: actor.workspaceId, id: before.stageId };
  const [from, to] = [await findStage(trx, key), await requireStage(trx, actor.workspaceId, stageId)];
  const stageSince = await recordMove(trx, actor, before, to.id, now);
  const after = await updateDeal(trx, before, {
    stageId: to.id,
    pipelineId: to.pipelineId,
    stageSince,
    updatedAt: now,
  });
  const changed = changedBetween(before, after);
  await announce(
    trx,
    actor,
    stageChanged,
    { ...about(after), changed, fromStage: from?.name ?? '', toStage: to.name },
    now,
  );
  return after;
}

/** Since when the deal is in its new stage: since now, or since before when the move takes back the last one. */
async function recordMove(
  trx: Db<DealsTables>,
  actor: Actor,
  deal: DealRow,
  toStageId: string,
  now: Date,
): Promise<Date> {
  const { workspaceId } = actor;
  const [latest, arrival] = await findStageMoves(trx, workspaceId, deal.id, 2);
  const move = { toStageId, movedBy: actor.userId };
  if (latest && arrival?.toStageId === toStageId && takesBack(latest, move, now)) {
    await deleteStageMove(trx, { workspaceId, id: latest.id });
    return arrival.movedAt;
  }
  await insertStageMoves(trx, [
    { workspaceId, id: newId(now.getTime()), dealId: deal.id, fromStageId: deal.stageId, ...move, movedAt: now },
  ]);
  return now;
}

export function winDeal(
  db: Db<DealsWorld>,
  actor: Actor,
  dealId: string,
  input: WinDeal,
  ifMatch: IfMatch,
  now: Date,
): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeDeal(trx, actor, dealId, ifMatch);
    refuseEnded(before);
    const after = await updateDeal(trx, before, {
      wonAt: now,
      endedBy: actor.userId,
      valueCents: input.valueCents ?? before.valueCents,
      updatedAt: now,
    });
    await announce(trx, actor, dealWon, { ...about(after), changed: changedBetween(before, after) }, now);
    return after;
  });
}

export function loseDeal(
  db: Db<DealsWorld>,
  actor: Actor,
  dealId: string,
  input: LoseDeal,
  ifMatch: IfMatch,
  now: Date,
): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeDeal(trx, actor, dealId, ifMatch);
    refuseEnded(before);
    const reason = await requireLossReason(trx, actor.workspaceId, input.lossReasonId);
    const lossNote = input.note?.trim() ? input.note : null;
    const after = await updateDeal(trx, before, {
      lostAt: now,
      endedBy: actor.userId,
      lossReasonId: reason.id,
      lossNote,
      updatedAt: now,
    });
    const changed = changedBetween(before, after);
    await announce(trx, actor, dealLost, { ...about(after), changed, lossReason: reason.name, lossNote }, now);
    return after;
  });
}

/** In the stage where it ended, or in another; a stage of the archive takes nobody back. */
export function reopenDeal(
  db: Db<DealsWorld>,
  actor: Actor,
  dealId: string,
  input: { stageId?: string | undefined },
  ifMatch: IfMatch,
  now: Date,
): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeDeal(trx, actor, dealId, ifMatch);
    if (stateOf(before) === 'open') throw new Refusal(409, 'deal_open', 'Dieser Abschluss ist noch offen.');
    const stage = await requireStage(trx, actor.workspaceId, input.stageId ?? before.stageId);
    const reopened = await updateDeal(trx, before, {
      wonAt: null,
      lostAt: null,
      endedBy: null,
      lossReasonId: null,
      lossNote: null,
      updatedAt: now,
    });
    await announce(trx, actor, dealReopened, { ...about(reopened), changed: changedBetween(before, reopened) }, now);
    return stage.id === reopened.stageId ? reopened : goToStage(trx, actor, reopened, stage.id, now);
  });
}

function refuseEnded(deal: DealRow): void {
  const state = stateOf(deal);
  if (state === 'open') return;
  const words = { won: 'gewonnen', lost: 'verloren' }[state];
  throw new Refusal(409, 'deal_not_open', `Dieser Abschluss ist schon ${words}. Öffnen Sie ihn zuerst wieder.`, {
    state,
  });
}

async function requireLossReason(
  trx: Db<DealsTables>,
  workspaceId: string,
  id: string | undefined,
): Promise<LossReasonRow> {
  if (id === undefined) {
    throw new Refusal(422, 'loss_reason_required', 'Bitte sagen Sie, woran es lag: Ohne Grund lernt niemand daraus.');
  }
  const reason = (await findLossReasons(trx, workspaceId)).find((one) => one.id === id && one.archivedAt === null);
  if (!reason)
    throw new Refusal(422, 'loss_reason_unknown', 'Diesen Grund gibt es nicht (mehr). Bitte wählen Sie einen anderen.');
  return reason;
}
