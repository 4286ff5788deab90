import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import { consentRecorded, importedConsentRemoved } from '../events.ts';
import {
  claimChannels,
  deleteImported,
  findImported,
  findLedgers,
  insertEntries,
  updateStates,
} from '../queries/ledger.ts';
import type { ConsentEntryRow } from '../schema.ts';
import { type ConsentWorld, liftSuppressions, statesBy, toAnnouncement } from './ledger.ts';

/**
 * What an import had written about these contacts was the wrong list's: each entry is retracted by a further one, and what stood before stands again.
 * Nothing is deleted.
 */
export async function retractImportedConsents(
  trx: Db<ConsentWorld>,
  actor: Actor,
  list: { importId: string; name: string },
  contactIds: readonly string[],
  now: Date,
): Promise<void> {
  const { workspaceId } = actor;
  const channels = await findImported(trx, workspaceId, list.importId, contactIds);
  if (channels.length === 0) return;
  await claimChannels(
    trx,
    workspaceId,
    channels.map((key) => ({ ...key, state: 'unknown' as const, entryId: null })),
  );
  const ledgers = await findLedgers(trx, workspaceId, contactIds);
  const done = new Set(ledgers.map(({ retracts }) => retracts));
  const retractions = ledgers
    .filter((entry) => entry.importId === list.importId && !entry.retracts && !done.has(entry.id))
    .map(({ id, contactId, channel, wording }): ConsentEntryRow => ({
      workspaceId,
      id: newId(now.getTime()),
      contactId,
      channel,
      state: 'unknown',
      because: null,
      at: now,
      source: 'import',
      wording: `Import „${list.name}“ zurückgenommen.${wording ? ` Dort stand: ${wording}` : ''}`.slice(0, 4000),
      proof: null,
      recordedBy: actor.userId,
      recordedAt: now,
      importId: list.importId,
      purpose: 'advertising' as const,
      retracts: id,
      wordingId: null,
    }));
  if (retractions.length === 0) return;
  await insertEntries(trx, workspaceId, retractions);
  await announceAll(trx, actor, consentRecorded, retractions.map(toAnnouncement), now);
  await updateStates(trx, workspaceId, statesBy([...ledgers, ...retractions], channels, now));
  await liftSuppressions(trx, actor, contactIds, now);
}

/** Takes what an import had written about people who go with it. */
export async function removeImportedConsents(
  trx: Db<ConsentWorld>,
  actor: Actor,
  importId: string,
  contactIds: readonly string[],
  now: Date,
): Promise<void> {
  const { workspaceId } = actor;
  const imported = await findImported(trx, workspaceId, importId, contactIds);
  if (imported.length === 0) return;
  const nothing = imported.map((key) => ({ ...key, state: 'unknown' as const, entryId: null }));
  const [, ledgers] = await Promise.all([
    claimChannels(trx, workspaceId, nothing),
    findLedgers(trx, workspaceId, contactIds),
  ]);
  const kept = ledgers.filter((entry) => entry.importId !== importId);
  await updateStates(trx, workspaceId, statesBy(kept, imported, now));
  await deleteImported(trx, workspaceId, importId, contactIds);
  const counts = Map.groupBy(
    ledgers.filter((entry) => entry.importId === importId),
    (entry) => entry.contactId,
  );
  const happened = [...counts].map(([contactId, entries]) => ({
    payload: { contactId, importId, entries: entries.length },
    occurredAt: now,
  }));
  await announceAll(trx, actor, importedConsentRemoved, happened, now);
  await liftSuppressions(trx, actor, contactIds, now);
}
