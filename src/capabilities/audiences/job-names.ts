import { z } from 'zod';

export const grouping = {
  name: 'audiences.group',
  payload: z.strictObject({ workspaceId: z.uuid(), runId: z.uuid() }),
  attempts: 3,
};

/** Of everybody. */
export const fitting = {
  name: 'audiences.fit',
  payload: z.strictObject({ workspaceId: z.uuid() }),
  attempts: 5,
  patient: true as const,
};

/** Of one person, after something happened to them. */
export const fittingOne = {
  name: 'audiences.fitOne',
  payload: z.strictObject({ workspaceId: z.uuid(), contactId: z.uuid() }),
  attempts: 5,
  patient: true as const,
};

/** How many are in a target group, and whom one may call of them. */
export const counting = {
  name: 'audiences.count',
  payload: z.strictObject({ workspaceId: z.uuid(), audienceId: z.uuid() }),
  attempts: 5,
  patient: true as const,
};
