import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { featuresBarred, modelApproved, modelEnded } from '../events.ts';
import {
  endUse,
  findModel,
  findPolicy,
  findUsed,
  insertUse,
  type ModelCardRow,
  noteApproval,
  upsertPolicy,
} from '../queries/models.ts';
import { featureNames } from '../rules/features.ts';
import { askRescoring, askTraining, subjectOf } from './asking.ts';
import type { ScoringWorld } from './world.ts';

type User = Actor & { userId: string };

/** A person answers for what scores: an owner lets a model begin, or goes back to an earlier one. */
export function approve(db: Db<ScoringWorld>, actor: User, modelId: string, now: Date): Promise<ModelCardRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const model = await findModel(trx, workspaceId, modelId);
    if (!model) throw notFound();
    const { target } = model;
    const policy = await findPolicy(trx, workspaceId);
    const barred = model.card.used.filter((name) => policy?.barred.includes(name));
    if (model.verdict === 'no better than the base rate' || barred.length > 0) {
      const message =
        barred.length > 0
          ? 'Dieses Modell wurde mit Merkmalen gelernt, die jetzt gesperrt sind. Bitte neu lernen lassen.'
          : 'Dieses Modell sagt nicht mehr als die Quote allein; es gibt nichts freizugeben.';
      throw new Refusal(409, 'model_useless', message, { barred });
    }
    const use = (await findUsed(trx, workspaceId)).get(target);
    if (use?.modelId === modelId) return model;
    const approved = { approvedAt: model.approvedAt ?? now, approvedBy: model.approvedBy ?? userId };
    if (!model.approvedAt) await noteApproval(trx, model, approved);
    await endUse(trx, workspaceId, target, now);
    const because = use && use.model.trainedAt > model.trainedAt ? ('rolled_back' as const) : ('approved' as const);
    const begun = { workspaceId, id: newId(now.getTime()), target, modelId, fromAt: now, untilAt: null };
    await insertUse(trx, { ...begun, begunBy: userId, because, firstShares: null });
    await announce(trx, actor, modelApproved, { target, modelId, because }, now);
    await askRescoring(trx, workspaceId, subjectOf(target), now);
    return { ...model, ...approved };
  });
}

/** From now on no score is made of these. What was learned with one of them ends at once and is learned anew without. */
export function bar(db: Db<ScoringWorld>, actor: User, asked: readonly string[], now: Date): Promise<string[]> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const unknown = asked.find((name) => !(featureNames as readonly string[]).includes(name));
    if (unknown !== undefined)
      throw new Refusal(422, 'feature_unknown', `Ein Merkmal „${unknown}“ gibt es nicht.`, { feature: unknown });
    const features = featureNames.filter((name) => asked.includes(name));
    const before = (await findPolicy(trx, workspaceId))?.barred ?? [];
    if (features.join() === before.join()) return features;
    await upsertPolicy(trx, { workspaceId, barred: features, changedBy: userId, changedAt: now });
    await announce(trx, actor, featuresBarred, { features, before }, now);
    for (const [target, { model }] of await findUsed(trx, workspaceId)) {
      if (!model.card.used.some((name) => (features as readonly string[]).includes(name))) continue;
      await endUse(trx, workspaceId, target, now);
      await announce(trx, actor, modelEnded, { target, modelId: model.id, because: 'barred' }, now);
      await askRescoring(trx, workspaceId, subjectOf(target), now);
      await askTraining(trx, actor, { target, because: 'asked' }, now);
    }
    return features;
  });
}
