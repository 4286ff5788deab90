import { advance } from '#telephony';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import { lineCallMoved } from '../../events.ts';
import { lockCall, updateCall } from '../../queries/calls.ts';
import { lockOpenLineCalls, updateLineCall } from '../../queries/line-calls.ts';
import type { LineCallRow } from '../../schema.ts';
import { keyOf } from '../parts.ts';
import { type LineCallsWorld, progressOf } from './hearing.ts';

/**
 * What a telephone of ours had in hand when its server was killed: Janus has hung up since, and nobody told us. It ended at the last that was heard of it; how long they spoke
 * stays unknown.
 */
export async function endLostCalls(
  trx: Db<LineCallsWorld>,
  telephone: { workspaceId: string; lineId: string; userId: string; before: Date },
  now: Date,
): Promise<void> {
  for (const lineCall of await lockOpenLineCalls(trx, telephone)) await endLost(trx, lineCall, now);
}

async function endLost(trx: Db<LineCallsWorld>, lineCall: LineCallRow, now: Date): Promise<void> {
  const { workspaceId, id: lineCallId, lineId, contactId, userId, direction, number, callId } = lineCall;
  const at = lineCall.updatedAt;
  const type = lineCall.answeredAt === null ? 'failed' : 'ended';
  const progress = advance(progressOf(lineCall), { type, at: at.toISOString(), cause: 'lost' });
  await updateLineCall(trx, lineCall, { ...progress, updatedAt: now });
  const call = callId === null ? undefined : await lockCall(trx, { workspaceId, callId });
  if (call && call.endedAt === null) await updateCall(trx, keyOf(call), { endedAt: at, updatedAt: now });
  const { state } = progress;
  const actor = { ...systemActor(workspaceId), userId };
  await announce(trx, actor, lineCallMoved, { lineCallId, lineId, contactId, userId, direction, number, state }, now);
}
