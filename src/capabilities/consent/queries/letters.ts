import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { WayReport } from '../contract.ts';
import type { ConsentFormRow, ConsentLetterRow, ConsentTables, LetterBatchRow } from '../schema.ts';

export async function insertBatch(db: Db<ConsentTables>, row: LetterBatchRow): Promise<void> {
  await db
    .insertInto('consentLetterBatch')
    .values({ ...row, people: JSON.stringify(row.people), leftOut: JSON.stringify(row.leftOut) })
    .execute();
}

export function listBatches(
  db: Db<ConsentTables>,
  workspaceId: string,
): Promise<(LetterBatchRow & { permitted: number })[]> {
  return db
    .selectFrom('consentLetterBatch')
    .selectAll()
    .select(
      // Counted while it grows; afterwards it is known.
      sql<number>`case when state = 'done' then printed else (
        select count(*)::int from consent_letter l
        where l.workspace_id = consent_letter_batch.workspace_id and l.batch_id = consent_letter_batch.id
      ) end`.as('permitted'),
    )
    .where('workspaceId', '=', workspaceId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export function findBatch(db: Db<ConsentTables>, workspaceId: string, id: string): Promise<LetterBatchRow | undefined> {
  return db
    .selectFrom('consentLetterBatch')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function updateBatch(
  db: Db<ConsentTables>,
  key: { workspaceId: string; id: string },
  {
    leftOut,
    ...change
  }: Partial<Pick<LetterBatchRow, 'state' | 'households' | 'printed' | 'leftOut' | 'fileId' | 'finishedAt'>>,
): Promise<void> {
  await db
    .updateTable('consentLetterBatch')
    .set({ ...change, ...(leftOut && { leftOut: JSON.stringify(leftOut) }) })
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.id)
    .execute();
}

/** `false`: this household has its letter of this batch already. */
export async function insertLetter(db: Db<ConsentTables>, row: ConsentLetterRow): Promise<boolean> {
  const inserted = await db
    .insertInto('consentLetter')
    .values(row)
    .onConflict((conflict) => conflict.columns(['workspaceId', 'batchId', 'household']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** In the order in which they were made. */
export function findLetters(
  db: Db<ConsentTables>,
  batch: { workspaceId: string; id: string },
  page: { after: string; limit: number },
): Promise<ConsentLetterRow[]> {
  return db
    .selectFrom('consentLetter')
    .selectAll()
    .where('workspaceId', '=', batch.workspaceId)
    .where('batchId', '=', batch.id)
    .where('id', '>', page.after)
    .orderBy('id')
    .limit(page.limit)
    .execute();
}

export async function countLetters(db: Db<ConsentTables>, batch: { workspaceId: string; id: string }): Promise<number> {
  const { rows } = await sql<{ letters: number }>`
    select count(*)::int as letters from consent_letter where workspace_id = ${batch.workspaceId} and batch_id = ${batch.id}
  `.execute(db);
  return rows[0]?.letters ?? 0;
}

/** The form behind a letter's own address, while it is open. */
export async function findFormOfLetter(
  db: Db<ConsentTables>,
  workspaceId: string,
  key: Buffer,
): Promise<{ form: ConsentFormRow; letter: ConsentLetterRow } | undefined> {
  const letter = await db
    .selectFrom('consentLetter')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!letter) return undefined;
  const { rows } = await sql<ConsentFormRow>`
    select f.* from consent_letter_batch b
    join consent_form f on f.workspace_id = b.workspace_id and f.id = b.form_id and f.closed_at is null
    where b.workspace_id = ${workspaceId} and b.id = ${letter.batchId}
  `.execute(db);
  const [form] = rows;
  return form && { form, letter };
}

export async function markOpened(db: Db<ConsentTables>, letter: ConsentLetterRow, now: Date): Promise<void> {
  await db
    .updateTable('consentLetter')
    .set({ openedAt: now })
    .where('workspaceId', '=', letter.workspaceId)
    .where('id', '=', letter.id)
    .where('openedAt', 'is', null)
    .execute();
}

export function findLetter(
  db: Db<ConsentTables>,
  workspaceId: string,
  id: string,
): Promise<ConsentLetterRow | undefined> {
  return db
    .selectFrom('consentLetter')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function insertFile(db: Db<Pick<PlatformTables, 'file'>>, file: PlatformTables['file']): Promise<void> {
  await db.insertInto('file').values(file).execute();
}

/** Each batch: pages opened of those that were sent, then as with forms. */
export async function reportLetters(db: Db<ConsentTables>, workspaceId: string, since: Date): Promise<WayReport[]> {
  const { rows } = await sql<WayReport>`
    select 'letter' as way, b.id, b.name, b.printed as sent, coalesce(l.opened, 0)::int as shown, coalesce(l.begun, 0)::int as begun,
           coalesce(l.confirmed, 0)::int as confirmed, coalesce(l.withdrawn, 0)::int as withdrawn
    from consent_letter_batch b
    left join lateral (
      select count(distinct l.id) filter (where l.opened_at is not null) as opened, count(r.id) as begun, count(r.contact_id) as confirmed,
             count(*) filter (where r.contact_id is not null and (r.withdrawn_at is not null or exists (
               select 1 from consent_entry e
               where e.workspace_id = r.workspace_id and e.contact_id = r.contact_id and e.purpose = 'advertising' and e.state = 'denied'
                 and e.at >= coalesce(r.confirmed_at, r.number_confirmed_at)
                 and r.asked @> jsonb_build_array(jsonb_build_object('channel', e.channel))))) as withdrawn
      from consent_letter l left join consent_request r on r.workspace_id = l.workspace_id and r.letter_id = l.id
      where l.workspace_id = b.workspace_id and l.batch_id = b.id
    ) l on true
    where b.workspace_id = ${workspaceId} and b.created_at >= ${since} and b.state = 'done'
    order by b.created_at desc, b.id desc
    limit 200
  `.execute(db);
  return rows;
}

export function findFile(
  db: Db<Pick<PlatformTables, 'file'>>,
  workspaceId: string,
  id: string,
): Promise<PlatformTables['file'] | undefined> {
  return db
    .selectFrom('file')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}
