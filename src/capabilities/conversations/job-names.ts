import { z } from 'zod';

export const recordingKeeping = {
  name: 'conversations.keepRecording',
  payload: z.strictObject({ workspaceId: z.uuid(), recordingId: z.uuid() }),
  attempts: 10,
};

export const fileRemoval = {
  name: 'conversations.removeFiles',
  payload: z.strictObject({ workspaceId: z.uuid(), files: z.array(z.string()) }),
  attempts: 25,
};

/** Of a person or of a user who has taken their consent back. */
export const withdrawnDeletion = {
  name: 'conversations.deleteWithdrawn',
  payload: z.strictObject({
    workspaceId: z.uuid(),
    whose: z.union([z.strictObject({ contactId: z.uuid() }), z.strictObject({ userId: z.uuid() })]),
    /** A yes that came later counts. */
    upTo: z.iso.datetime(),
  }),
  attempts: 25,
};
