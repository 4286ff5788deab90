import {
  type Caller,
  type CallsWorld,
  type DisposedCall,
  finishCall,
  logCall,
  refuseForeignDeal,
  reopenCall,
} from '#calls';
import { moveToStage, requireDeal } from '#deals';
import type { ScoringTables } from '#scoring';
import { type Db, inTransaction } from '#platform/db';
import type { LogOutcome } from '../contract.ts';
import { lockStepsOfCall } from '../queries/next-steps.ts';
import type { NextStepRow } from '../schema.ts';
import { completeNextStep, createNextStep, dropNextStep, reopenNextStep, type StepsWorld } from './next-steps.ts';

export type OutcomeWorld = StepsWorld & CallsWorld;
/** Heute also asks what is known of the people in it. */
export type TodayWorld = OutcomeWorld & ScoringTables;
export type Outcome = {
  call: DisposedCall;
  closedStep: NextStepRow | null;
  nextStep: NextStepRow | null;
  moved: { dealId: string; fromStageId: string; toStageId: string } | null;
};

/** The one key of Heute: the call's end, the step it came from, the next one and the deal's move happen together or not at all. */
export function logOutcome(db: Db<OutcomeWorld>, actor: Caller, input: LogOutcome, now: Date): Promise<Outcome> {
  return inTransaction(db, async (trx) => {
    const call = await endCall(trx, actor, input, now);
    const closedStep = input.closesStepId
      ? await completeNextStep(trx, actor, input.closesStepId, undefined, now, call.id)
      : null;
    const dealId = call.dealId ?? closedStep?.dealId ?? undefined;
    const about = { contactId: call.contactId, ...(dealId && { dealId }) };
    const nextStep = input.nextStep
      ? await createNextStep(trx, actor, { ...input.nextStep, ...about }, now, call.id)
      : null;
    await refuseForeignDeal(trx, actor.workspaceId, input.move?.dealId, call.contactId);
    const moved = input.move ? await moveDeal(trx, actor, input.move, now) : null;
    return { call, closedStep, nextStep, moved };
  });
}

function endCall(trx: Db<OutcomeWorld>, actor: Caller, input: LogOutcome, now: Date): Promise<DisposedCall> {
  const { call, dispositionId, note, durationSeconds, dealId } = input;
  const ending = {
    dispositionId,
    ...(note !== undefined && { note }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(dealId !== undefined && { dealId }),
  };
  return 'callId' in call
    ? finishCall(trx, actor, call.callId, ending, now)
    : logCall(trx, actor, { ...call, ...ending }, now);
}

async function moveDeal(
  trx: Db<OutcomeWorld>,
  actor: Caller,
  move: { dealId: string; stageId: string },
  now: Date,
): Promise<Outcome['moved']> {
  const before = await requireDeal(trx, actor.workspaceId, move.dealId);
  if (before.stageId === move.stageId) return null;
  await moveToStage(trx, actor, move.dealId, { stageId: move.stageId }, undefined, now);
  return { dealId: move.dealId, fromStageId: before.stageId, toStageId: move.stageId };
}

/** The other key: what the outcome closed is open again, what it made is gone. */
export function undoOutcome(
  db: Db<OutcomeWorld>,
  actor: Caller,
  callId: string,
  back: { dealId: string; stageId: string } | undefined,
  now: Date,
): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const call = await reopenCall(trx, actor, callId, now);
    for (const step of await lockStepsOfCall(trx, actor.workspaceId, callId)) {
      const open = step.doneAt === null && step.droppedAt === null;
      if (step.doneByCallId === callId) await reopenNextStep(trx, actor, step.id, undefined, now);
      else if (open) await dropNextStep(trx, actor, step.id, undefined, now);
    }
    if (back) await moveDeal(trx, actor, back, now);
    return call;
  });
}
