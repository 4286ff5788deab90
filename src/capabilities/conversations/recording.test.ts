import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logCall } from '#calls/contract';
import type { AllTables } from '#capabilities';
import * as consent from '#consent/contract';
import { createContact } from '#contacts/contract';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { getAuditChain, listTimeline } from '#timeline/contract';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';
import { forgetRecordings, keepAbandoned, deleteWithdrawn, keepRecording } from './jobs.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const dbFor = (who: Client) => dbOf<AllTables>(app.ground, sightOf(who.actor));
const signal = new AbortController().signal;

/** A call of this user that goes on, with somebody of whom nothing is known. */
async function speaking(who: Client): Promise<{ callId: string; contactId: string }> {
  const contactId = (await who.call(createContact, { body: { kind: 'private', lastName: 'Muster' } })).body.id;
  const body = { direction: 'inbound', contactId, startedAt: app.time.now.toISOString() } as const;
  const { body: call, status } = await who.call(logCall, { body });
  expect(status).toBe(201);
  await dbFor(who).updateTable('call').set({ endedAt: null }).where('id', '=', call.id).execute();
  return { callId: call.id, contactId };
}

async function wordingFor(who: Client): Promise<string> {
  const text = `Dürfen wir dieses Gespräch aufnehmen? ${randomBytes(4).toString('hex')}`;
  return (await who.call(consent.releaseWording, { body: { channel: 'phone', purpose: 'recording', text } })).body.id;
}

const switchOn = (owner: Client, keepDays = 90) =>
  owner.call(contract.changeRecordingPolicy, { body: { on: true, keepDays } });
const agree = (who: Client) =>
  who.call(consent.agreeToRecording, { body: { version: consent.agreementText.version, locale: 'de' } });
const say = (who: Client, callId: string, body: contract.SayOnRecording) =>
  who.call(contract.sayOnRecording, { params: { callId }, body });
const start = (who: Client, callId: string) => who.call(contract.startRecording, { params: { callId } });
const ofCall = async (who: Client, callId: string) =>
  (await who.call(contract.getCallRecording, { params: { callId } })).body;
const open = (who: Client, recordingId: string) =>
  who.call(contract.openSegment, { params: { recordingId }, body: { mediaType: 'audio/webm' } });
const stop = (who: Client, recordingId: string) => who.call(contract.stopRecording, { params: { recordingId } });
const put = (
  who: Client,
  place: { recordingId: string; segment: number; party: contract.Party },
  at: number,
  bytes: Buffer,
  sha256 = createHash('sha256').update(bytes).digest('hex'),
) => who.call(contract.putPart, { params: place, query: { at, sha256 }, bytes });
const close = (who: Client, recordingId: string, segment: number, user: number, contact = user) =>
  who.call(contract.closeSegment, {
    params: { recordingId, segment },
    body: { durationMs: 2_000, bytes: { user, contact } },
  });

type Ready = { workspace: TestWorkspace; owner: Client; callId: string; contactId: string; wordingId: string };
/** Everybody has agreed; nothing is recorded yet. */
async function ready(): Promise<Ready> {
  const workspace = await app.workspace();
  const { owner } = workspace;
  await switchOn(owner);
  await agree(owner);
  const wordingId = await wordingFor(owner);
  const { callId, contactId } = await speaking(owner);
  await say(owner, callId, { says: 'yes', wordingId });
  return { workspace, owner, callId, contactId, wordingId };
}

const sound = { user: randomBytes(3_000), contact: randomBytes(5_000) };

/** Recorded, stopped, arrived and put away. */
async function kept(of: Ready): Promise<{ recordingId: string; files: string[] }> {
  const { id: recordingId } = (await start(of.owner, of.callId)).body;
  await open(of.owner, recordingId);
  for (const party of ['user', 'contact'] as const)
    expect((await put(of.owner, { recordingId, segment: 1, party }, 0, Buffer.concat([sound[party]]))).body).toEqual({
      bytes: sound[party].length,
    });
  await stop(of.owner, recordingId);
  expect((await close(of.owner, recordingId, 1, sound.user.length, sound.contact.length)).status).toBe(200);
  await eventually(async () => {
    const { body } = await of.owner.call(contract.getRecording, { params: { recordingId } });
    expect(body.state).toBe('kept');
  });
  const tracks = await dbFor(of.owner)
    .selectFrom('recordingTrack')
    .select('sha256')
    .where('recordingId', '=', recordingId)
    .execute();
  return { recordingId, files: tracks.map(({ sha256 }) => sha256?.toString('hex') ?? '') };
}

