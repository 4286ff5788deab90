import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import type { RecordDirectoryCheck, RecordPresumption } from '../contract.ts';
import { directoryChecked, presumptionRecorded, presumptionRemoved } from '../events.ts';
import { deletePresumption, insertPresumptions, upsertDirectoryCheck, upsertPresumption } from '../queries/grounds.ts';
import type { DirectoryCheckRow, PresumptionRow } from '../schema.ts';
import { type ConsentWorld, requireParty } from './ledger.ts';

/** § 7 Abs. 2 Nr. 1 UWG: only for businesses. A private person's interest is never presumed. */
export function recordPresumption(
  db: Db<ConsentWorld>,
  actor: Actor & { userId: string },
  input: RecordPresumption & { contactId: string },
  now: Date,
): Promise<PresumptionRow> {
  return inTransaction(db, async (trx) => {
    const { contactId, basis, reason } = input;
    const party = await requireParty(trx, actor.workspaceId, contactId);
    if (party.kind !== 'business') {
      throw new Refusal(
        422,
        'business_only',
        'Bei Privatpersonen darf ein Interesse nicht vermutet werden. Hier hilft nur eine Einwilligung.',
      );
    }
    const row = { workspaceId: actor.workspaceId, contactId, basis, reason, recordedBy: actor.userId, recordedAt: now };
    await upsertPresumption(trx, row);
    await announce(trx, actor, presumptionRecorded, { contactId, basis, reason }, now);
    return row;
  });
}

/** Many at once, as the example knows them; the caller vouches that the contacts are there, and are businesses. */
export async function recordPresumptions(
  trx: Db<ConsentWorld>,
  actor: Actor & { userId: string },
  presumptions: readonly (RecordPresumption & { contactId: string; recordedAt: Date })[],
  now: Date,
): Promise<void> {
  const { workspaceId, userId } = actor;
  const rows = presumptions.map((one) => ({ ...one, workspaceId, recordedBy: userId }));
  await insertPresumptions(trx, rows);
  const happened = rows.map(({ contactId, basis, reason, recordedAt }) => ({
    payload: { contactId, basis, reason },
    occurredAt: recordedAt,
  }));
  await announceAll(trx, actor, presumptionRecorded, happened, now);
}

export function removePresumption(db: Db<ConsentWorld>, actor: Actor, contactId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const removed = await deletePresumption(trx, { workspaceId: actor.workspaceId, contactId });
    if (!removed) throw notFound();
    const { basis, reason } = removed;
    await announce(trx, actor, presumptionRemoved, { contactId, basis, reason }, now);
  });
}

export function recordDirectoryCheck(
  db: Db<ConsentWorld>,
  actor: Actor & { userId: string },
  input: RecordDirectoryCheck & { contactId: string },
  now: Date,
): Promise<DirectoryCheckRow> {
  return inTransaction(db, async (trx) => {
    const { contactId, listing, customer } = input;
    await requireParty(trx, actor.workspaceId, contactId);
    const row = {
      workspaceId: actor.workspaceId,
      contactId,
      listing,
      customer,
      checkedBy: actor.userId,
      checkedAt: now,
    };
    await upsertDirectoryCheck(trx, row);
    await announce(trx, actor, directoryChecked, { contactId, listing, customer }, now);
    return row;
  });
}
