import { permitInUse } from '#consent';
import { requireGreeting, type Telephony } from '#telephony';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { messageLeft } from '../../events.ts';
import { findLineCallOf, lockLineCall, updateLineCall } from '../../queries/line-calls.ts';
import { about, type Caller, requireStandingCall } from '../parts.ts';
import type { LineCallsWorld } from './hearing.ts';

/**
 * Leaves it to the user's greeting to speak on a mailbox. What is left there is advertising over the telephone like the call itself, so it is spoken on the call's permit while that
 * is valid. And it is begun by a person who has heard the mailbox, one call at a time; nothing in the product may begin it, or it would be an automatic calling machine, which wants a
 * consent of its own (§ 7 Abs. 2 Nr. 2 UWG).
 */
export async function leaveMessage(
  db: Db<LineCallsWorld>,
  telephony: Telephony,
  actor: Caller,
  callId: string,
  now: Date,
): Promise<void> {
  const { workspaceId, userId } = actor;
  await inTransaction(db, async (trx) => {
    const call = await requireStandingCall(trx, workspaceId, callId);
    const found = await findLineCallOf(trx, { workspaceId, callId });
    if (call.userId !== userId || call.permitId === null || !found) throw notFound();
    const lineCall = await lockLineCall(trx, { workspaceId, lineCallId: found.id });
    // Pressed twice, it is spoken once.
    if (!lineCall || lineCall.messageAt) return;
    if (lineCall.state !== 'answered')
      throw new Refusal(409, 'not_answered', 'Noch hat niemand abgenommen, oder der Anruf ist schon vorbei.');
    const permit = await permitInUse(trx, { workspaceId, permitId: call.permitId, actId: callId }, now);
    const { samples, seconds } = await requireGreeting(trx, actor);
    await updateLineCall(trx, lineCall, { messageAt: now, updatedAt: now });
    await announce(trx, actor, messageLeft, { ...about(call), seconds }, now);
    await telephony.leaveMessage({ callId, permit, userId }, samples);
  });
}