const pathOf = (sha256: string) => join(app.ground.config.dataDir, 'files', sha256.slice(0, 2), sha256);
async function hear(who: Client, recordingId: string, party: contract.Party) {
  const { body } = await who.call(contract.listen, { params: { recordingId } });
  return who.call(contract.downloadTrack, { params: { recordingId, listeningId: body.id, segment: 1, party } });
}
const gone = (files: readonly string[]) =>
  eventually(() => expect(files.filter((file) => existsSync(pathOf(file)))).toEqual([]));

test('nothing is recorded before the workspace, the user and the person have said yes, in that order of words', async () => {
  const { owner } = await app.workspace();
  const { callId } = await speaking(owner);
  const wordingId = await wordingFor(owner);
  const because = async () => (await ofCall(owner, callId)).answer;

  expect(await because()).toEqual({ allowed: false, because: 'switched_off' });
  await switchOn(owner);
  expect(await because()).toEqual({ allowed: false, because: 'user_not_asked' });
  await agree(owner);
  expect(await because()).toEqual({ allowed: false, because: 'not_asked' });
  expect((await start(owner, callId)).body).toMatchObject({
    code: 'recording_not_allowed',
    details: { because: 'not_asked' },
  });
  await say(owner, callId, { says: 'no', wordingId });
  expect(await because()).toEqual({ allowed: false, because: 'refused' });
  expect((await start(owner, callId)).status).toBe(403);
  expect((await ofCall(owner, callId)).items).toEqual([]);
  app.time.now = new Date(app.time.now.getTime() + 1_000);
  await say(owner, callId, { says: 'yes', wordingId });
  expect(await because()).toMatchObject({ allowed: true });
  expect((await start(owner, callId)).body).toMatchObject({ state: 'recording' });
});

test('a recording stands on a permit that names the words of both, and the ledger tells of it', async () => {
  const of = await ready();
  const { body: recording } = await start(of.owner, of.callId);
  const params = { contactId: of.contactId };
  const { items: entries } = (await of.owner.call(consent.listEntries, { params })).body;
  expect(entries).toMatchObject([
    { purpose: 'recording', state: 'granted', channel: 'phone', wordingId: of.wordingId },
  ]);
  expect(entries[0]?.proof?.reference).toContain(of.callId);
  const { items: uses } = (await of.owner.call(consent.listUses, { params })).body;
  expect(uses).toMatchObject([
    { act: 'recording', actId: recording.id, purpose: 'recording', norm: expect.stringContaining('§ 201 StGB') },
  ]);
  expect(uses[0]?.entryId).toBe(entries[0]?.id);
  // What was said about recording says nothing about calls.
  const gate = await of.owner.call(consent.mayContact, { params, query: { channel: 'phone' } });
  expect(gate.body).toMatchObject({ allowed: false, because: 'no_consent' });
  expect((await of.owner.call(consent.getConsent, { params })).body.recording).toMatchObject({ state: 'granted' });
  const dossier = unzipSync((await of.owner.call(consent.downloadDossier, { params })).bytes);
  const page = strFromU8(dossier['Nachweis.html'] ?? new Uint8Array());
  expect(page).toContain('Einwilligung: Aufnahme von Gesprächen');
  expect(page).toContain('Aufnahme eines Gesprächs mit');
  expect(page).toContain(entries[0]?.wording);
});

test('starting twice is starting once, also at the same moment', async () => {
  const of = await ready();
  const started = await Promise.all([
    start(of.owner, of.callId),
    start(of.owner, of.callId),
    start(of.owner, of.callId),
  ]);
  expect(new Set(started.map(({ body }) => body.id)).size).toBe(1);
  expect((await ofCall(of.owner, of.callId)).items).toHaveLength(1);
});

