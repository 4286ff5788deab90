import type { Db } from '#platform/db';
import type { ConsentSummaryRow, ConsentTables } from '../schema.ts';

type Key = Pick<ConsentSummaryRow, 'workspaceId' | 'channel'>;

export function findKeptSummary(db: Db<ConsentTables>, key: Key): Promise<ConsentSummaryRow | undefined> {
  return db
    .selectFrom('consentSummary')
    .selectAll()
    .where('workspaceId', '=', key.workspaceId)
    .where('channel', '=', key.channel)
    .executeTakeFirst();
}

export async function keepSummary(db: Db<ConsentTables>, row: ConsentSummaryRow): Promise<void> {
  const { summary, countedAt } = row;
  await db
    .insertInto('consentSummary')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'channel']).doUpdateSet({ summary, countedAt }))
    .execute();
}

export async function forgetSummary(db: Db<ConsentTables>, key: Key): Promise<void> {
  await db
    .deleteFrom('consentSummary')
    .where('workspaceId', '=', key.workspaceId)
    .where('channel', '=', key.channel)
    .execute();
}
