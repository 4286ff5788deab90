import { type CallsWorld, requireStandingCall } from '#calls';
import { issueRecordingPermit, mayRecord, recordRecordingWord, useRecordingPermit } from '#consent';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import type { Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import type { CallRecording, RecordingMedia, RecordingPolicy, SayOnRecording } from '../contract.ts';
import { recordingPolicyChanged, recordingResumed, recordingStarted, recordingStopped } from '../events.ts';
import * as queries from '../queries.ts';
import { hours, mostHours, policyOf } from '../rules.ts';
import type { ConversationsTables, RecordingRow, RecordingSegmentRow } from '../schema.ts';
import { newKey } from '../sound.ts';
import { toRecordingViews } from '../views.ts';
import { deleteRecordings } from './deleting.ts';

export type ConversationsWorld = ConversationsTables & CallsWorld;
export type User = Actor & { userId: string };

export function changePolicy(
  db: Db<ConversationsWorld>,
  actor: User,
  policy: RecordingPolicy,
  now: Date,
): Promise<RecordingPolicy> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId: changedBy } = actor;
    const before = await queries.findPolicy(trx, workspaceId);
    const switchedOnAt = policy.on ? (before?.switchedOnAt ?? now) : null;
    const { keepDays } = policy;
    await queries.upsertPolicy(trx, { workspaceId, switchedOnAt, keepDays, changedBy, changedAt: now });
    await announce(trx, actor, recordingPolicyChanged, policy, now);
    return policy;
  });
}

/** Whether a call may be recorded, and what has been. */
export async function recordingOf(
  db: Db<ConversationsWorld>,
  call: { workspaceId: string; id: string; contactId: string; userId: string },
  now: Date,
): Promise<CallRecording> {
  const { workspaceId, id: callId, contactId, userId } = call;
  const [row, recordings] = await Promise.all([
    queries.findPolicy(db, workspaceId),
    queries.listOfCall(db, { workspaceId, callId }),
  ]);
  const policy = policyOf(row);
  const answer = await mayRecord(db, { workspaceId, contactId, userId, switchedOn: policy.on, at: now });
  return { answer, items: await toRecordingViews(db, workspaceId, recordings) };
}

export async function startRecording(
  db: Db<ConversationsWorld>,
  actor: User,
  callId: string,
  secrets: Ground['secrets'],
  now: Date,
): Promise<RecordingRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const call = await requireStandingCall(trx, workspaceId, callId);
    if (call.userId !== userId)
      throw new Refusal(403, 'not_your_call', 'Aufnehmen kann nur, wer das Gespräch selbst führt.');
    const [latest] = await queries.listOfCall(trx, { workspaceId, callId });
    if (latest && !latest.stoppedAt && !latest.deletedAt) return latest;
    if (call.endedAt || now.getTime() - call.startedAt.getTime() > hours(mostHours))
      throw new Refusal(409, 'call_over', 'Dieses Gespräch ist zu Ende.');

    const { contactId, number } = call;
    const { on: switchedOn } = policyOf(await queries.findPolicy(trx, workspaceId));
    const permit = await issueRecordingPermit(trx, actor, { contactId, userId, number, switchedOn }, now);
    const id = newId(now.getTime());
    const row: RecordingRow = {
      workspaceId,
      id,
      callId,
      contactId,
      userId,
      entryId: permit.entryId,
      agreementId: permit.agreementId,
      startedAt: now,
      stoppedAt: null,
      sealedAt: null,
      keptAt: null,
      heardAt: now,
      deletedAt: null,
      deletedBecause: null,
      key: newKey(secrets, { workspaceId, id }),
    };
    await queries.insertRecording(trx, row);
    await useRecordingPermit(trx, actor, permit, id, now);
    const { entryId, agreementId } = permit;
    await announce(trx, actor, recordingStarted, { recordingId: id, callId, contactId, entryId, agreementId }, now);
    return row;
  });
}

/** What the person said on being recorded. After anything but a yes, nothing that was recorded with them remains. */
export async function sayOnRecording(
  db: Db<ConversationsWorld>,
  actor: User,
  callId: string,
  said: SayOnRecording,
  now: Date,
): Promise<CallRecording> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const call = await requireStandingCall(trx, workspaceId, callId);
    const { contactId, direction } = call;
    await recordRecordingWord(trx, actor, { ...said, contactId, callId, direction }, now);
    if (said.says !== 'yes') {
      const living = await queries.lockLiving(trx, workspaceId, { contactId }, now);
      await deleteRecordings(trx, actor, living, 'withdrawn', now);
    }
    return recordingOf(trx, call, now);
  });
}

/** Each stretch stands on a permit of its own: what was allowed before a pause need not be allowed after it. */
export async function openSegment(
  db: Db<ConversationsWorld>,
  actor: User,
  recordingId: string,
  mediaType: RecordingMedia,
  now: Date,
): Promise<{ recording: RecordingRow; segment: RecordingSegmentRow }> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const recording = await lockOwn(trx, actor, recordingId);
    if (recording.stoppedAt) throw over();
    if (now.getTime() - recording.startedAt.getTime() > hours(mostHours))
      throw new Refusal(409, 'too_long', `Eine Aufnahme dauert höchstens ${mostHours} Stunden.`);
    const { contactId, callId, userId } = recording;
    const call = await requireStandingCall(trx, workspaceId, callId);
    const { on: switchedOn } = policyOf(await queries.findPolicy(trx, workspaceId));
    const permit = await issueRecordingPermit(trx, actor, { contactId, userId, number: call.number, switchedOn }, now);
    await useRecordingPermit(trx, actor, permit, recordingId, now);
    const segments = await queries.listSegments(trx, { workspaceId, recordingId });
    const number = (segments.at(-1)?.number ?? 0) + 1;
    const segment = {
      workspaceId,
      recordingId,
      number,
      permitId: permit.id,
      mediaType,
      openedAt: now,
      durationMs: null,
    };
    await queries.insertSegment(trx, segment);
    if (number > 1)
      await announce(trx, actor, recordingResumed, { recordingId, callId, contactId, segment: number }, now);
    return { recording, segment };
  });
}

export async function stopRecording(
  db: Db<ConversationsWorld>,
  actor: User,
  recordingId: string,
  now: Date,
): Promise<RecordingRow> {
  return inTransaction(db, async (trx) => {
    const recording = await lockOwn(trx, actor, recordingId);
    if (recording.stoppedAt) return recording;
    await queries.updateRecording(trx, { workspaceId: actor.workspaceId, recordingId }, { stoppedAt: now });
    const { callId, contactId } = recording;
    await announce(trx, actor, recordingStopped, { recordingId, callId, contactId }, now);
    return { ...recording, stoppedAt: now };
  });
}

/** Only who made a recording adds to it. */
export async function lockOwn(trx: Db<ConversationsTables>, actor: User, recordingId: string): Promise<RecordingRow> {
  const recording = await queries.lockRecording(trx, { workspaceId: actor.workspaceId, recordingId });
  if (!recording) throw notFound();
  if (recording.userId !== actor.userId)
    throw new Refusal(403, 'not_your_recording', 'Diese Aufnahme hat jemand anderes gemacht.');
  if (recording.deletedAt) throw new Refusal(409, 'recording_deleted', 'Diese Aufnahme wurde gelöscht.');
  return recording;
}

export function over(): Refusal {
  return new Refusal(409, 'recording_over', 'Diese Aufnahme ist beendet.');
}
