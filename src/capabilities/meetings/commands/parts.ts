import { type AccessTables, listMembers } from '#access';
import type { ConsentTables } from '#consent';
import type { ContactsWorld } from '#contacts';
import type { DealsTables } from '#deals';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import type { PlatformTables } from '#platform/schema';
import { type HostedMeeting, lockMeeting } from '../queries/meetings.ts';
import { isSpan } from '../rules.ts';
import type { MeetingRow, MeetingsTables } from '../schema.ts';

export type MeetingsWorld = MeetingsTables & ContactsWorld & ConsentTables & DealsTables & PlatformTables;

/** What every event of a meeting says. */
export function factsOf(meeting: HostedMeeting) {
  return {
    meetingId: meeting.id,
    contactId: meeting.contactId,
    dealId: meeting.dealId,
    title: meeting.title,
    way: meeting.way,
    providerId: meeting.providerId,
    startsAt: meeting.startsAt.toISOString(),
    endsAt: meeting.endsAt.toISOString(),
    hostIds: meeting.hostIds,
    source: meeting.source,
    invited: meeting.invited,
  };
}

export function keyOf(meeting: MeetingRow) {
  return { workspaceId: meeting.workspaceId, meetingId: meeting.id, version: meeting.version };
}

/** Locked until the transaction ends. */
export async function lockStanding(
  trx: Db<MeetingsTables>,
  workspaceId: string,
  meetingId: string,
): Promise<HostedMeeting> {
  const meeting = await lockMeeting(trx, { workspaceId, meetingId });
  if (!meeting) throw notFound();
  return meeting;
}

export function notPlanned(): Refusal {
  return new Refusal(409, 'meeting_not_planned', 'Dieser Termin ist schon vorbei oder abgesagt.');
}

export function stale(): Refusal {
  return new Refusal(
    412,
    'stale',
    'Jemand anderes hat diesen Termin gerade geändert. Bitte prüfen Sie den neuen Stand.',
  );
}

export function refuseNoSpan(span: { startsAt: Date; endsAt: Date }): void {
  if (!isSpan(span))
    throw new Refusal(422, 'meeting_too_long', 'Ein Termin endet nach seinem Beginn und dauert höchstens einen Tag.');
}

export async function refuseUnknownHosts(
  db: Db<AccessTables>,
  workspaceId: string,
  hostIds: readonly string[],
): Promise<void> {
  const members = await listMembers(db, workspaceId);
  const here = new Set(members.filter(({ endedAt }) => endedAt === null).map(({ userId }) => userId));
  if (!hostIds.every((id) => here.has(id)))
    throw new Refusal(422, 'host_unknown', 'Eine dieser Personen arbeitet hier nicht (mehr).');
}