test('only who speaks records, and nobody a call that is over', async () => {
  const of = await ready();
  const colleague = await of.workspace.person('member');
  await agree(colleague);
  expect((await start(colleague, of.callId)).body).toMatchObject({ code: 'not_your_call' });
  const { id: recordingId } = (await start(of.owner, of.callId)).body;
  expect((await open(colleague, recordingId)).body).toMatchObject({ code: 'not_your_recording' });
  await open(of.owner, recordingId);
  const place = { recordingId, segment: 1, party: 'user' } as const;
  expect((await put(colleague, place, 0, sound.user)).body).toMatchObject({ code: 'not_your_recording' });
  expect((await stop(colleague, recordingId)).body).toMatchObject({ code: 'not_your_recording' });
  await stop(of.owner, recordingId);
  await dbFor(of.owner).updateTable('call').set({ endedAt: app.time.now }).where('id', '=', of.callId).execute();
  expect((await start(of.owner, of.callId)).body).toMatchObject({ code: 'call_over' });
});

test('parts: repeated, out of place, garbled, empty, too large, after the end', async () => {
  const of = await ready();
  const { id: recordingId } = (await start(of.owner, of.callId)).body;
  await open(of.owner, recordingId);
  const place = { recordingId, segment: 1, party: 'user' } as const;
  const [first, second] = [sound.user.subarray(0, 1_000), sound.user.subarray(1_000)];
  expect((await put(of.owner, place, 0, first)).body).toEqual({ bytes: 1_000 });
  expect((await put(of.owner, place, 0, first)).body).toEqual({ bytes: 1_000 });
  const gap = await put(of.owner, place, 2_000, second);
  expect(gap).toMatchObject({ status: 409, body: { code: 'wrong_offset', details: { bytes: 1_000 } } });
  expect((await put(of.owner, place, 0, second.subarray(0, 1_000))).body).toMatchObject({ code: 'wrong_offset' });
  expect((await put(of.owner, place, 500, second)).body).toMatchObject({ code: 'wrong_offset' });
  expect((await put(of.owner, place, 1_000, second, 'a'.repeat(64))).body).toMatchObject({ code: 'garbled' });
  expect((await put(of.owner, place, 1_000, Buffer.alloc(0))).body).toMatchObject({ code: 'part_empty' });
  expect((await put(of.owner, place, 1_000, randomBytes(1024 ** 2 + 1))).status).toBe(413);
  expect((await put(of.owner, { ...place, segment: 2 }, 0, first)).status).toBe(404);
  // Two pages send the same at once.
  const both = await Promise.all([put(of.owner, place, 1_000, second), put(of.owner, place, 1_000, second)]);
  expect(both.map(({ body }) => body)).toEqual([{ bytes: 3_000 }, { bytes: 3_000 }]);

  expect((await close(of.owner, recordingId, 1, 3_000, 1)).body).toMatchObject({
    code: 'incomplete',
    details: { bytes: { user: 3_000, contact: 0 } },
  });
  await stop(of.owner, recordingId);
  // What was on its way when it was stopped still arrives.
  expect((await put(of.owner, { ...place, party: 'contact' }, 0, sound.contact)).status).toBe(200);
  expect((await open(of.owner, recordingId)).body).toMatchObject({ code: 'recording_over' });
  await close(of.owner, recordingId, 1, 3_000, 5_000);
  await eventually(async () =>
    expect((await ofCall(of.owner, of.callId)).items[0]).toMatchObject({ state: 'kept', seconds: 2 }),
  );
  expect((await put(of.owner, place, 3_000, second)).body).toMatchObject({ code: 'recording_over' });
});

