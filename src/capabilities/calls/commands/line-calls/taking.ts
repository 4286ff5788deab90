import { requireContact } from '#contacts';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { lockLineCall, updateLineCall } from '../../queries/line-calls.ts';
import type { Caller } from '../parts.ts';
import { receiveCall } from '../placing.ts';
import { closeConversation, type LineCallsWorld } from './hearing.ts';

/** Somebody of us has the incoming call, and says with whom. Saying the same again changes nothing. */
export function takeCall(
  db: Db<LineCallsWorld>,
  actor: Caller,
  { lineCallId, contactId }: { lineCallId: string; contactId: string },
  now: Date,
): Promise<string> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const lineCall = await lockLineCall(trx, { workspaceId, lineCallId });
    if (!lineCall || lineCall.direction !== 'inbound') throw notFound();
    await requireContact(trx, workspaceId, contactId);
    if (lineCall.callId !== null) {
      if (lineCall.userId === userId && lineCall.contactId === contactId) return lineCall.callId;
      throw new Refusal(409, 'call_taken', 'Dieses Gespräch hat schon jemand übernommen.');
    }
    if (lineCall.state === 'missed' || lineCall.state === 'failed')
      throw new Refusal(409, 'call_missed', 'Dieser Anruf ist schon vorbei.');

    const call = await receiveCall(trx, actor, lineCall, contactId, now);
    const taken = { contactId, callId: call.id, userId };
    await updateLineCall(trx, lineCall, { ...taken, updatedAt: now });
    await closeConversation(trx, { ...lineCall, ...taken }, now);
    return call.id;
  });
}
