/**
 * Meetings: what is planned with a person at a time, by video, phone or in person, and whether it took place.
 * By hand one meeting may lie upon another; whoever books for themselves never gets a time that somebody has.
 */
export { requireMeeting, toMeetingView, toMeetingViews } from './answers.ts';
export { busyTimesOf } from './calendars/answers.ts';
export { readCalendarJob, wakeCalendars } from './calendars/jobs.ts';
export { tellOfBooking, tellOfBookings } from './booking/jobs.ts';
export { callWishPages } from './booking/call-wishes/pages.ts';
export { callWished } from './booking/call-wishes/events.ts';
export { findCallWish } from './booking/call-wishes/queries.ts';
export { bookingPages } from './booking/pages.ts';
export { lookForFreeTimes, watchWaitingLists } from './booking/waiting/jobs.ts';
export { waitingPages } from './booking/waiting/pages.ts';
export { writeEntry, writeMeetings } from './calendars/writing/jobs.ts';
export { createPage } from './booking/commands/pages.ts';
export { invitation } from './booking/rules/invitation.ts';
export { spanIn } from './booking/words.ts';
export { wantsMails } from './hosts/queries.ts';
export { insertMeetings } from './commands/history.ts';
export type { MeetingsWorld } from './commands/parts.ts';
export {
  meetingCancelled,
  meetingChanged,
  meetingHeld,
  meetingMissed,
  meetingPlanned,
  meetingReopened,
} from './events.ts';
export { tellHost, tellHosts } from './hosts/telling.ts';
export { providerAddresses } from './providers/adapters/addresses.ts';
export { placeMeeting, placeMeetings } from './providers/jobs.ts';
export { entryPages } from './providers/pages.ts';
export { forgetProviderEvents } from './providers/queries.ts';
export { providerHooks } from './providers/routes.ts';
export { createPlace } from './places/commands.ts';
export { forgetPictures } from './places/pictures.ts';
export { noteAbsences, noteAbsent } from './places/jobs.ts';
export { countPlanned, sumHeld } from './queries/held.ts';
export { findMeeting, type HostedMeeting } from './queries/meetings.ts';
export { guestPage } from './room/paths.ts';
export { forgetGuestLinks } from './room/queries.ts';
export { openRooms } from './room/rooms.ts';
export { roomRoutes } from './room/routes.ts';
export { meetingsRoutes } from './routes.ts';
export type { MeetingsTables } from './schema.ts';
export { recordInvitation } from './visits/commands.ts';