test('what was recorded is heard again byte by byte, by who is written down, and lies encrypted', async () => {
  const of = await ready();
  const { recordingId, files } = await kept(of);
  const heard = await hear(of.owner, recordingId, 'contact');
  expect(heard.bytes.equals(sound.contact)).toBe(true);
  expect((await hear(of.owner, recordingId, 'user')).bytes.equals(sound.user)).toBe(true);
  expect(heard.headers).toMatchObject({ 'content-type': 'audio/webm', 'x-content-type-options': 'nosniff' });
  expect(String(heard.headers['content-disposition'])).toMatch(/^attachment/);
  for (const file of files) {
    const lies = readFileSync(pathOf(file));
    expect(lies.includes(sound.user.subarray(0, 64)) || lies.includes(sound.contact.subarray(0, 64))).toBe(false);
  }
  const colleague = await of.workspace.person('member');
  const { body } = await of.owner.call(contract.listen, { params: { recordingId } });
  const params = { recordingId, listeningId: body.id, segment: 1, party: 'user' as const };
  expect((await colleague.call(contract.downloadTrack, { params })).status).toBe(404);
  app.time.now = new Date(app.time.now.getTime() + 13 * 3_600_000);
  expect((await of.owner.call(contract.downloadTrack, { params })).status).toBe(404);
  const { rows } = { rows: await dbFor(of.owner).selectFrom('event').select('type').execute() };
  expect(rows.filter(({ type }) => type === 'conversations.recordingHeard')).toHaveLength(3);
});

test('withdrawn in the call: gone at once, and that and why it is gone stays', async () => {
  const of = await ready();
  const { recordingId, files } = await kept(of);
  app.time.now = new Date(app.time.now.getTime() + 1_000);
  const { body } = await say(of.owner, of.callId, { says: 'withdrawn' });
  expect(body).toMatchObject({
    answer: { allowed: false, because: 'withdrawn' },
    items: [{ id: recordingId, state: 'deleted', deletedBecause: 'withdrawn', deleteOn: null }],
  });
  expect((await of.owner.call(contract.listen, { params: { recordingId } })).body).toMatchObject({
    code: 'recording_deleted',
  });
  await gone(files);
  const { items } = (await of.owner.call(listTimeline, { query: { contactId: of.contactId } })).body;
  expect(items.map(({ type }) => type)).toContain('conversations.recordingDeleted');
});

test('withdrawn while it runs: what comes after is refused, and nothing of it lies anywhere', async () => {
  const of = await ready();
  const { id: recordingId } = (await start(of.owner, of.callId)).body;
  await open(of.owner, recordingId);
  const place = { recordingId, segment: 1, party: 'user' } as const;
  await put(of.owner, place, 0, sound.user);
  app.time.now = new Date(app.time.now.getTime() + 1_000);
  await say(of.owner, of.callId, { says: 'withdrawn' });
  expect((await put(of.owner, place, 3_000, sound.user)).body).toMatchObject({ code: 'recording_deleted' });
  expect((await open(of.owner, recordingId)).body).toMatchObject({ code: 'recording_deleted' });
  expect(await dbFor(of.owner).selectFrom('recordingPart').selectAll().execute()).toEqual([]);
  expect((await start(of.owner, of.callId)).body).toMatchObject({ code: 'recording_not_allowed' });
});

test.each<[string, (of: Ready) => Promise<unknown>, contract.DeletedBecause]>([
  [
    'in the ledger of the person',
    ({ owner, contactId }) =>
      owner.call(consent.recordConsent, {
        params: { contactId },
        body: {
          state: 'denied',
          because: 'withdrawn',
          channel: 'phone',
          purpose: 'recording',
          at: app.time.now.toISOString(),
          source: 'letter',
        },
      }),
    'withdrawn',
  ],
  ['by the user, of their own voice', ({ owner }) => owner.call(consent.withdrawRecordingAgreement), 'user_withdrew'],
])('withdrawn %s: gone', async (_, withdraw, because) => {
  const of = await ready();
  const { recordingId, files } = await kept(of);
  app.time.now = new Date(app.time.now.getTime() + 1_000);
  await withdraw(of);
  await app.drain();
  await eventually(async () =>
    expect((await of.owner.call(contract.getRecording, { params: { recordingId } })).body).toMatchObject({
      state: 'deleted',
      deletedBecause: because,
    }),
  );
  await gone(files);
});

