import { listMembers } from '#access';
import { findContactsByIds, matchKeys } from '#contacts';
import {
  advance,
  type CallEvent,
  type CallProgress,
  created,
  isOver,
  type LineRow,
  type TelephonyTables,
  usersNamed,
} from '#telephony';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { callMissed, lineCallMoved } from '../../events.ts';
import { lockCall, updateCall } from '../../queries/calls.ts';
import { insertLineCall, lockLineCallNamed, nameOwnCall, updateLineCall } from '../../queries/line-calls.ts';
import type { LineCallRow } from '../../schema.ts';
import { type CallsWorld, keyOf } from '../parts.ts';
import { receiveCall } from '../placing.ts';

export type LineCallsWorld = CallsWorld & TelephonyTables;

/** Moves the call a carrier told of, or makes it known. Told late, twice or in the wrong order, it ends in the same place. */
export async function hearCallEvent(
  trx: Db<LineCallsWorld>,
  line: LineRow,
  event: CallEvent,
  now: Date,
): Promise<void> {
  const { lineCall: before, isNew } = await findOrOpen(trx, line, event, now);
  const told = progressOf(before);
  const progress = advance(told, event);
  const ours = await oursIn(trx, line, before, event);
  if (progress === told && !isNew && ours === undefined) return;

  const moved = { ...before, ...progress, ...ours, updatedAt: now };
  await updateLineCall(trx, before, { ...progress, ...ours, updatedAt: now });
  const after = await withConversation(trx, moved, now);
  await closeConversation(trx, after, now);
  if (isNew || ours !== undefined || after.state !== before.state) await tell(trx, line, before, after, now);
}

/**
 * Who of us it is, where a message says more than was known: who took it counts before at whom it rang, and both before whose line it is. A conversation stays whose it is. Those who
 * have left are nobody.
 */
async function oursIn(
  trx: Db<LineCallsWorld>,
  line: LineRow,
  before: LineCallRow,
  event: CallEvent,
): Promise<Pick<LineCallRow, 'ringsFor' | 'userId'> | undefined> {
  if (line.extensions.length === 0 || before.callId !== null) return undefined;
  const here = new Set((await listMembers(trx, line.workspaceId)).flatMap((one) => (one.endedAt ? [] : one.userId)));
  const extensions = line.extensions.filter(({ userId }) => here.has(userId));
  const { rings, answered } = usersNamed({ number: line.number, extensions }, event);
  const ringsFor = before.ringsFor.length > 0 ? before.ringsFor : rings;
  const [only, other] = ringsFor;
  const sure = before.answeredAt !== null || before.userId !== line.userId ? before.userId : null;
  const took = before.direction === 'inbound' ? answered : undefined;
  const userId = took ?? sure ?? (other === undefined ? only : undefined) ?? before.userId;
  return userId === before.userId && ringsFor === before.ringsFor ? undefined : { ringsFor, userId };
}

export function progressOf({ state, rangAt, answeredAt, endedAt, cause }: LineCallRow): CallProgress {
  return { state, rangAt, answeredAt, endedAt, cause };
}

async function findOrOpen(
  trx: Db<LineCallsWorld>,
  line: LineRow,
  event: CallEvent,
  now: Date,
): Promise<{ lineCall: LineCallRow; isNew: boolean }> {
  const name = { workspaceId: line.workspaceId, lineId: line.id, externalId: event.externalId };
  const known = await lockLineCallNamed(trx, name);
  if (known) return { lineCall: known, isNew: false };

  const number = event.direction === 'inbound' ? event.from : event.to;
  if (event.direction === 'outbound' && number !== null) {
    const ours = await nameOwnCall(trx, { ...name, number, since: new Date(now.getTime() - ownCallMs) });
    if (ours) return { lineCall: ours, isNew: false };
  }
  const row: LineCallRow = {
    ...name,
    id: newId(now.getTime()),
    parentId: event.parentId ?? null,
    direction: event.direction,
    number,
    contactId: await theOneWith(trx, line.workspaceId, number),
    callId: null,
    userId: line.userId,
    ringsFor: [],
    ...created,
    messageAt: null,
    createdAt: now,
    updatedAt: now,
  };
  if (await insertLineCall(trx, row)) return { lineCall: row, isNew: true };
  // The same call, told by another message at this very moment.
  const theirs = await lockLineCallNamed(trx, name);
  if (!theirs) throw new Error('a call is neither there nor new');
  return { lineCall: theirs, isNew: false };
}

