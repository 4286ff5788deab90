import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { HostedMeeting } from '../../queries/meetings.ts';

/** What a mail program puts into the calendar, moves there or takes out again. It is known by the meeting, so a later one takes the place of an earlier. */
export function invitation(
  meeting: Pick<HostedMeeting, 'id' | 'title' | 'startsAt' | 'endsAt' | 'state' | 'version'>,
  about: { company: string; organizer: string; attendee: string; where: string; address: string; uid?: string },
  now: Date,
): string {
  const cancelled = meeting.state === 'cancelled';
  const { company, organizer, attendee, where, address } = about;
  return ical({
    prodId: { company: 'Klinke', product: 'Termine' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    events: [
      {
        id: about.uid ?? `${meeting.id}@klinke`,
        sequence: meeting.version,
        stamp: now,
        start: meeting.startsAt,
        end: meeting.endsAt,
        summary: `${meeting.title} (${company})`,
        location: where,
        url: address,
        status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
        organizer: { name: company, email: organizer },
        attendees: [{ email: attendee, rsvp: false }],
      },
    ],
  }).toString();
}
