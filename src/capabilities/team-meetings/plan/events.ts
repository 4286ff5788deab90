import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { Repeats } from './contract.ts';

const facts = {
  planId: z.uuid(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  repeats: Repeats,
  memberIds: z.array(z.uuid()),
};

/** Also of the next one of a series, when the one before is over. */
export const teamMeetingPlanned = defineEvent('team-meetings.planned', z.strictObject(facts));
/** `before`: what it was. */
export const teamMeetingMoved = defineEvent(
  'team-meetings.moved',
  z.strictObject({ ...facts, before: z.strictObject({ startsAt: z.iso.datetime(), memberIds: z.array(z.uuid()) }) }),
);
export const teamMeetingCancelled = defineEvent('team-meetings.cancelled', z.strictObject(facts));