test('a deletion that is cut off between its steps leaves nothing that can be heard, and is done to its end later', async () => {
  const of = await ready();
  const { recordingId, files } = await kept(of);
  const files2 = app.ground.ports.files;
  // As after kill -9: the transaction is through, and the job that clears the files has not run.
  const whose = { contactId: of.contactId };
  const job = { workspaceId: of.workspace.id, whose, upTo: app.time.now.toISOString() };
  await deleteWithdrawn.run(job, { ground: app.ground, signal });
  const row = await dbFor(of.owner)
    .selectFrom('recording')
    .selectAll()
    .where('id', '=', recordingId)
    .executeTakeFirst();
  expect(row?.key).toBeNull();
  // Once more, as after a crash: nothing changes.
  await deleteWithdrawn.run(job, { ground: app.ground, signal });
  await gone(files);
  const deleted = await dbFor(of.owner)
    .selectFrom('event')
    .select('id')
    .where('type', '=', 'conversations.recordingDeleted')
    .execute();
  expect(deleted).toHaveLength(1);
  // What is put away twice, as after a crash in the middle, makes no second file; here it finds nothing to put away.
  await keepRecording.run({ workspaceId: of.workspace.id, recordingId }, { ground: app.ground, signal });
  for (const file of files) await expect(files2.local(file)).rejects.toThrow();
});

test('the night takes what is past its day, and puts away what a lost page has left', async () => {
  const of = await ready();
  const { recordingId, files } = await kept(of);
  const { deleteOn } = (await of.owner.call(contract.getRecording, { params: { recordingId } })).body;
  expect(deleteOn).not.toBeNull();
  const db = dbFor(of.owner);
  const began = app.time.now;
  const later = (days: number) => new Date(began.getTime() + days * 86_400_000);
  expect(await forgetRecordings(db, later(89), 10)).toBe(0);
  expect(await forgetRecordings(db, later(91), 10)).toBe(1);
  expect(await forgetRecordings(db, later(91), 10)).toBe(0);
  expect((await of.owner.call(contract.getRecording, { params: { recordingId } })).body).toMatchObject({
    state: 'deleted',
    deletedBecause: 'retention',
  });
  await gone(files);

  const { id: lost } = (await start(of.owner, of.callId)).body;
  await open(of.owner, lost);
  await put(of.owner, { recordingId: lost, segment: 1, party: 'user' }, 0, sound.user);
  expect(await keepAbandoned(db, new Date(began.getTime() + 11 * 3_600_000), 10)).toBe(0);
  expect(await keepAbandoned(db, new Date(began.getTime() + 13 * 3_600_000), 10)).toBe(1);
  await eventually(async () =>
    expect((await of.owner.call(contract.getRecording, { params: { recordingId: lost } })).body.state).toBe('kept'),
  );
  expect((await hear(of.owner, lost, 'user')).bytes.equals(sound.user)).toBe(true);
});

test('where nothing was heard, nothing is told', async () => {
  const of = await ready();
  const { id: recordingId } = (await start(of.owner, of.callId)).body;
  await stop(of.owner, recordingId);
  await eventually(async () =>
    expect((await ofCall(of.owner, of.callId)).items[0]).toMatchObject({ state: 'kept', seconds: 0 }),
  );
  const { items } = (await of.owner.call(listTimeline, { query: { contactId: of.contactId } })).body;
  expect(items.map(({ type }) => type)).not.toContain('conversations.recordingKept');
});

test('a stretch after a pause needs its own yes', async () => {
  const of = await ready();
  const { id: recordingId } = (await start(of.owner, of.callId)).body;
  expect((await open(of.owner, recordingId)).body).toMatchObject({ number: 1, offsetMs: 0 });
  app.time.now = new Date(app.time.now.getTime() + 61_000);
  expect((await open(of.owner, recordingId)).body).toEqual({ number: 2, offsetMs: 61_000 });
  await of.owner.call(contract.changeRecordingPolicy, { body: { on: false, keepDays: 90 } });
  expect((await open(of.owner, recordingId)).body).toMatchObject({
    code: 'recording_not_allowed',
    details: { because: 'switched_off' },
  });
  await switchOn(of.owner);
  app.time.now = new Date(app.time.now.getTime() + 5 * 3_600_000);
  expect((await open(of.owner, recordingId)).body).toMatchObject({ code: 'too_long' });
});

test('the ledger bears out what was sealed of all this', async () => {
  const of = await ready();
  await kept(of);
  await app.drain();
  const { verifyLedger } = await import('#consent');
  expect((await verifyLedger(dbFor(of.owner), of.workspace.id)).faults).toEqual([]);
  expect((await of.owner.call(getAuditChain)).status).toBe(200);
});
