import { z } from 'zod';
import { defineOperation, Download, Id, Instant, Line, Upload } from '#platform/operation';

export { hostsPath, guestsPath } from './paths.ts';
export type {
  GivenFile,
  IceServer,
  Over,
  Person,
  Place,
  RoomNews,
  RoomState,
  RoomWish,
  Said,
  Shows,
  Signal,
  Waiting,
} from './messages.ts';

const params = z.strictObject({ meetingId: Id });

export const GuestLink = z.strictObject({ address: z.string(), expiresAt: Instant });
export type GuestLink = z.infer<typeof GuestLink>;

export const giveGuestLink = defineOperation({
  name: 'meetings.giveGuestLink',
  method: 'POST',
  path: '/meetings/:meetingId/guest-link',
  summary: 'The link by which the person comes into the room of a video meeting; the same one until it is revoked',
  permission: 'meetings.write',
  params,
  status: 200,
  output: GuestLink,
  refusals: ['meeting_without_room'],
});

export const revokeGuestLink = defineOperation({
  name: 'meetings.revokeGuestLink',
  method: 'DELETE',
  path: '/meetings/:meetingId/guest-link',
  summary: 'Let nobody come in by the link that was given out; asking again gives a new one',
  permission: 'meetings.write',
  params,
  status: 204,
  output: z.null(),
});

/** Who waits at the door of a meeting, by the names they gave themselves. */
export const Knock = z.strictObject({
  meetingId: Id,
  contactId: Id,
  contactName: z.string(),
  names: z.array(z.string()),
});
export type Knock = z.infer<typeof Knock>;

export const listKnocks = defineOperation({
  name: 'meetings.listKnocks',
  method: 'GET',
  path: '/meetings/knocks',
  summary: 'Guests who wait in rooms of mine in which nobody of us is',
  permission: 'meetings.read',
  output: z.strictObject({ items: z.array(Knock) }),
});

const token = z.string().max(100);

/** What a guest may know before they are let in. */
export const RoomVisit = z.strictObject({
  company: z.string(),
  hosts: z.array(z.string()),
  startsAt: Instant,
});
export type RoomVisit = z.infer<typeof RoomVisit>;

export const visitRoom = defineOperation({
  name: 'meetings.visitRoom',
  method: 'POST',
  path: '/meetings/room-visits',
  summary: 'What a guest link leads to',
  permission: 'public',
  body: z.strictObject({ token }),
  status: 200,
  output: RoomVisit,
  refusals: ['link_unknown', 'link_expired', 'link_revoked'],
});

/** Made up by a page; it names no record. */
const word = z.string().regex(/^[\w-]{1,60}$/);
/** Told only to who is inside, and for as long as they are. */
const key = word;

export const giveFile = defineOperation({
  name: 'meetings.giveFile',
  method: 'POST',
  path: '/meetings/room-files',
  summary: 'Give a picture, a PDF or a sound, at most 25 MB, to everybody in a room; it goes with the room',
  permission: 'public',
  query: z.strictObject({ key, id: word, name: Line(200) }),
  body: Upload,
  status: 204,
  output: z.null(),
  refusals: ['not_inside', 'too_large', 'file_empty', 'file_unknown', 'too_many_files'],
});

export const takeFile = defineOperation({
  name: 'meetings.takeFile',
  method: 'GET',
  path: '/meetings/room-files/:fileId',
  summary: 'A file that somebody in the room has given',
  permission: 'public',
  params: z.strictObject({ fileId: word }),
  query: z.strictObject({ key }),
  output: Download,
  refusals: ['not_inside'],
});
