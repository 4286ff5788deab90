import { z } from 'zod';
import { type Db } from '#platform/db';
import { dbOf, type Ground } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import type { PlatformTables } from '#platform/schema';
import { type Listener, when } from '#platform/pump';
import { meetingCancelled, meetingChanged, meetingPlanned, meetingReopened } from '../../events.ts';
import { meetingPlaced } from '../../providers/events.ts';
import { findMeeting, type HostedMeeting } from '../../queries/meetings.ts';
import type { MeetingsTables } from '../../schema.ts';
import { openCalendar } from '../commands.ts';
import type { CalendarRow } from '../schema.ts';
import { deleteEntry, putEntry } from './caldav.ts';
import { entryText } from './entry.ts';
import * as queries from './queries.ts';

const writing = {
  name: 'meetings.writeEntry',
  payload: z.strictObject({ workspaceId: z.uuid(), meetingId: z.uuid() }),
  attempts: 12,
};
type WritingWorld = MeetingsTables & PlatformTables;

/** Makes what stands in the hosts' calendars what it is here: written, moved or taken out. May run as often as it likes. */
export const writeEntry = defineJob({
  ...writing,
  async run(key, { ground, signal }) {
    const db = dbOf<WritingWorld>(ground, { workspaceId: key.workspaceId });
    const meeting = await findMeeting(db, key);
    const stands = meeting !== undefined && meeting.state !== 'cancelled';
    const wanted = stands ? await queries.findWritable(db, key.workspaceId, meeting.hostIds) : [];
    const written = await queries.listEntries(db, key);
    const reach = { privateHosts: ground.config.privateHosts, signal };
    for (const { calendar, etag } of written) {
      if (wanted.some(({ id }) => id === calendar.id)) continue;
      await deleteEntry(await openCalendar(db, ground.secrets, calendar), key.meetingId, etag, reach);
      await queries.forgetEntry(db, { ...key, calendarId: calendar.id });
    }
    const now = ground.ports.clock();
    for (const calendar of meeting ? wanted : []) {
      const known = written.find((entry) => entry.calendar.id === calendar.id);
      // What is over and was never written would only be found by surprise.
      if (!meeting || (!known && meeting.endsAt <= now)) continue;
      await write(db, ground, { meeting, calendar, etag: known?.etag ?? null, now, signal });
    }
  },
});

async function write(
  db: Db<WritingWorld>,
  ground: Ground,
  {
    meeting,
    calendar,
    etag,
    now,
    signal,
  }: { meeting: HostedMeeting; calendar: CalendarRow; etag: string | null; now: Date; signal: AbortSignal },
): Promise<void> {
  const { id: meetingId, workspaceId, contactId, title, startsAt, endsAt } = meeting;
  const location = meeting.place?.joinUrl ?? meeting.location;
  const { publicUrl, privateHosts } = ground.config;
  const url = publicUrl === undefined ? null : `${publicUrl}/menschen/${contactId}`;
  const text = entryText({ meetingId, workspaceId, title, location, startsAt, endsAt, url, writtenAt: now });
  const open = await openCalendar(db, ground.secrets, calendar);
  const fresh = await putEntry(open, meetingId, { text, etag }, { privateHosts, signal });
  await queries.keepEntry(db, { workspaceId, meetingId, calendarId: calendar.id, etag: fresh, writtenAt: now });
}

/** Behind one another with the reading of calendars, for the same reason. */
export async function writeSoon<Tables>(
  db: Db<Tables>,
  key: { workspaceId: string; meetingId: string },
): Promise<void> {
  await enqueue(db, writing, key, { key: `calendar entry ${key.meetingId}`, queue: 'calendars' });
}

/** What was held stays where it is: it took place then. */
export const writeMeetings: readonly Listener[] = [
  meetingPlanned,
  meetingChanged,
  meetingCancelled,
  meetingReopened,
  meetingPlaced,
].map((event) =>
  when<typeof event.shape>(event, ({ meetingId }, { event: { workspaceId }, trx }) =>
    writeSoon(trx, { workspaceId, meetingId }),
  ),
);
