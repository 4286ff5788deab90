import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { MeetingWay } from './contract.ts';

/** Every event of a meeting carries its facts whole, so that neighbours need not read our tables. */
const facts = {
  meetingId: z.uuid(),
  contactId: z.uuid(),
  dealId: z.uuid().nullable(),
  title: z.string(),
  way: MeetingWay,
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  hostIds: z.array(z.uuid()),
  source: z.enum(['hand', 'booking']),
  /** Planned by hand, and the person is told by mail. */
  invited: z.boolean().default(false),
};

export const meetingPlanned = defineEvent('meetings.planned', z.strictObject(facts));
export const meetingChanged = defineEvent(
  'meetings.changed',
  z.strictObject({ ...facts, changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })) }),
);
export const meetingCancelled = defineEvent('meetings.cancelled', z.strictObject(facts));
/** It took place: at the time it was planned for. */
export const meetingHeld = defineEvent('meetings.held', z.strictObject(facts));
/** We were there, the person was not. */
export const meetingMissed = defineEvent('meetings.missed', z.strictObject(facts));
/** What was said about its outcome has been taken back. */
export const meetingReopened = defineEvent('meetings.reopened', z.strictObject(facts));
