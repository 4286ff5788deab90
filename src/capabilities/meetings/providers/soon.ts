import { z } from 'zod';
import type { Db } from '#platform/db';
import { enqueue } from '#platform/jobs';

export const placing = {
  name: 'meetings.place',
  payload: z.strictObject({
    workspaceId: z.uuid(),
    meetingId: z.uuid(),
    /** Long after we gave up: is one left there that nobody wants? */
    sweep: z.boolean().default(false),
  }),
  attempts: 12,
};

type Soon = { workspaceId: string; meetingId: string; sweep?: boolean };

/** One after the other for the whole house, as calendars are: providers that hang must not keep the workers from what people wait for, and no meeting is made twice at once. */
export async function placeSoon<Tables>(db: Db<Tables>, payload: Soon, afterMs = 0): Promise<void> {
  await enqueue(db, placing, payload, {
    key: `${payload.sweep ? 'sweep' : 'place'} of meeting ${payload.meetingId}`,
    queue: 'meetings elsewhere',
    ...(afterMs > 0 && { runAt: new Date(Date.now() + afterMs) }),
  });
}
