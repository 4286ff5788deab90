import { type Permit, permitInUse } from '#consent';
import { advance, created, findDialLine, type LineRow, type Telephony } from '#telephony';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { lineCallMoved } from '../../events.ts';
import { findLineCallOf, insertLineCall, lockLineCall, updateLineCall } from '../../queries/line-calls.ts';
import type { LineCallRow } from '../../schema.ts';
import { type Caller, requireStandingCall } from '../parts.ts';
import { type LineCallsWorld, progressOf } from './hearing.ts';

/**
 * Lets the line ring for a call that the gate allowed. The order stands in the database before the carrier is asked and is given once: a crash in between leaves a
 * call that never rang, never two that ring.
 */
export async function dialCall(
  db: Db<LineCallsWorld>,
  telephony: Telephony,
  actor: Caller,
  callId: string,
  clock: () => Date,
): Promise<LineCallRow> {
  const order = await placeOrder(db, actor, callId, clock());
  if ('placed' in order) return order.placed;
  const { lineCall, line, permit } = order;
  try {
    const { externalId } = await telephony.startCall(line, { callId, permit, userId: actor.userId });
    return await inTransaction(db, (trx) => nameCall(trx, lineCall, externalId, clock()));
  } catch (error) {
    // No answer is no no: it may ring all the same, and then the carrier's next word says so.
    if (!(error instanceof Refusal && error.code === 'carrier_silent'))
      await inTransaction(db, (trx) => giveUp(trx, lineCall, error, clock()));
    throw error;
  }
}

type Order = { lineCall: LineCallRow; line: LineRow; permit: Permit<'phone'> };

function placeOrder(
  db: Db<LineCallsWorld>,
  actor: Caller,
  callId: string,
  now: Date,
): Promise<Order | { placed: LineCallRow }> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const call = await requireStandingCall(trx, workspaceId, callId);
    if (call.userId !== userId || call.permitId === null || call.number === null) throw notFound();
    const placed = await findLineCallOf(trx, { workspaceId, callId });
    if (placed) return { placed };
    if (call.dispositionId !== null)
      throw new Refusal(409, 'call_finished', 'Für dieses Gespräch steht schon ein Ergebnis fest.');
    const permit = await permitInUse(trx, { workspaceId, permitId: call.permitId, actId: callId }, now);
    const line = await findDialLine(trx, { workspaceId, userId });
    if (!line) throw new Refusal(409, 'no_line', 'Für Sie ist kein Anschluss eingerichtet, der wählen kann.');

    const lineCall: LineCallRow = {
      workspaceId,
      id: newId(now.getTime()),
      lineId: line.id,
      externalId: null,
      parentId: null,
      direction: 'outbound',
      number: call.number,
      contactId: call.contactId,
      callId,
      userId,
      ringsFor: [],
      ...created,
      messageAt: null,
      createdAt: now,
      updatedAt: now,
    };
    await insertLineCall(trx, lineCall);
    await announce(trx, actor, lineCallMoved, toldOf(lineCall), now);
    return { lineCall, line, permit };
  });
}

/** The carrier's own word may have come first; then the name stands already. */
async function nameCall(
  trx: Db<LineCallsWorld>,
  { workspaceId, id: lineCallId }: LineCallRow,
  externalId: string | null,
  now: Date,
): Promise<LineCallRow> {
  const lineCall = await lockLineCall(trx, { workspaceId, lineCallId });
  if (!lineCall) throw notFound();
  if (lineCall.externalId === null && externalId !== null)
    await updateLineCall(trx, lineCall, { externalId, updatedAt: now });
  return { ...lineCall, externalId: lineCall.externalId ?? externalId };
}

async function giveUp(
  trx: Db<LineCallsWorld>,
  { workspaceId, id: lineCallId }: LineCallRow,
  error: unknown,
  now: Date,
): Promise<void> {
  const lineCall = await lockLineCall(trx, { workspaceId, lineCallId });
  if (!lineCall) return;
  const cause = error instanceof Refusal ? error.code : 'internal';
  const progress = advance(progressOf(lineCall), { type: 'failed', at: now.toISOString(), cause });
  await updateLineCall(trx, lineCall, { ...progress, updatedAt: now });
  await announce(trx, systemActor(workspaceId), lineCallMoved, toldOf({ ...lineCall, ...progress }), now);
}

function toldOf({ id, lineId, contactId, userId, direction, number, state }: LineCallRow) {
  return { lineCallId: id, lineId, contactId, userId, direction, number, state };
}
