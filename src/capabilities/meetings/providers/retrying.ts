import { type Db, inTransaction } from '#platform/db';
import type { MeetingsWorld } from '../commands/parts.ts';
import type { HostedMeeting } from '../queries/meetings.ts';
import { wantAgain } from './queries.ts';
import { placeSoon } from './soon.ts';

/** Asked for by hand. What comes of it, is announced then. */
export function retryPlace(
  db: Db<MeetingsWorld>,
  { workspaceId, id: meetingId, state }: HostedMeeting,
  now: Date,
): Promise<boolean> {
  if (state !== 'planned') return Promise.resolve(false);
  return inTransaction(db, async (trx) => {
    const retried = await wantAgain(trx, { workspaceId, meetingId }, now);
    if (retried) await placeSoon(trx, { workspaceId, meetingId });
    return retried;
  });
}