/** So long may a carrier take from our order to its first word. */
const ownCallMs = 5 * 60_000;

/** Only when one person has this number: between several, people choose. */
async function theOneWith(trx: Db<LineCallsWorld>, workspaceId: string, number: string | null): Promise<string | null> {
  if (number === null) return null;
  const [match] = await matchKeys(trx, workspaceId, [{ kind: 'phone', value: number }]);
  const [only, other] = match?.contactIds ?? [];
  return only !== undefined && other === undefined ? only : null;
}

/** Taken by one of us we know of, from somebody we know: the conversation is open. Else whoever has it says so. */
async function withConversation(trx: Db<LineCallsWorld>, lineCall: LineCallRow, now: Date): Promise<LineCallRow> {
  const { direction, answeredAt, contactId, callId, userId, workspaceId } = lineCall;
  if (direction !== 'inbound' || answeredAt === null || contactId === null || callId !== null) return lineCall;
  if (userId === null) return lineCall;
  const call = await receiveCall(trx, { ...systemActor(workspaceId), userId }, lineCall, contactId, now);
  await updateLineCall(trx, lineCall, { callId: call.id });
  return { ...lineCall, callId: call.id };
}

/** The carrier knows best how long they spoke; how it ended, a person says. */
export async function closeConversation(trx: Db<LineCallsWorld>, lineCall: LineCallRow, now: Date): Promise<void> {
  const { workspaceId, callId, state, answeredAt, endedAt } = lineCall;
  if (callId === null || endedAt === null || !isOver(state)) return;
  const call = await lockCall(trx, { workspaceId, callId });
  // Who has said how it ended while it went on has not said how long it was, unless they did.
  if (!call || (call.dispositionId !== null && call.durationSeconds !== null)) return;
  const spokenMs = answeredAt === null ? 0 : Math.max(0, endedAt.getTime() - answeredAt.getTime());
  const durationSeconds = Math.min(Math.round(spokenMs / 1000), 86_400);
  if (call.endedAt?.getTime() === endedAt.getTime() && call.durationSeconds === durationSeconds) return;
  await updateCall(trx, keyOf(call), { endedAt, durationSeconds, updatedAt: now });
}

async function tell(
  trx: Db<LineCallsWorld>,
  line: LineRow,
  before: LineCallRow,
  after: LineCallRow,
  now: Date,
): Promise<void> {
  // Whoever sees only their own is to hear it ring at them, also when nobody knows who calls.
  const actor = { ...systemActor(after.workspaceId), userId: after.userId ?? line.userId };
  const { id: lineCallId, lineId, contactId, userId, direction, number, state } = after;
  await announce(trx, actor, lineCallMoved, { lineCallId, lineId, contactId, userId, direction, number, state }, now);
  if (state !== 'missed' || before.state === 'missed' || direction !== 'inbound') return;
  const [contact] = contactId === null ? [] : await findContactsByIds(trx, after.workspaceId, [contactId]);
  const rangAt = (after.rangAt ?? after.createdAt).toISOString();
  const [first, second] = after.ringsFor;
  const wanted = second === undefined ? first : undefined;
  const whose = wanted ?? contact?.ownerId ?? line.userId ?? first ?? null;
  await announce(trx, actor, callMissed, { lineCallId, contactId, userId: whose, number, rangAt }, now);
}
