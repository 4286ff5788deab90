import { type ContactsTables, findContactsByIds } from '#contacts';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { MeetingView } from './contract.ts';
import { findMeeting, type HostedMeeting } from './queries/meetings.ts';
import type { MeetingsTables } from './schema.ts';

/** The one way to get at a meeting whose id came from outside. */
export async function requireMeeting(
  db: Db<MeetingsTables>,
  workspaceId: string,
  meetingId: string,
): Promise<HostedMeeting> {
  const meeting = await findMeeting(db, { workspaceId, meetingId });
  if (!meeting) throw notFound();
  return meeting;
}

/** The one place where meeting rows become what the outside sees. */
export async function toMeetingViews(
  db: Db<ContactsTables>,
  workspaceId: string,
  meetings: readonly HostedMeeting[],
): Promise<MeetingView[]> {
  const contactIds = [...new Set(meetings.map(({ contactId }) => contactId))];
  const contacts = await findContactsByIds(db, workspaceId, contactIds);
  const names = new Map(contacts.map(({ id, name }) => [id, name]));
  return meetings.map((meeting) => ({
    id: meeting.id,
    contactId: meeting.contactId,
    contactName: names.get(meeting.contactId) ?? '',
    dealId: meeting.dealId,
    title: meeting.title,
    way: meeting.way,
    location: meeting.location,
    placeId: meeting.placeId,
    place: meeting.place,
    startsAt: meeting.startsAt.toISOString(),
    endsAt: meeting.endsAt.toISOString(),
    hostIds: meeting.hostIds,
    state: meeting.state,
    source: meeting.source,
    invited: meeting.invited,
    answers: meeting.answers,
    createdAt: meeting.createdAt.toISOString(),
    updatedAt: meeting.updatedAt.toISOString(),
    version: meeting.version,
  }));
}

export async function toMeetingView(db: Db<ContactsTables>, meeting: HostedMeeting): Promise<MeetingView> {
  const [view] = await toMeetingViews(db, meeting.workspaceId, [meeting]);
  if (!view) throw new Error('one meeting in, none out');
  return view;
}
