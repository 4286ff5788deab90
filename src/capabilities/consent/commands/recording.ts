import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { PermitId } from '#platform/ports';
import { loadFacts, mayRecord } from '../answers.ts';
import { agreementText } from '../contract.ts';
import { gateVersion, permitMinutes, recordingNormOf } from '../country-rules.ts';
import { permitIssued, recordingAgreed, recordingAgreementWithdrawn } from '../events.ts';
import { findWording } from '../queries/evidence.ts';
import { insertPermit } from '../queries/permits.ts';
import { findAgreement, insertAgreement, lockAgreement, lockRecordingWord } from '../queries/recording.ts';
import { acceptWord, type Word } from '../rules/entry.ts';
import { countryOfParty } from '../rules/party.ts';
import type { ConsentEntryRow, ContactPermitRow, RecordingAgreementRow } from '../schema.ts';
import { type ConsentWorld, recordConsents, requireParty } from './ledger.ts';
import { enterUse, toIssued } from './permits.ts';

type User = Actor & { userId: string };

export function agreeToRecording(
  db: Db<ConsentWorld>,
  actor: User,
  locale: 'de' | 'en',
  now: Date,
): Promise<RecordingAgreementRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    await lockAgreement(trx, workspaceId, userId);
    const latest = await findAgreement(trx, actor);
    if (latest?.state === 'granted' && latest.wordingVersion === agreementText.version) return latest;
    const row: RecordingAgreementRow = {
      workspaceId,
      id: newId(now.getTime()),
      userId,
      state: 'granted',
      wording: agreementText[locale],
      wordingVersion: agreementText.version,
      at: now,
    };
    await insertAgreement(trx, row);
    await announce(trx, actor, recordingAgreed, toAnnouncement(row), now);
    return row;
  });
}

export function withdrawRecordingAgreement(
  db: Db<ConsentWorld>,
  actor: User,
  now: Date,
): Promise<RecordingAgreementRow | undefined> {
  return inTransaction(db, async (trx) => {
    await lockAgreement(trx, actor.workspaceId, actor.userId);
    const latest = await findAgreement(trx, actor);
    if (latest?.state !== 'granted') return latest;
    const row: RecordingAgreementRow = { ...latest, id: newId(now.getTime()), state: 'withdrawn', at: now };
    await insertAgreement(trx, row);
    await announce(trx, actor, recordingAgreementWithdrawn, toAnnouncement(row), now);
    return row;
  });
}

function toAnnouncement({ userId, id, wordingVersion }: RecordingAgreementRow) {
  return { userId, agreementId: id, wordingVersion };
}

export type RecordingSaid = { says: 'yes' | 'no'; wordingId: string } | { says: 'withdrawn' };

/** What the person answered in a call when the released text was read to them, or that they take it back. */
export async function recordRecordingWord(
  trx: Db<ConsentWorld>,
  actor: Actor,
  said: RecordingSaid & { contactId: string; callId: string; direction: 'inbound' | 'outbound' },
  now: Date,
): Promise<ConsentEntryRow> {
  const { contactId, callId, direction } = said;
  await requireParty(trx, actor.workspaceId, contactId);
  const word = {
    contactId,
    channel: 'phone' as const,
    purpose: 'recording' as const,
    at: now,
    source: direction === 'inbound' ? ('incoming_call' as const) : ('outgoing_call' as const),
    proof: { reference: `Gespräch ${callId}`, advertiser: 'us' as const },
  };
  const [entry] = await recordConsents(trx, actor, [acceptWord(await spoken(), now)], now);
  if (!entry) throw new Error('one word in, none recorded');
  return entry;

  async function spoken(): Promise<Word> {
    if (said.says === 'withdrawn') return { ...word, state: 'denied', because: 'withdrawn' };
    const wording = await findWording(trx, { workspaceId: actor.workspaceId, wordingId: said.wordingId });
    if (!wording) throw notFound();
    if (wording.purpose !== 'recording' || wording.channel !== 'phone')
      throw new Refusal(422, 'not_for_recording', 'Dieser Wortlaut fragt nicht nach einer Aufnahme.');
    const asked = { ...word, wording: wording.text, wordingId: wording.id };
    return said.says === 'yes' ? { ...asked, state: 'granted' } : { ...asked, state: 'denied', because: 'refused' };
  }
}

declare const issued: unique symbol;
/** That one stretch of one conversation may be recorded. Nobody can write one down: `issueRecordingPermit` is the only way to it. */
export type RecordingPermit = Readonly<Omit<ContactPermitRow, 'id' | 'entryId'>> & {
  readonly id: PermitId;
  readonly entryId: string;
  readonly agreementId: string;
  readonly [issued]: 'recording';
};

/** Asks whether every voice has said yes, and writes that down. Throws the no. */
export async function issueRecordingPermit(
  trx: Db<ConsentWorld>,
  actor: User,
  ask: { contactId: string; userId: string; number: string | null; switchedOn: boolean },
  now: Date,
): Promise<RecordingPermit> {
  const { workspaceId } = actor;
  const { contactId, userId, switchedOn } = ask;
  await lockRecordingWord(trx, workspaceId, contactId);
  await lockAgreement(trx, workspaceId, userId);
  const [answer, { home, facts }] = await Promise.all([
    mayRecord(trx, { workspaceId, contactId, userId, switchedOn, at: now }),
    loadFacts(trx, workspaceId, [contactId]),
  ]);
  const [about] = facts;
  if (!about) throw notFound();
  if (!answer.allowed)
    throw new Refusal(403, 'recording_not_allowed', 'Dieses Gespräch darf nicht aufgenommen werden.', answer);
  const row: ContactPermitRow = {
    workspaceId,
    id: newId(now.getTime()),
    contactId,
    channel: 'phone',
    address: ask.number ?? '',
    purpose: 'recording',
    basis: 'consent',
    norm: recordingNormOf(countryOfParty(about, home)),
    ruleVersion: gateVersion,
    entryId: answer.entryId,
    request: null,
    validFrom: now,
    validUntil: new Date(now.getTime() + permitMinutes.phone * 60_000),
    issuedBy: actor.userId,
    issuedAt: now,
  };
  await Promise.all([insertPermit(trx, row), announce(trx, actor, permitIssued, toIssued(row), now)]);
  return { ...row, agreementId: answer.agreementId } as unknown as RecordingPermit;
}

/** Enters that it was recorded on this permit: once, while it is valid. */
export async function useRecordingPermit(
  trx: Db<ConsentWorld>,
  actor: Actor,
  permit: RecordingPermit,
  recordingId: string,
  now: Date,
): Promise<void> {
  await enterUse(trx, actor, permit, { act: 'recording', actId: recordingId, at: now }, now);
}
