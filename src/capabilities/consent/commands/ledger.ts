import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import type { Random } from '#platform/ports';
import type { PlatformTables } from '#platform/schema';
import { Channel, type RecordDirectoryCheck, type RecordPresumption } from '../contract.ts';
import {
  consentRecorded,
  directoryChecked,
  importedConsentRemoved,
  presumptionRecorded,
  presumptionRemoved,
  suppressionRemoved,
} from '../events.ts';
import { findWording } from '../queries/evidence.ts';
import { findGateFacts, type GateFacts } from '../queries/gate.ts';
import { deletePresumption, upsertDirectoryCheck, upsertPresumption } from '../queries/grounds.ts';
import {
  type ChannelKey,
  claimChannels,
  deleteImported,
  findImported,
  findLedgers,
  insertEntries,
  updateStates,
} from '../queries/ledger.ts';
import { deleteLifted } from '../queries/suppression.ts';
import { evidenceSha256, acceptWord, type Word } from '../rules/entry.ts';
import { type LedgerEntry, standingEntry } from '../rules/ledger.ts';
import type { ConsentEntryRow, ConsentTables, DirectoryCheckRow, PresumptionRow } from '../schema.ts';
import { suppressPerson } from './suppression.ts';

export type ConsentWorld = ConsentTables & PlatformTables;

/** A yes, a no, or the taking back of a mistaken entry. */
export function recordConsent(db: Db<ConsentWorld>, actor: Actor, word: Word, now: Date): Promise<ConsentEntryRow> {
  return inTransaction(db, async (trx) => {
    const accepted = acceptWord(word, now);
    await requireParty(trx, actor.workspaceId, word.contactId);
    if (word.wordingId !== undefined) await requireWording(trx, actor.workspaceId, word, word.wordingId);
    const [entry] = await recordConsents(trx, actor, [accepted], now);
    if (!entry) throw new Error('one word in, none recorded');
    return entry;
  });
}

/** "Never again": a no on every channel at once, and the person's numbers and addresses onto the workspace's own suppression list. */
export function objectAll(
  db: Db<ConsentWorld>,
  actor: Actor,
  word: Omit<Word, 'channel' | 'state' | 'because'>,
  random: Random,
  now: Date,
): Promise<ConsentEntryRow[]> {
  return inTransaction(db, async (trx) => {
    const words = Channel.options.map((channel) =>
      acceptWord({ ...word, channel, state: 'denied', because: 'objected' }, now),
    );
    await requireParty(trx, actor.workspaceId, word.contactId);
    const entries = await recordConsents(trx, actor, words, now);
    await suppressPerson(trx, actor, word.contactId, random, now);
    return entries;
  });
}

/**
 * Many words of many people, as imports bring them; the contacts must be there. Keeps dates that lie ahead: the gate tells that such a yes
 * does not count yet.
 */
export async function recordConsents(
  trx: Db<ConsentWorld>,
  actor: Actor,
  words: readonly Word[],
  now: Date,
): Promise<ConsentEntryRow[]> {
  if (words.length === 0) return [];
  const entries = words.map((word) => toRow(word, actor, now));
  const offered = statesBy(entries, channelsOf(entries), now);
  const [, , withHistory] = await Promise.all([
    insertEntries(trx, actor.workspaceId, entries),
    announceAll(trx, actor, consentRecorded, entries.map(toAnnouncement), now),
    claimChannels(trx, actor.workspaceId, offered),
  ]);
  if (withHistory.length > 0) {
    const ledgers = await findLedgers(trx, actor.workspaceId, contactsOf(withHistory));
    await updateStates(trx, actor.workspaceId, statesBy(ledgers, withHistory, now));
    await liftSuppressions(trx, actor, contactsOf(withHistory), now);
  }
  return entries;
}

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
      retracts: id,
      wordingId: null,
    }));
  if (retractions.length === 0) return;
  await insertEntries(trx, workspaceId, retractions);
  await announceAll(trx, actor, consentRecorded, retractions.map(toAnnouncement), now);
  await updateStates(trx, workspaceId, statesBy([...ledgers, ...retractions], channels, now));
  await liftSuppressions(trx, actor, contactIds, now);
}

/** An objection that no longer stands no longer suppresses. */
async function liftSuppressions(
  trx: Db<ConsentWorld>,
  actor: Actor,
  contactIds: readonly string[],
  now: Date,
): Promise<void> {
  const lifted = await deleteLifted(trx, actor.workspaceId, contactIds);
  const happened = lifted.map(({ contactId, entries }) => ({
    payload: { person: contactId, entries },
    occurredAt: now,
  }));
  if (happened.length > 0) await announceAll(trx, actor, suppressionRemoved, happened, now);
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

export async function requireParty(db: Db<ConsentTables>, workspaceId: string, contactId: string): Promise<GateFacts> {
  const [party] = await findGateFacts(db, workspaceId, [contactId]);
  if (!party) throw notFound();
  return party;
}

async function requireWording(
  trx: Db<ConsentTables>,
  workspaceId: string,
  word: Word,
  wordingId: string,
): Promise<void> {
  const released = await findWording(trx, { workspaceId, wordingId });
  if (!released) throw notFound();
  if (released.text !== word.wording || released.channel !== word.channel)
    throw new Refusal(422, 'wording_differs', 'Das ist nicht der Wortlaut, der für diesen Weg freigegeben wurde.');
}

function toRow(word: Word, actor: Actor, now: Date): ConsentEntryRow {
  return {
    workspaceId: actor.workspaceId,
    id: newId(now.getTime()),
    contactId: word.contactId,
    channel: word.channel,
    state: word.state,
    because: word.state === 'denied' ? word.because : null,
    at: word.at,
    source: word.source,
    wording: word.wording ?? null,
    proof: word.proof ?? null,
    recordedBy: actor.userId,
    recordedAt: now,
    importId: word.importId ?? null,
    retracts: null,
    wordingId: word.wordingId ?? null,
  };
}

function statesBy(ledgers: readonly (LedgerEntry & ChannelKey)[], channels: readonly ChannelKey[], now: Date) {
  const byChannel = Map.groupBy(ledgers, keyOf);
  return channels.map((key) => {
    const standing = standingEntry(byChannel.get(keyOf(key)) ?? [], now);
    // standingEntry answers an entry that was taken back with none at all.
    const state: ConsentEntryRow['state'] = standing?.state ?? 'unknown';
    return { contactId: key.contactId, channel: key.channel, state, entryId: standing?.id ?? null };
  });
}

function channelsOf(keys: readonly ChannelKey[]): ChannelKey[] {
  return [...new Map(keys.map((key) => [keyOf(key), key])).values()];
}

function contactsOf(keys: readonly { contactId: string }[]): string[] {
  return [...new Set(keys.map((key) => key.contactId))];
}

const keyOf = ({ contactId, channel }: ChannelKey): string => `${contactId} ${channel}`;

function toAnnouncement(entry: ConsentEntryRow) {
  const { contactId, channel, state, because, source, wording, proof } = entry;
  const payload = {
    contactId,
    entryId: entry.id,
    channel,
    state,
    because,
    source,
    at: entry.at.toISOString(),
    evidenceSha256: evidenceSha256(wording, proof),
  };
  return { payload, occurredAt: entry.at };
}
