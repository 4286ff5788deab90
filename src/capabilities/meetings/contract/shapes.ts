import { z } from 'zod';
import { Line } from '#platform/operation';

/** `video` is our own room, `link` somebody else's. */
export const MeetingWay = z.enum(['video', 'phone', 'place', 'link']);
export type MeetingWay = z.infer<typeof MeetingWay>;

/** Nothing that a browser would run: it stands behind a button. */
const Link = z.url({ protocol: /^https?$/ }).max(1000);

export const Where = z.discriminatedUnion('way', [
  z.strictObject({ way: z.enum(['video', 'phone']) }),
  z.strictObject({ way: z.literal('place'), location: Line(300) }),
  z.strictObject({ way: z.literal('link'), location: Link }),
]);
export type Where = z.infer<typeof Where>;

/** What the person answered on a booking page. */
export const BookingAnswer = z.strictObject({ label: z.string(), answer: z.string() });
export type BookingAnswer = z.infer<typeof BookingAnswer>;
