import { requireCall } from '#calls';
import { findWorkspace } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { OutcomeWorld } from '../commands/outcomes.ts';
import { drawArm } from '../rules/arms.ts';
import { dayOf } from '../rules/due.ts';
import { experimentEnded, experimentStarted, touchNoted } from './events.ts';
import { endExperiment, findLearned, insertExperiment, insertTouches } from './queries.ts';

type Person = Actor & { userId: string };

/** Where one runs already, it goes on running. */
export function startExperiment(db: Db<OutcomeWorld>, actor: Person, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const experimentId = newId(now.getTime());
    const made = await insertExperiment(trx, {
      workspaceId: actor.workspaceId,
      id: experimentId,
      startedAt: now,
      startedBy: actor.userId,
      endedAt: null,
      endedBy: null,
    });
    if (made) await announce(trx, actor, experimentStarted, { experimentId }, now);
  });
}

/** Its figures stay. Where none runs, there is nothing to end. */
export function stopExperiment(db: Db<OutcomeWorld>, actor: Person, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const ended = await endExperiment(trx, actor.workspaceId, { endedAt: now, endedBy: actor.userId });
    if (ended) await announce(trx, actor, experimentEnded, { experimentId: ended.id }, now);
  });
}

/** A call was made from Heute; the arm is drawn anew, since chance falls the same way. Without an experiment there is nothing to note. */
export function noteTouch(db: Db<OutcomeWorld>, actor: Person, callId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const call = await requireCall(trx, workspaceId, callId);
    if (call.userId !== userId) throw notFound();
    const [workspace, { experiment }] = await Promise.all([
      findWorkspace(trx, workspaceId),
      findLearned(trx, workspaceId),
    ]);
    if (!workspace || !experiment || call.direction !== 'outbound' || call.startedAt < experiment.startedAt) return;
    const { contactId } = call;
    const day = dayOf(call.startedAt, workspace.timeZone);
    const { arm } = drawArm({ experimentId: experiment.id, userId, contactId }, day);
    const touch = {
      workspaceId,
      callId,
      experimentId: experiment.id,
      contactId,
      userId,
      arm,
      touchedAt: call.startedAt,
    };
    if ((await insertTouches(trx, [touch])) > 0)
      await announce(trx, actor, touchNoted, { callId, experimentId: experiment.id, arm }, now);
  });
}
