import type { Db } from '#platform/db';
import type { GreetingRow, TelephonyTables } from '../schema.ts';

type Key = { workspaceId: string; userId: string };

export function findGreeting(db: Db<TelephonyTables>, { workspaceId, userId }: Key): Promise<GreetingRow | undefined> {
  return db
    .selectFrom('greeting')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .executeTakeFirst();
}

export async function putGreeting(db: Db<TelephonyTables>, row: GreetingRow): Promise<void> {
  const { samples, recordedAt } = row;
  await db
    .insertInto('greeting')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'userId']).doUpdateSet({ samples, recordedAt }))
    .execute();
}

/** False: there was none. */
export async function deleteGreeting(db: Db<TelephonyTables>, { workspaceId, userId }: Key): Promise<boolean> {
  const gone = await db
    .deleteFrom('greeting')
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .returning('userId')
    .executeTakeFirst();
  return gone !== undefined;
}
