import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import type { Random } from '#platform/ports';
import type { PlatformTables } from '#platform/schema';
import { Channel } from '../contract.ts';
import { consentRecorded, suppressionRemoved } from '../events.ts';
import { findWording } from '../queries/evidence.ts';
import { findGateFacts, type GateFacts } from '../queries/gate.ts';
import { lockRecordingWord } from '../queries/recording.ts';
import { type ChannelKey, claimChannels, findLedgers, insertEntries, updateStates } from '../queries/ledger.ts';
import { deleteLifted } from '../queries/suppression.ts';
import { evidenceSha256, acceptWord, type Word } from '../rules/entry.ts';
import { type LedgerEntry, standingEntry } from '../rules/ledger.ts';
import type { ConsentEntryRow, ConsentTables } from '../schema.ts';
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
  // The gate's standing rests on what concerns advertising; of recording the ledger itself is asked.
  const ofGate = entries.filter(({ purpose }) => purpose === 'advertising');
  const offered = statesBy(ofGate, channelsOf(ofGate), now);
  const contactsOfRecording = contactsOf(entries.filter(({ purpose }) => purpose === 'recording')).toSorted();
  for (const contactId of contactsOfRecording) await lockRecordingWord(trx, actor.workspaceId, contactId);
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

/** An objection that no longer stands no longer suppresses. */
export async function liftSuppressions(
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
  const { text, channel, purpose } = released;
  if (text !== word.wording || channel !== word.channel || purpose !== (word.purpose ?? 'advertising'))
    throw new Refusal(422, 'wording_differs', 'Das ist nicht der Wortlaut, der für diesen Weg freigegeben wurde.');
}

function toRow(word: Word, actor: Actor, now: Date): ConsentEntryRow {
  return {
    workspaceId: actor.workspaceId,
    id: newId(now.getTime()),
    contactId: word.contactId,
    channel: word.channel,
    purpose: word.purpose ?? 'advertising',
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

export function statesBy(ledgers: readonly (LedgerEntry & ChannelKey)[], channels: readonly ChannelKey[], now: Date) {
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

export function toAnnouncement(entry: ConsentEntryRow) {
  const { contactId, channel, purpose, state, because, source, wording, proof } = entry;
  const payload = {
    contactId,
    entryId: entry.id,
    channel,
    ...(purpose === 'recording' && { purpose }),
    state,
    because,
    source,
    at: entry.at.toISOString(),
    evidenceSha256: evidenceSha256(wording, proof),
  };
  return { payload, occurredAt: entry.at };
}
