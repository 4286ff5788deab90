import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { Chore } from '#platform/housekeeping';
import { CallEvent } from '../provider.ts';
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

export async function findCarrierEvent(
  db: Db<TelephonyTables>,
  { workspaceId, carrierEventId }: { workspaceId: string; carrierEventId: string },
): Promise<(Pick<CarrierEventRow, 'lineId' | 'receivedAt'> & { event: unknown }) | undefined> {
  return db
    .selectFrom('carrierEvent')
    .select(['lineId', 'receivedAt', 'event'])
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', carrierEventId)
    .executeTakeFirst();
}

/** What was told last on a line, newest first. */
export async function findLatestEvents(
  db: Db<TelephonyTables>,
  { workspaceId, lineId }: { workspaceId: string; lineId: string },
  limit: number,
): Promise<CallEvent[]> {
  const rows = await db
    .selectFrom('carrierEvent')
    .select('event')
    .where('workspaceId', '=', workspaceId)
    .where('lineId', '=', lineId)
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ event }) => CallEvent.safeParse(event).data ?? []);
}

/** Word for word they hold numbers; after that time nobody repeats anything and nobody looks into it. */
export const carrierEventDays = 30;

export const forgetCarrierEvents: Chore<TelephonyTables> = async (db, now, most) => {
  const { numAffectedRows } = await sql`
    delete from carrier_event where (workspace_id, id) in (
      select workspace_id, id from carrier_event
      where received_at < ${new Date(now.getTime() - carrierEventDays * 86_400_000)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};
