import { checkContact } from '#contacts';
import { openDealsOf } from '#deals';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { profilingObjected, profilingObjectionWithdrawn } from '../events.ts';
import { findStandingObjection, insertObjection, withdrawObjection } from '../queries/objections.ts';
import { deleteScores } from '../queries/scores.ts';
import type { ProfilingObjectionRow } from '../schema.ts';
import { scoreSoon } from './asking.ts';
import type { ScoringWorld } from './world.ts';

type User = Actor & { userId: string };
export type Objecting = { objectedAt: string; way: ProfilingObjectionRow['way']; note?: string | undefined };

/** Art. 21 (1), (2) and 22 GDPR: from here on no features, no score, and no part in what is learned. What is said of the person goes in the same transaction. */
export function object(
  db: Db<ScoringWorld>,
  actor: User,
  contactId: string,
  { objectedAt, way, note }: Objecting,
  now: Date,
): Promise<ProfilingObjectionRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    await checkContact(trx, workspaceId, contactId);
    if (new Date(objectedAt) > now)
      throw new Refusal(422, 'in_the_future', 'Das liegt in der Zukunft. Bitte den Tag prüfen.');
    const row: ProfilingObjectionRow = {
      workspaceId,
      id: newId(now.getTime()),
      contactId,
      objectedAt: new Date(objectedAt),
      way,
      note: note ?? null,
      recordedBy: userId,
      recordedAt: now,
      withdrawnAt: null,
      withdrawnBy: null,
    };
    if (!(await insertObjection(trx, row))) return (await findStandingObjection(trx, workspaceId, contactId)) ?? row;
    await forget(trx, workspaceId, contactId);
    await announce(
      trx,
      actor,
      profilingObjected,
      { contactId, objectionId: row.id, objectedAt: row.objectedAt.toISOString(), way },
      now,
    );
    return row;
  });
}

/** Their own word; who takes it back for them stands in the log. */
export function withdraw(db: Db<ScoringWorld>, actor: User, contactId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId: withdrawnBy } = actor;
    await checkContact(trx, workspaceId, contactId);
    const row = await withdrawObjection(trx, workspaceId, contactId, { withdrawnAt: now, withdrawnBy });
    if (!row) throw new Refusal(409, 'not_objected', 'Es liegt kein Widerspruch gegen die Bewertung vor.');
    await again(trx, workspaceId, contactId);
    await announce(trx, actor, profilingObjectionWithdrawn, { contactId, objectionId: row.id }, now);
  });
}

async function forget(trx: Db<ScoringWorld>, workspaceId: string, contactId: string): Promise<void> {
  const deals = (await openDealsOf(trx, workspaceId, [contactId])).map(({ id }) => id);
  // Somebody may be computing just now; they look again. First, as with them: who is due, then the scores; the other way round each would wait for the other.
  await again(trx, workspaceId, contactId);
  await deleteScores(trx, workspaceId, 'lead_win', [contactId]);
  await deleteScores(trx, workspaceId, 'reach', [contactId]);
  await deleteScores(trx, workspaceId, 'deal_win', deals);
}

/** With their deals, also those that who asks for it does not see. */
function again(trx: Db<ScoringWorld>, workspaceId: string, contactId: string): Promise<void> {
  return scoreSoon(trx, workspaceId, [{ subject: 'contact', subjectId: contactId }]);
}
