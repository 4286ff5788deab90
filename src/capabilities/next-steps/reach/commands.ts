import { requireCall } from '#calls';
import { findWorkspace } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { OutcomeWorld } from '../commands/outcomes.ts';
import { drawArm } from '../rules/arms.ts';
import { dayOf } from '../rules/due.ts';
import { experimentEnded, experimentStarted, touchNoted } from './events.ts';
import { endExperiment, findLearned, insertExperiment, insertTouches } from './queries.ts';
import type { ReachTables, TouchRow } from './schema.ts';

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

type PastTouch = { callId: string; contactId: string; userId: string; startedAt: Date };

/** An experiment that another system (or the example) has been running, with the calls made in it; chance falls as it would have fallen. */
export async function insertRunningExperiment(
  trx: Db<ReachTables & PlatformTables>,
  actor: Person,
  { startedAt, zone, touches }: { startedAt: Date; zone: string; touches: readonly PastTouch[] },
  now: Date,
): Promise<void> {
  const { workspaceId, userId } = actor;
  const experimentId = newId(startedAt.getTime());
  const experiment = { workspaceId, id: experimentId, startedAt, startedBy: userId, endedAt: null, endedBy: null };
  if (!(await insertExperiment(trx, experiment))) return;
  const rows = touches.map(({ callId, contactId, userId: by, startedAt: touchedAt }): TouchRow => {
    const { arm } = drawArm({ experimentId, userId: by, contactId }, dayOf(touchedAt, zone));
    return { workspaceId, callId, experimentId, contactId, userId: by, arm, touchedAt };
  });
  await insertTouches(trx, rows);
  await announceAll(trx, actor, experimentStarted, [{ payload: { experimentId }, occurredAt: startedAt }], now);
  const noted = rows.map(({ callId, arm, touchedAt }) => ({
    payload: { callId, experimentId, arm },
    occurredAt: touchedAt,
  }));
  await announceAll(trx, actor, touchNoted, noted, now);
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
