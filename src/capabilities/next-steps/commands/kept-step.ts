import { findWorkspace } from '#workspace';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { lockNextStep } from '../queries/next-steps.ts';
import { dayOf, timeOfDay } from '../rules/due.ts';
import {
  changeNextStep,
  completeNextStep,
  dropNextStep,
  planNextStep,
  reopenNextStep,
  type StepsWorld,
} from './next-steps.ts';

type Kept = { workspaceId: string; id: string; ownerId: string; title: string; at: Date };

/** The step of something planned elsewhere that is about no record of ours: made once, and moved and opened again with it. */
export async function keepStep(
  trx: Db<StepsWorld>,
  { workspaceId, id, ownerId, title, at }: Kept,
  now: Date,
): Promise<void> {
  const workspace = await findWorkspace(trx, workspaceId);
  if (!workspace) return;
  const dueOn = dayOf(at, workspace.timeZone);
  const step = await lockNextStep(trx, { workspaceId, nextStepId: id });
  if (!step) {
    const nobody = { contactId: null, companyId: null, dealId: null, note: null };
    await planNextStep(
      trx,
      { workspaceId, id, kind: 'meeting', title, ...nobody, ownerId, dueOn, dueAt: at, promised: true },
      now,
    );
    return;
  }
  const actor = systemActor(workspaceId);
  if (step.doneAt ?? step.droppedAt) await reopenNextStep(trx, actor, id, undefined, now);
  if (step.dueAt?.getTime() === at.getTime()) return;
  await changeNextStep(trx, actor, id, { dueOn, dueTime: timeOfDay(at, workspace.timeZone) }, undefined, now);
}

/** What it went with is over, or will not be. */
export async function releaseStep(
  trx: Db<StepsWorld>,
  { workspaceId, id }: Pick<Kept, 'workspaceId' | 'id'>,
  how: 'done' | 'dropped',
  now: Date,
): Promise<void> {
  const step = await lockNextStep(trx, { workspaceId, nextStepId: id });
  if (!step || (step.doneAt ?? step.droppedAt)) return;
  const settle = how === 'done' ? completeNextStep : dropNextStep;
  await settle(trx, systemActor(workspaceId), id, undefined, now);
}
