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

/** Of a host, that begin within the span; cancelled ones are none. */
export function findVisitsOf(
  db: Db<MeetingsTables>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  span: { from: Date; to: Date },
): Promise<VisitRow[]> {
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
    .selectAll('meetingVisit')
    .where('meetingVisit.workspaceId', '=', workspaceId)
    .where('meetingHost.userId', '=', userId)
    .where('meeting.state', '<>', 'cancelled')
    .where('meeting.startsAt', '>=', span.from)
    .where('meeting.startsAt', '<', span.to)
    .orderBy('meeting.startsAt')
    .orderBy('meeting.id')
    .limit(100)
    .execute();
}
