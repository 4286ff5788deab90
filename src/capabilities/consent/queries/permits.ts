import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ConsentTables, ContactPermitRow, ContactUseRow } from '../schema.ts';

export async function insertPermit(db: Db<ConsentTables>, row: ContactPermitRow): Promise<void> {
  await db
    .insertInto('contactPermit')
    .values({ ...row, request: row.request && JSON.stringify(row.request) })
    .execute();
}

/** `false`: somebody has used this permit already. */
export async function insertUse(db: Db<ConsentTables>, row: ContactUseRow): Promise<boolean> {
  const inserted = await db
    .insertInto('contactUse')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'permitId']).doNothing())
    .returning('permitId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** The permit that this act was entered on. */
export function findUsedPermit(
  db: Db<ConsentTables>,
  { workspaceId, permitId, actId }: { workspaceId: string; permitId: string; actId: string },
): Promise<ContactPermitRow | undefined> {
  return db
    .selectFrom('contactPermit as p')
    .innerJoin('contactUse as u', (join) =>
      join.onRef('u.workspaceId', '=', 'p.workspaceId').onRef('u.permitId', '=', 'p.id'),
    )
    .selectAll('p')
    .where('p.workspaceId', '=', workspaceId)
    .where('p.id', '=', permitId)
    .where('u.actId', '=', actId)
    .executeTakeFirst();
}

/** The permit a mail was sent on. */
export function findPermitOfMail(
  db: Db<ConsentTables>,
  { workspaceId, permitId }: { workspaceId: string; permitId: string },
): Promise<ContactPermitRow | undefined> {
  return db
    .selectFrom('contactPermit as p')
    .innerJoin('contactUse as u', (join) =>
      join.onRef('u.workspaceId', '=', 'p.workspaceId').onRef('u.permitId', '=', 'p.id'),
    )
    .selectAll('p')
    .where('p.workspaceId', '=', workspaceId)
    .where('p.id', '=', permitId)
    .where('u.act', '=', 'mail')
    .executeTakeFirst();
}

export type UsedPermit = ContactUseRow &
  Pick<ContactPermitRow, 'channel' | 'address' | 'purpose' | 'basis' | 'norm' | 'ruleVersion' | 'validUntil'>;

/** A page of the contacts that were made, the latest first. */
export async function listUses(
  db: Db<ConsentTables>,
  key: { workspaceId: string; contactId: string },
  page: { before: readonly [usedAt: string, permitId: string] | undefined; limit: number },
): Promise<UsedPermit[]> {
  const { before } = page;
  const { rows } = await sql<UsedPermit>`
    select u.*, p.channel, p.address, p.purpose, p.basis, p.norm, p.rule_version, p.valid_until
    from contact_use u
    join contact_permit p on p.workspace_id = u.workspace_id and p.id = u.permit_id
    where u.workspace_id = ${key.workspaceId} and u.contact_id = ${key.contactId}
      and ${before ? sql`(u.used_at, u.permit_id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql`true`}
    order by u.used_at desc, u.permit_id desc
    limit ${page.limit}
  `.execute(db);
  return rows;
}

/** When each of these entries was last acted on; those that never were are not there. */
export async function lastUses(
  db: Db<ConsentTables>,
  workspaceId: string,
  entryIds: readonly string[],
): Promise<Map<string, Date>> {
  if (entryIds.length === 0) return new Map();
  const { rows } = await sql<{ entryId: string; usedAt: Date }>`
    select e.entry_id, u.used_at
    from unnest(${entryIds}::uuid[]) as e(entry_id)
    cross join lateral (
      select used_at from contact_use where workspace_id = ${workspaceId} and entry_id = e.entry_id order by used_at desc limit 1
    ) u
  `.execute(db);
  return new Map(rows.map(({ entryId, usedAt }) => [entryId, usedAt]));
}
