import { z } from 'zod';
import { Id, Instant } from '#platform/operation';
import { BookingAnswer, MeetingAt, MeetingWay } from './shapes.ts';

export const MeetingState = z.enum(['planned', 'held', 'no_show', 'cancelled']);
export type MeetingState = z.infer<typeof MeetingState>;

export const MeetingView = z.strictObject({
  id: Id,
  contactId: Id,
  /** Empty where the asker may see the meeting, but not the person. */
  contactName: z.string(),
  dealId: Id.nullable(),
  title: z.string(),
  way: MeetingWay,
  /** The address of a place, or the link into somebody else's room. */
  location: z.string().nullable(),
  /** The showroom to which the person comes. */
  placeId: Id.nullable(),
  /** Where a meeting by video takes place elsewhere; null: in our own room. */
  place: MeetingAt.nullable(),
  startsAt: Instant,
  endsAt: Instant,
  hostIds: z.array(Id),
  state: MeetingState,
  /** `booking`: the person planned it themselves. */
  source: z.enum(['hand', 'booking']),
  /** The person is told of it by mail, and of every change. */
  invited: z.boolean(),
  answers: z.array(BookingAnswer),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type MeetingView = z.infer<typeof MeetingView>;
