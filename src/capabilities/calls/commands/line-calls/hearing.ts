import { findContactsByIds, matchKeys } from '#contacts';
import {
  advance,
  type CallEvent,
  type CallProgress,
  created,
  isOver,
  type LineRow,
  type TelephonyTables,
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
  if (progress === told && !isNew) return;

  const moved = { ...before, ...progress, updatedAt: now };
  await updateLineCall(trx, before, { ...progress, updatedAt: now });
  const after = await withConversation(trx, line, moved, now);
  await closeConversation(trx, after, now);
  if (isNew || after.state !== before.state) await tell(trx, line, before, after, now);
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
    ...created,
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

/** Taken on somebody's own line, by somebody we know: the conversation is open. On the team's line whoever has it says so. */
async function withConversation(
  trx: Db<LineCallsWorld>,
  line: LineRow,
  lineCall: LineCallRow,
  now: Date,
): Promise<LineCallRow> {
  const { direction, answeredAt, contactId, callId, workspaceId } = lineCall;
  if (direction !== 'inbound' || answeredAt === null || contactId === null || callId !== null) return lineCall;
  if (line.userId === null) return lineCall;
  const call = await receiveCall(trx, { ...systemActor(workspaceId), userId: line.userId }, lineCall, contactId, now);
  await updateLineCall(trx, lineCall, { callId: call.id });
  return { ...lineCall, callId: call.id };
}

/** The carrier knows best how long they spoke; how it ended, a person says. */
export async function closeConversation(trx: Db<LineCallsWorld>, lineCall: LineCallRow, now: Date): Promise<void> {
  const { workspaceId, callId, state, answeredAt, endedAt } = lineCall;
  if (callId === null || endedAt === null || !isOver(state)) return;
  const call = await lockCall(trx, { workspaceId, callId });
  if (!call || call.dispositionId !== null) return;
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
  // Whoever sees only their own is to hear it ring on their line, also when nobody knows who calls.
  const actor = { ...systemActor(after.workspaceId), userId: line.userId };
  const { id: lineCallId, lineId, contactId, userId, direction, number, state } = after;
  await announce(trx, actor, lineCallMoved, { lineCallId, lineId, contactId, userId, direction, number, state }, now);
  if (state !== 'missed' || before.state === 'missed' || direction !== 'inbound') return;
  const [contact] = contactId === null ? [] : await findContactsByIds(trx, after.workspaceId, [contactId]);
  const rangAt = (after.rangAt ?? after.createdAt).toISOString();
  await announce(
    trx,
    actor,
    callMissed,
    { lineCallId, contactId, userId: contact?.ownerId ?? line.userId, number, rangAt },
    now,
  );
}
