import type { Db } from '#platform/db';
import type { CarrierEventRow, TelephonyTables } from '../schema.ts';

/** Those that are news; a carrier tells the same until it is heard. */
export async function insertCarrierEvents(
  db: Db<TelephonyTables>,
  rows: readonly CarrierEventRow[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const fresh = await db
    .insertInto('carrierEvent')
    .values(rows.map((row) => ({ ...row, event: JSON.stringify(row.event) })))
    .onConflict((conflict) => conflict.columns(['workspaceId', 'lineId', 'dedupeKey']).doNothing())
    .returning('id')
    .execute();
  return fresh.map((row) => row.id);
}
