import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { announce } from '#platform/events';
import type { MeetingsWorld } from '../commands/parts.ts';
import type { MeetingMails } from './contract.ts';
import { mailsChosen } from './events.ts';
import { allowMails, refuseMails } from './queries.ts';

export function chooseMails(
  db: Db<MeetingsWorld>,
  actor: Actor & { userId: string },
  { wanted }: MeetingMails,
  now: Date,
): Promise<MeetingMails> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const key = { workspaceId, userId };
    const changed = wanted ? await allowMails(trx, key) : await refuseMails(trx, key, now);
    if (changed) await announce(trx, actor, mailsChosen, { userId, wanted }, now);
    return { wanted };
  });
}
