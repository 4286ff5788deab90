import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { findWorkspace } from '#workspace';
import { train, type Trained } from '../computing.ts';
import type { Target } from '../contract/shapes.ts';
import { modelEnded, modelReplaced, modelTrained } from '../events.ts';
import {
  endUse,
  findModelText,
  findPolicy,
  findTrainings,
  findUsed,
  insertModel,
  insertUse,
  upsertTraining,
  type UseOfModel,
} from '../queries/models.ts';
import { usualSlot } from '../rules/reach.ts';
import type { ScoreModelRow } from '../schema.ts';
import { askRescoring, subjectOf } from './asking.ts';
import { casesOf, type Noticed } from './cases.ts';
import type { ScoringWorld } from './world.ts';

/** Counts up with every change that makes another model of the same cases. */
export const engineVersion = 'score 2';
const seed = 1;

/** Learns a target from everything that has ended, and keeps what came of it. */
export async function learn(
  db: Db<ScoringWorld>,
  workspaceId: string,
  target: Target,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const [workspace, used, policy] = await Promise.all([
    findWorkspace(db, workspaceId),
    findUsed(db, workspaceId),
    findPolicy(db, workspaceId),
  ]);
  const use = used.get(target);
  const noticed: Noticed = { objectors: 0, slots: [] };
  const barred = policy?.barred ?? [];
  const zone = workspace?.timeZone ?? 'Europe/Berlin';
  const current = use && {
    model: await findModelText(db, workspaceId, use.modelId),
    trainedAt: use.model.trainedAt.getTime(),
  };
  const cases = casesOf(db, target, { workspaceId, zone, now, noticed });
  const trained = await train(cases, { target, seed, barred, current: current ?? null }, signal);
  await inTransaction(db, (trx) => keep(trx, { workspaceId, target, barred, noticed, trained, use }, now));
}

type Kept = {
  workspaceId: string;
  target: Target;
  barred: string[];
  noticed: Noticed;
  trained: Trained;
  use: UseOfModel | undefined;
};

async function keep(trx: Db<ScoringWorld>, kept: Kept, now: Date): Promise<void> {
  const { workspaceId, target, trained, noticed, barred } = kept;
  const asked = (await findTrainings(trx, workspaceId)).find((one) => one.target === target);
  const actor: Actor = asked?.askedBy
    ? { ...systemActor(workspaceId), kind: 'user', userId: asked.askedBy }
    : systemActor(workspaceId);
  const because = asked?.because ?? 'asked';
  const note = { workspaceId, target, because, askedBy: asked?.askedBy ?? null, askedAt: asked?.askedAt ?? now };
  if (trained.kind === 'problem') {
    await upsertTraining(trx, { ...note, finishedAt: now, problem: trained.problem });
    return;
  }
  const { model, card, rows, outcomes, baseRate, verdict } = trained;
  const row: ScoreModelRow = {
    workspaceId,
    id: newId(now.getTime()),
    target,
    trainedAt: now,
    because,
    askedBy: asked?.askedBy ?? null,
    rows,
    outcomes,
    baseRate,
    verdict,
    card: {
      ...card,
      barred,
      seed,
      engine: engineVersion,
      objectors: noticed.objectors,
      slot: target === 'reach' ? usualSlot(noticed.slots) : null,
    },
    model,
    approvedAt: null,
    approvedBy: null,
  };
  await insertModel(trx, row);
  await announce(trx, actor, modelTrained, { target, modelId: row.id, verdict, rows, because }, now);
  await upsertTraining(trx, { ...note, finishedAt: now, problem: null });
  await decideUse(trx, row, kept.use, now);
  // The first time nothing scores yet but a rule of thumb; that, too, is worked out anew.
  await askRescoring(trx, workspaceId, subjectOf(target), now);
}

/** So much worse is within what chance does to a few dozen cases. */
const sameLoss = 0.005;

/** The first model of a target waits for an owner. One that follows an approved one takes its place if it is no worse on what neither had seen; one that is no better than the rate then ends it. */
async function decideUse(
  trx: Db<ScoringWorld>,
  model: ScoreModelRow,
  use: UseOfModel | undefined,
  now: Date,
): Promise<void> {
  const { workspaceId, id: modelId, target, card, verdict } = model;
  if (!use || !card.against || card.against.logLoss > card.against.before + sameLoss) return;
  const actor = systemActor(workspaceId);
  await endUse(trx, workspaceId, target, now);
  if (verdict === 'no better than the base rate') {
    await announce(trx, actor, modelEnded, { target, modelId: use.modelId, because: 'no_better' }, now);
    return;
  }
  const begun = {
    workspaceId,
    id: newId(now.getTime()),
    target,
    modelId,
    fromAt: now,
    untilAt: null,
    firstShares: null,
  };
  await insertUse(trx, { ...begun, begunBy: null, because: 'retrained' });
  await announce(trx, actor, modelReplaced, { target, modelId }, now);
}
