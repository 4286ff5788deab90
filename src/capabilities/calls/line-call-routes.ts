import type { Telephony } from '#telephony';
import type { Serve } from '#platform/http';
import { boardOf } from './board.ts';
import { dialCall } from './commands/line-calls/dialling.ts';
import type { LineCallsWorld } from './commands/line-calls/hearing.ts';
import { leaveMessage } from './commands/line-calls/leaving-message.ts';
import { takeCall } from './commands/line-calls/taking.ts';
import { tellTalk } from './commands/line-calls/telling.ts';
import * as contract from './contract.ts';
import { incomingFor } from './incoming.ts';

/** What rings: calls as carriers tell them, and how to make them ring. */
export function lineCallRoutes(serve: Serve<LineCallsWorld>, telephony: Telephony): void {
  serve(contract.listIncoming, async ({ db, actor, now }) => ({ items: await incomingFor(db, actor, now) }));
  serve(contract.getCallBoard, ({ db, actor, now }) => boardOf(db, actor, telephony.speaking(actor.workspaceId), now));
  serve(contract.takeCall, async ({ db, actor, params: { lineCallId }, body: { contactId }, now }) => ({
    callId: await takeCall(db, actor, { lineCallId, contactId }, now),
  }));
  serve(contract.tellTalk, async ({ db, actor, body, now }) => ({
    number: await tellTalk(db, telephony, actor, body, now),
  }));
  serve(contract.leaveMessage, async ({ db, actor, params: { callId }, now }) => {
    await leaveMessage(db, telephony, actor, callId, now);
    return { callId };
  });
  serve(contract.dialCall, async ({ db, actor, params: { callId }, ground }) => {
    const { id, state } = await dialCall(db, telephony, actor, callId, ground.ports.clock);
    return { lineCallId: id, state };
  });
}
