import type { Db } from '#platform/db';
import type { ConsentTables, DirectoryCheckRow, PresumptionRow } from '../schema.ts';

/** The reason in force. Earlier ones stand in the events. */
export async function upsertPresumption(db: Db<ConsentTables>, row: PresumptionRow): Promise<void> {
  const { basis, reason, recordedBy, recordedAt } = row;
  await db
    .insertInto('presumption')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'contactId']).doUpdateSet({ basis, reason, recordedBy, recordedAt }),
    )
    .execute();
}

export async function insertPresumptions(db: Db<ConsentTables>, rows: readonly PresumptionRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000)
    await db
      .insertInto('presumption')
      .values(rows.slice(from, from + 1000))
      .execute();
}

export function deletePresumption(
  db: Db<ConsentTables>,
  key: { workspaceId: string; contactId: string },
): Promise<PresumptionRow | undefined> {
  return db
    .deleteFrom('presumption')
    .where('workspaceId', '=', key.workspaceId)
    .where('contactId', '=', key.contactId)
    .returningAll()
    .executeTakeFirst();
}

export async function upsertDirectoryCheck(db: Db<ConsentTables>, row: DirectoryCheckRow): Promise<void> {
  const { listing, customer, checkedBy, checkedAt } = row;
  await db
    .insertInto('directoryCheck')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'contactId']).doUpdateSet({ listing, customer, checkedBy, checkedAt }),
    )
    .execute();
}
