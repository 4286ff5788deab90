import type { Db } from '#platform/db';
import type { HostTables } from './schema.ts';

type Key = { workspaceId: string; userId: string };

export async function wantsMails(db: Db<HostTables>, { workspaceId, userId }: Key): Promise<boolean> {
  const refused = await db
    .selectFrom('meetingMailsRefused')
    .select('refusedAt')
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return refused === undefined;
}

/** False: they have said so already. */
export async function refuseMails(db: Db<HostTables>, key: Key, refusedAt: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows: rows = 0n } = await db
    .insertInto('meetingMailsRefused')
    .values({ ...key, refusedAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return rows > 0n;
}

export async function allowMails(db: Db<HostTables>, { workspaceId, userId }: Key): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('meetingMailsRefused')
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
