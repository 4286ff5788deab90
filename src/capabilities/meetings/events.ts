import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { facts } from './events/facts.ts';

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
