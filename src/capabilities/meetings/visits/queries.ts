import type { Db } from '#platform/db';
import type { MeetingsTables } from '../schema.ts';
import type { VisitRow } from './schema.ts';

type Key = { workspaceId: string; meetingId: string };

export async function insertVisit(db: Db<MeetingsTables>, row: VisitRow): Promise<void> {
  await db.insertInto('meetingVisit').values(row).execute();
}

export function findVisit(db: Db<MeetingsTables>, { workspaceId, meetingId }: Key): Promise<VisitRow | undefined> {
  return db
    .selectFrom('meetingVisit')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', '=', meetingId)
    .executeTakeFirst();
}

export async function updateVisit(
  db: Db<MeetingsTables>,
  { workspaceId, meetingId }: Key,
  change: Pick<VisitRow, 'saidAt' | 'note'>,
): Promise<void> {
  await db
    .updateTable('meetingVisit')
    .set(change)
    .where('workspaceId', '=', workspaceId)
    .where('meetingId', '=', meetingId)
    .execute();
}

type Host = { workspaceId: string; userId: string };

/** Of a host, that begin within the span; cancelled ones are none. */
export function findVisitsOf(db: Db<MeetingsTables>, host: Host, span: { from: Date; to: Date }): Promise<VisitRow[]> {
  return visitsOf(db, host)
    .selectAll('meetingVisit')
    .where('meeting.startsAt', '>=', span.from)
    .where('meeting.startsAt', '<', span.to)
    .orderBy('meeting.startsAt')
    .orderBy('meeting.id')
    .limit(100)
    .execute();
}

/** When the first one begins that is planned from then on. */
export async function findNextVisitOf(db: Db<MeetingsTables>, host: Host, from: Date): Promise<Date | undefined> {
  const found = await visitsOf(db, host)
    .select('meeting.startsAt')
    .where('meeting.state', '=', 'planned')
    .where('meeting.startsAt', '>=', from)
    .orderBy('meeting.startsAt')
    .limit(1)
    .executeTakeFirst();
  return found?.startsAt;
}

function visitsOf(db: Db<MeetingsTables>, { workspaceId, userId }: Host) {
  return db
    .selectFrom('meetingVisit')
    .innerJoin('meeting', (join) =>
      join
        .onRef('meeting.workspaceId', '=', 'meetingVisit.workspaceId')
        .onRef('meeting.id', '=', 'meetingVisit.meetingId'),
    )
    .innerJoin('meetingHost', (join) =>
      join
        .onRef('meetingHost.workspaceId', '=', 'meeting.workspaceId')
        .onRef('meetingHost.meetingId', '=', 'meeting.id'),
    )
    .where('meetingVisit.workspaceId', '=', workspaceId)
    .where('meetingHost.userId', '=', userId)
    .where('meeting.state', '<>', 'cancelled');
}
