import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { listMeetings } from '../../queries/meetings.ts';
import type { MeetingsTables } from '../../schema.ts';
import { type CalendarsWorld, requireOwn } from '../commands.ts';
import { calendarWritten } from '../events.ts';
import type { CalendarRow } from '../schema.ts';
import { writeInto } from './queries.ts';
import { writeSoon } from './jobs.ts';

/** From now on planned meetings of its user stand in it, or no longer. Those that stand there stay until they are moved or cancelled. */
export function setWriting(
  db: Db<CalendarsWorld & MeetingsTables>,
  actor: Actor & { userId: string },
  calendarId: string,
  on: boolean,
  now: Date,
): Promise<CalendarRow> {
  return inTransaction(db, async (trx) => {
    const row = await requireOwn(trx, actor, calendarId);
    if (row.kind !== 'caldav')
      throw new Refusal(
        422,
        'calendar_read_only',
        'In diesen Kalender kann Klinke nicht schreiben: Er ist nur zum Lesen da.',
      );
    if ((row.writingSince !== null) === on) return row;
    const writingSince = on ? now : null;
    await writeInto(trx, row, writingSince);
    await announce(trx, actor, calendarWritten, { calendarId, name: row.name, on }, now);
    const { workspaceId, userId } = row;
    const coming = await listMeetings(
      trx,
      workspaceId,
      { userId, state: 'planned', from: now.toISOString(), sort: 'startsAt' },
      { limit: 500, after: undefined },
    );
    for (const { id: meetingId } of coming) await writeSoon(trx, { workspaceId, meetingId });
    return { ...row, writingSince };
  });
}
