import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { ConsentRequestRow, ConsentTables } from '../schema.ts';

export async function insertRequest(db: Db<ConsentTables>, row: ConsentRequestRow): Promise<void> {
  await db
    .insertInto('consentRequest')
    .values({ ...row, asked: JSON.stringify(row.asked) })
    .execute();
}

/** How much came lately over this line, for this mailbox or number, and over this form. One at a time, so that a hundred at once are counted too. */
export async function countRecent(
  trx: Db<ConsentTables>,
  about: Pick<ConsentRequestRow, 'workspaceId' | 'formId' | 'network' | 'email' | 'phone'>,
  since: { line: Date; address: Date; form: Date },
): Promise<{ line: number; address: number; form: number }> {
  await sql`select pg_advisory_xact_lock(7242, hashtext(${about.workspaceId}))`.execute(trx);
  const { rows } = await sql<{ line: number; address: number; form: number }>`
    select
      (select count(*) from consent_request where workspace_id = ${about.workspaceId} and network = ${about.network} and requested_at > ${since.line}) as line,
      (select count(*) from consent_request where workspace_id = ${about.workspaceId} and email = ${about.email} and requested_at > ${since.address})
        + (select count(*) from consent_request where workspace_id = ${about.workspaceId} and phone = ${about.phone} and email is null and requested_at > ${since.address}) as address,
      (select count(*) from consent_request where workspace_id = ${about.workspaceId} and form_id = ${about.formId} and requested_at > ${since.form}) as form
  `.execute(trx);
  return rows[0] ?? { line: 0, address: 0, form: 0 };
}

export function findRequestByToken(
  db: Db<ConsentTables>,
  workspaceId: string,
  tokenHash: Buffer,
): Promise<ConsentRequestRow | undefined> {
  return db
    .selectFrom('consentRequest')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
}

/** Locked until the transaction ends. */
export function lockRequest(
  db: Db<ConsentTables>,
  workspaceId: string,
  id: string,
): Promise<ConsentRequestRow | undefined> {
  return db
    .selectFrom('consentRequest')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateRequest(
  db: Db<ConsentTables>,
  key: { workspaceId: string; id: string },
  change: Partial<
    Pick<
      ConsentRequestRow,
      'confirmedAt' | 'numberConfirmedAt' | 'numberConfirmedBy' | 'withdrawnAt' | 'contactId' | 'codeTries'
    >
  >,
): Promise<void> {
  await db
    .updateTable('consentRequest')
    .set(change)
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.id)
    .execute();
}

export type WaitingRequest = ConsentRequestRow & { form: string };

/** What still waits for one of its confirmations, the latest first. */
export async function listWaiting(
  db: Db<ConsentTables>,
  workspaceId: string,
  contactId: string | undefined,
  now: Date,
): Promise<WaitingRequest[]> {
  const { rows } = await sql<WaitingRequest>`
    select r.*, f.name as form
    from consent_request r join consent_form f on f.workspace_id = r.workspace_id and f.id = r.form_id
    where r.workspace_id = ${workspaceId} and r.withdrawn_at is null
      and ${contactId ? sql`r.contact_id = ${contactId}::uuid` : sql`true`}
      and (r.confirmed_at is null and r.number_confirmed_at is null and r.expires_at > ${now}
        or r.number_confirmed_at is null and r.confirmed_at is not null and r.phone is not null
          and (r.asked @> '[{"channel":"phone"}]' or r.asked @> '[{"channel":"sms"}]'))
    order by r.requested_at desc, r.id desc
    limit 200
  `.execute(db);
  return rows;
}

/** Requests that nobody confirmed hold what people entered, and prove nothing. */
export async function forgetRequests(db: Db<ConsentTables>, now: Date, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from consent_request where (workspace_id, id) in (
      select workspace_id, id from consent_request
      where contact_id is null and expires_at < ${new Date(now.getTime() - 30 * 86_400_000)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
}
