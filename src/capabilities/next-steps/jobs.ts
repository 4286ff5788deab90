import type { Transaction } from 'kysely';
import { z } from 'zod';
import { callMissed } from '#calls';
import {
  callWished,
  meetingCancelled,
  meetingChanged,
  meetingHeld,
  meetingMissed,
  meetingPlanned,
  meetingReopened,
} from '#meetings';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { when } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import { planWishedCall } from './commands/call-wish.ts';
import { followMeeting, type MeetingsWorld } from './commands/follow-meeting.ts';
import { planCallBack, planCallBackOfNumber } from './commands/call-back.ts';
import type { OutcomeWorld } from './commands/outcomes.ts';

const missedCall = {
  workspaceId: z.uuid(),
  lineCallId: z.uuid(),
  userId: z.uuid().nullable(),
  rangAt: z.iso.datetime(),
};

export const callBack = defineJob({
  name: 'next-steps.callBack',
  payload: z.strictObject({ ...missedCall, contactId: z.uuid() }),
  attempts: 8,
  run: (missed, { ground }) =>
    planCallBack(dbOf<OutcomeWorld>(ground, { workspaceId: missed.workspaceId }), missed, ground.ports.clock()),
});

export const callBackNumber = defineJob({
  name: 'next-steps.callBackNumber',
  payload: z.strictObject({ ...missedCall, number: z.string() }),
  attempts: 8,
  run: (missed, { ground }) =>
    planCallBackOfNumber(dbOf<OutcomeWorld>(ground, { workspaceId: missed.workspaceId }), missed, ground.ports.clock()),
});

/** One after the other for each person and number, who may have tried three times in a row. Who showed no number can't be called back. */
export const callBackMissed = when(callMissed, async (missed, { event: { workspaceId }, trx }) => {
  const { contactId, number, lineCallId, userId, rangAt } = missed;
  const call = { workspaceId, lineCallId, userId, rangAt };
  if (contactId !== null) await enqueue(trx, callBack, { ...call, contactId }, { queue: `call-back ${contactId}` });
  else if (number !== null)
    await enqueue(trx, callBackNumber, { ...call, number }, { queue: `call-back ${workspaceId} ${number}` });
});

export const callWisher = defineJob({
  name: 'next-steps.callWisher',
  payload: z.strictObject({ workspaceId: z.uuid(), wishId: z.uuid() }),
  attempts: 8,
  run: (wish, { ground }) =>
    planWishedCall(dbOf<MeetingsWorld>(ground, { workspaceId: wish.workspaceId }), wish, ground.ports.clock()),
});

export const callWishers = when(callWished, async ({ wishId }, { event: { workspaceId }, trx }) => {
  await enqueue(trx, callWisher, { workspaceId, wishId });
});

export const keepStepOfMeeting = defineJob({
  name: 'next-steps.keepStepOfMeeting',
  payload: z.strictObject({ workspaceId: z.uuid(), meetingId: z.uuid() }),
  attempts: 8,
  run: (meeting, { ground }) =>
    followMeeting(dbOf<MeetingsWorld>(ground, { workspaceId: meeting.workspaceId }), meeting, ground.ports.clock()),
});

/** Whatever happened, the step is made to fit the meeting as it is; so the last one to come decides, and the others do no harm. */
const follow = async (
  { meetingId }: { meetingId: string },
  { event: { workspaceId }, trx }: { event: EventRow; trx: Transaction<PlatformTables> },
): Promise<void> =>
  enqueue(trx, keepStepOfMeeting, { workspaceId, meetingId }, { queue: `step of meeting ${meetingId}` });
export const followMeetings = [
  when(meetingPlanned, follow),
  when(meetingChanged, follow),
  when(meetingCancelled, follow),
  when(meetingHeld, follow),
  when(meetingMissed, follow),
  when(meetingReopened, follow),
];
