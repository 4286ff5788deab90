import { z } from 'zod';
import { MeetingWay } from '../contract/shapes.ts';

/** Every event of a meeting carries its facts whole, so that neighbours need not read our tables. */
export const facts = {
  meetingId: z.uuid(),
  contactId: z.uuid(),
  dealId: z.uuid().nullable(),
  title: z.string(),
  way: MeetingWay,
  /** Where it takes place elsewhere. */
  providerId: z.uuid().nullable().default(null),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  hostIds: z.array(z.uuid()),
  source: z.enum(['hand', 'booking']),
  /** Planned by hand, and the person is told by mail. */
  invited: z.boolean().default(false),
};
