import { findDialLine, type LineRow, type Telephony } from '#telephony';
import { dialsOf } from '#telephony/contract';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import type { Serve } from '#platform/http';
import { toCallView } from './answers.ts';
import { boardOf } from './board.ts';
import { dialCall, type Ringing, ringNow } from './commands/line-calls/dialling.ts';
import type { LineCallsWorld } from './commands/line-calls/hearing.ts';
import { leaveMessage } from './commands/line-calls/leaving-message.ts';
import { takeCall } from './commands/line-calls/taking.ts';
import { tellTalk } from './commands/line-calls/telling.ts';
import { startCall } from './commands/placing.ts';
import * as contract from './contract.ts';
import { incomingFor } from './incoming.ts';

/** What rings: calls as carriers tell them, and how to make them ring. */
export function lineCallRoutes(serve: Serve<LineCallsWorld>, telephony: Telephony): void {
  const ringing: Ringing = new Map();
  serve(contract.startCall, async ({ db, actor, body, ground, now, after }) => {
    const { call: row, order } = await startCall(db, actor, body, now);
    const bell = { telephony, ringing, clock: ground.ports.clock };
    if (order) after(() => ringNow(dbOf(ground, sightOf(actor)), bell, order, body.ring));
    const call = await toCallView(db, row);
    const line = order?.line ?? (await findDialLine(db, actor));
    return { call, dial: `tel:${call.number ?? ''}` as const, line: line ? toDialLine(line) : null };
  });
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
    const { id, state } = await dialCall(db, { telephony, ringing, clock: ground.ports.clock }, actor, callId);
    return { lineCallId: id, state };
  });
}

function toDialLine({ id, name, kind }: LineRow): contract.StartedCall['line'] {
  const dials = dialsOf[kind];
  return dials === 'none' ? null : { id, name, dials };
}
