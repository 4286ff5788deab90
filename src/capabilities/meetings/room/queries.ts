import { sql } from 'kysely';
import type { Db } from '#platform/db';
import { placeOf } from '../providers/queries.ts';
import type { HostedMeeting } from '../queries/meetings.ts';
import type { MeetingsTables } from '../schema.ts';
import type { GuestLinkRow } from './schema.ts';

type Key = { workspaceId: string; meetingId: string };

export function findStandingLink(db: Db<MeetingsTables>, key: Key): Promise<GuestLinkRow | undefined> {
  return db
    .selectFrom('meetingGuestLink')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('meetingId', '=', key.meetingId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
}

export async function insertLink(db: Db<MeetingsTables>, row: GuestLinkRow): Promise<void> {
  await db.insertInto('meetingGuestLink').values(row).execute();
}

/** `undefined`: there is none that works. */
export function revokeStandingLink(
  db: Db<MeetingsTables>,
  key: Key,
  by: { revokedBy: string; revokedAt: Date },
): Promise<GuestLinkRow | undefined> {
  return db
    .updateTable('meetingGuestLink')
    .set(by)
    .where('workspaceId', '=', key.workspaceId)
    .where('meetingId', '=', key.meetingId)
    .where('revokedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

export type LinkedMeeting = Pick<
  HostedMeeting,
  'id' | 'contactId' | 'way' | 'place' | 'state' | 'startsAt' | 'endsAt'
> & {
  revokedAt: Date | null;
};

export function findMeetingOfLink(
  db: Db<MeetingsTables>,
  workspaceId: string,
  secretHash: Buffer,
): Promise<LinkedMeeting | undefined> {
  return db
    .selectFrom('meetingGuestLink as link')
    .innerJoin('meeting', (join) =>
      join.onRef('meeting.workspaceId', '=', 'link.workspaceId').onRef('meeting.id', '=', 'link.meetingId'),
    )
    .select(['meeting.id', 'meeting.contactId', 'meeting.way', 'meeting.state', 'meeting.startsAt', 'meeting.endsAt'])
    .select(['link.revokedAt', placeOf.as('place')])
    .where('link.workspaceId', '=', workspaceId)
    .where('link.secretHash', '=', secretHash)
    .executeTakeFirst();
}

/** Links that lead nowhere any more, after a month in which one may still ask who was given one. */
export async function forgetGuestLinks(db: Db<MeetingsTables>, now: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from meeting_guest_link where (workspace_id, id) in (
      select l.workspace_id, l.id from meeting_guest_link l
      join meeting m on m.workspace_id = l.workspace_id and m.id = l.meeting_id
      where m.ends_at < ${new Date(now.getTime() - 30 * 86_400_000)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
}
