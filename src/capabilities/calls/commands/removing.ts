import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { callRemoved, callRestored } from '../events.ts';
import { type DisposedCall, lockCall, updateCall } from '../queries/calls.ts';
import { about, type Caller, type CallsWorld, keyOf, stale } from './parts.ts';

export function removeCall(
  db: Db<CallsWorld>,
  actor: Caller,
  callId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const call = await lockCall(trx, { workspaceId: actor.workspaceId, callId });
    if (!call) throw notFound();
    refuseStale(call.version, ifMatch);
    return call.removedAt ? call : removeStanding(trx, actor, call, now);
  });
}

export async function removeStanding(
  trx: Db<CallsWorld>,
  actor: Caller,
  call: DisposedCall,
  now: Date,
): Promise<DisposedCall> {
  const after = await updateCall(trx, keyOf(call), { removedAt: now, removedBy: actor.userId, updatedAt: now });
  if (!after) throw stale();
  await announce(trx, actor, callRemoved, { ...about(call), startedAt: call.startedAt.toISOString() }, now);
  return after;
}

export function restoreCall(db: Db<CallsWorld>, actor: Caller, callId: string, now: Date): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const call = await lockCall(trx, { workspaceId: actor.workspaceId, callId });
    if (!call) throw notFound();
    if (!call.removedAt) return call;
    const after = await updateCall(trx, keyOf(call), { removedAt: null, removedBy: null, updatedAt: now });
    if (!after) throw stale();
    await announce(trx, actor, callRestored, { ...about(call), startedAt: call.startedAt.toISOString() }, now);
    return after;
  });
}
