import { z } from 'zod';
import { callMissed } from '#calls';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { when } from '#platform/pump';
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
