import type { Transaction } from 'kysely';
import { z } from 'zod';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { when } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import { meetingCancelled, meetingChanged } from '../../events.ts';
import { bookingPageChanged, hoursSet } from '../events.ts';
import type { TellingWorld } from '../telling.ts';
import { tellWaiting } from './commands.ts';
import { waitingBegun } from './events.ts';
import { findPagesWaitedFor } from './queries.ts';

/** Calendars elsewhere change, days come within reach, and invitations run out, without anything being announced. */
const lookEveryMs = 600_000;

const looking = {
  name: 'meetings.lookForFreeTimes',
  payload: z.strictObject({ workspaceId: z.uuid() }),
  attempts: 8,
};

/** Goes through all pages of a workspace for which somebody waits, and looks again while somebody does. */
export const lookForFreeTimes = defineJob({
  ...looking,
  run: async ({ workspaceId }, { ground }) => {
    const now = ground.ports.clock();
    const db = dbOf<TellingWorld>(ground, { workspaceId });
    for (const pageId of await findPagesWaitedFor(db, workspaceId))
      await tellWaiting(db, ground, { workspaceId, pageId }, now);
    if ((await findPagesWaitedFor(db, workspaceId)).length === 0) return;
    // By the clock of the queue, which is the database's.
    const runAt = new Date(Date.now() + lookEveryMs);
    await enqueue(db, looking, { workspaceId }, { key: `waiting lists of ${workspaceId}`, runAt });
  },
});

const look = async (
  _facts: unknown,
  { event: { workspaceId }, trx }: { event: EventRow; trx: Transaction<PlatformTables> },
): Promise<void> => enqueue(trx, looking, { workspaceId }, { key: `waiting lists of ${workspaceId} now` });

/** What may make a time free. */
export const watchWaitingLists = [
  when(meetingCancelled, look),
  when(meetingChanged, look),
  when(hoursSet, look),
  when(bookingPageChanged, look),
  when(waitingBegun, look),
];
