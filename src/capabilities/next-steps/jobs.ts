import { z } from 'zod';
import { callMissed } from '#calls';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { when } from '#platform/pump';
import { planCallBack } from './commands/call-back.ts';
import type { StepsWorld } from './commands/next-steps.ts';

export const callBack = defineJob({
  name: 'next-steps.callBack',
  payload: z.strictObject({
    workspaceId: z.uuid(),
    lineCallId: z.uuid(),
    contactId: z.uuid(),
    userId: z.uuid().nullable(),
    rangAt: z.iso.datetime(),
  }),
  attempts: 8,
  run: (missed, { ground }) =>
    planCallBack(dbOf<StepsWorld>(ground, { workspaceId: missed.workspaceId }), missed, ground.ports.clock()),
});

/** Of an unknown caller there is nobody to call back. One after the other for each person, who may have tried three times in a row. */
export const callBackMissed = when(callMissed, async ({ contactId, ...missed }, { event: { workspaceId }, trx }) => {
  if (contactId === null) return;
  const { lineCallId, userId, rangAt } = missed;
  await enqueue(
    trx,
    callBack,
    { workspaceId, contactId, lineCallId, userId, rangAt },
    { queue: `call-back ${contactId}` },
  );
});
