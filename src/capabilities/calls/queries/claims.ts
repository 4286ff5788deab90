import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { CallClaimRow, CallsTables } from '../schema.ts';

type Claim = Omit<CallClaimRow, 'claimedAt'>;
type SessionKey = { workspaceId: string; sessionId: string };

/** `false`: somebody else has this person. Waits for whoever is claiming them at this very moment. */
export async function insertClaim(db: Db<CallsTables>, claim: Claim, now: Date): Promise<boolean> {
  const { workspaceId, contactId } = claim;
  await sql`
    delete from call_claim where workspace_id = ${workspaceId} and contact_id = ${contactId} and lease_until <= ${now}
  `.execute(db);
  const inserted = await db
    .insertInto('callClaim')
    .values({ ...claim, request: claim.request && (JSON.stringify(claim.request) as never), claimedAt: now })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'contactId']).doNothing())
    .returning('contactId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** For a call that begins: one's own claim is kept on, anybody else's stands in the way until it has run out. */
export async function claimForCall(
  db: Db<CallsTables>,
  claim: Pick<Claim, 'workspaceId' | 'contactId' | 'userId' | 'purpose' | 'leaseUntil'>,
  now: Date,
): Promise<boolean> {
  const { workspaceId, contactId, userId, purpose, leaseUntil } = claim;
  const { rows } = await sql`
    insert into call_claim as k (workspace_id, contact_id, user_id, purpose, claimed_at, lease_until)
    values (${workspaceId}, ${contactId}, ${userId}, ${purpose}, ${now}, ${leaseUntil})
    on conflict (workspace_id, contact_id) do update
      set user_id = excluded.user_id, lease_until = greatest(k.lease_until, excluded.lease_until),
          session_id = case when k.user_id = excluded.user_id then k.session_id end,
          claimed_at = case when k.user_id = excluded.user_id then k.claimed_at else excluded.claimed_at end
      where k.user_id = excluded.user_id or k.lease_until <= ${now}
    returning k.contact_id
  `.execute(db);
  return rows.length > 0;
}

/** For a call out of a dialer: only on the claim one has. Waits for whoever is taking it over at this very moment, and then finds none. */
export async function keepForCall(
  db: Db<CallsTables>,
  { workspaceId, contactId, userId, leaseUntil }: Pick<Claim, 'workspaceId' | 'contactId' | 'userId' | 'leaseUntil'>,
): Promise<boolean> {
  const { rows } = await sql`
    update call_claim set lease_until = greatest(lease_until, ${leaseUntil}::timestamptz)
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and user_id = ${userId}
    returning contact_id
  `.execute(db);
  return rows.length > 0;
}

/** Whom the setter has; also when the lease has run out, as long as nobody else wanted them. */
export function findClaim(
  db: Db<CallsTables>,
  { workspaceId, sessionId }: SessionKey,
): Promise<CallClaimRow | undefined> {
  return db
    .selectFrom('callClaim')
    .selectAll()
    .where('workspaceId', '=', workspaceId)
    .where('sessionId', '=', sessionId)
    .executeTakeFirst();
}

export async function renewClaim(db: Db<CallsTables>, key: SessionKey, leaseUntil: Date): Promise<string | null> {
  const renewed = await db
    .updateTable('callClaim')
    .set({ leaseUntil })
    .where('workspaceId', '=', key.workspaceId)
    .where('sessionId', '=', key.sessionId)
    .returning('contactId')
    .executeTakeFirst();
  return renewed?.contactId ?? null;
}

export async function deleteClaim(db: Db<CallsTables>, { workspaceId, sessionId }: SessionKey): Promise<void> {
  await db.deleteFrom('callClaim').where('workspaceId', '=', workspaceId).where('sessionId', '=', sessionId).execute();
}
