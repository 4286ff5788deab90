import { type Permit, permitInUse } from '#consent';
import { advance, created, findDialLine, type LineRow, type Telephony } from '#telephony';
import { dialsOf } from '#telephony/contract';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { lineCallMoved } from '../../events.ts';
import { findLineCallOf, insertLineCall, lockLineCall, updateLineCall } from '../../queries/line-calls.ts';
import type { CallRow, LineCallRow } from '../../schema.ts';
import { type Caller, requireStandingCall } from '../parts.ts';
import { type LineCallsWorld, progressOf } from './hearing.ts';

export type Order = { lineCall: LineCallRow; line: LineRow; permit: Permit<'phone'> };

/** What becomes of orders that came with their calls, until it has been asked for. */
export type Ringing = Map<string, Promise<LineCallRow>>;
const keptMs = 30_000;

type Bell = { telephony: Telephony; ringing: Ringing; clock: () => Date };

/** Lets the line ring for a call that the gate allowed, once, however often it is asked for. */
export async function dialCall(
  db: Db<LineCallsWorld>,
  bell: Bell,
  actor: Caller,
  callId: string,
): Promise<LineCallRow> {
  const order = await orderAgain(db, actor, callId, bell.clock());
  if (!('placed' in order)) return ring(db, bell, order);
  const ringing = bell.ringing.get(callId);
  bell.ringing.delete(callId);
  return (await ringing) ?? order.placed;
}

/** For an order that came with its call; `dialCall` tells what becomes of it. */
export function ringNow(db: Db<LineCallsWorld>, bell: Bell, order: Order, click: string | undefined): void {
  const { callId } = order.lineCall;
  if (callId === null) return;
  const working = ring(db, bell, order, click);
  working.catch(() => undefined);
  bell.ringing.set(callId, working);
  setTimeout(() => bell.ringing.delete(callId), keptMs).unref();
}

/**
 * The order stands in the database before the carrier is asked and is given once: a crash in between leaves a call that never rang, never two that ring.
 */
async function ring(
  db: Db<LineCallsWorld>,
  { telephony, clock }: Bell,
  order: Order,
  click?: string,
): Promise<LineCallRow> {
  const { lineCall, line, permit } = order;
  const { callId, userId } = lineCall;
  if (callId === null || userId === null) throw new Error('an order of nobody');
  try {
    const { externalId } = await telephony.startCall(line, { callId, permit, userId, click });
    return await inTransaction(db, (trx) => nameCall(trx, lineCall, externalId, clock()));
  } catch (error) {
    // No answer is no no: it may ring all the same, and then the carrier's next word says so.
    if (!(error instanceof Refusal && error.code === 'carrier_silent'))
      await inTransaction(db, (trx) => giveUp(trx, lineCall, error, clock()));
    throw error;
  }
}

/** In the transaction of the call itself. Undefined: this user has no line that Klinke can let ring. */
export async function orderCall(
  trx: Db<LineCallsWorld>,
  actor: Caller,
  call: Pick<CallRow, 'id' | 'contactId' | 'number'>,
  permit: Permit<'phone'>,
  now: Date,
): Promise<Order | undefined> {
  const line = await findDialLine(trx, actor);
  return line && dialsOf[line.kind] !== 'none' ? placeOrder(trx, actor, { ...call, line, permit }, now) : undefined;
}

function orderAgain(
  db: Db<LineCallsWorld>,
  actor: Caller,
  callId: string,
  now: Date,
): Promise<Order | { placed: LineCallRow }> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    // In one flight; the second still sees what whoever held the lock has written.
    const [call, placed, line] = await Promise.all([
      requireStandingCall(trx, workspaceId, callId),
      findLineCallOf(trx, { workspaceId, callId }),
      findDialLine(trx, { workspaceId, userId }),
    ]);
    if (call.userId !== userId || call.permitId === null || call.number === null) throw notFound();
    if (placed) return { placed };
    if (call.dispositionId !== null)
      throw new Refusal(409, 'call_finished', 'Für dieses Gespräch steht schon ein Ergebnis fest.');
    const permit = await permitInUse(trx, { workspaceId, permitId: call.permitId, actId: callId }, now);
    if (!line) throw new Refusal(409, 'no_line', 'Für Sie ist kein Anschluss eingerichtet, der wählen kann.');
    return placeOrder(trx, actor, { ...call, line, permit }, now);
  });
}

async function placeOrder(
  trx: Db<LineCallsWorld>,
  actor: Caller,
  {
    id: callId,
    contactId,
    number,
    line,
    permit,
  }: Pick<CallRow, 'id' | 'contactId' | 'number'> & Omit<Order, 'lineCall'>,
  now: Date,
): Promise<Order> {
  const { workspaceId, userId } = actor;
  const lineCall: LineCallRow = {
    workspaceId,
    id: newId(now.getTime()),
    lineId: line.id,
    externalId: null,
    parentId: null,
    direction: 'outbound',
    number,
    contactId,
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
