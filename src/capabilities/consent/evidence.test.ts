import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { createContact } from '#contacts';
import { sightOf } from '#platform/actor';
import { dbOf } from '#platform/ground';
import { sniffMedia } from '#platform/sniff-media';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const text = 'Sonnendach Kassel GmbH darf mich zu Solaranlagen anrufen. Ich kann das jederzeit widerrufen.';
const release = (who: Client, wording = text) =>
  who.call(contract.releaseWording, { body: { channel: 'phone', text: wording } });

async function contactOf({ actor }: Client): Promise<string> {
  const input = { kind: 'private', lastName: 'Muster', ownerId: actor.userId } as const;
  const db = dbOf<AllTables>(app.ground, sightOf(actor));
  return (await createContact(db, actor, input, app.time.now)).contact.id;
}

const agree = (who: Client, contactId: string, more: object) =>
  who.call(contract.recordConsent, {
    params: { contactId },
    body: {
      channel: 'phone',
      state: 'granted',
      at: '2026-11-20T15:00:00Z',
      source: 'letter',
      proof: { reference: 'Karte 12' },
      ...more,
    } as never,
  });

test('a released text stays, and the next version is another', async () => {
  const { owner } = await app.workspace();
  const first = await release(owner);
  expect([first.status, first.body]).toMatchObject([201, { version: 1, current: true }]);
  expect(await release(owner)).toMatchObject({ status: 409, body: { code: 'wording_unchanged' } });
  await release(owner, `${text} Neu.`);
  const { body } = await owner.call(contract.listWordings);
  expect(body.items).toMatchObject([
    { version: 2, current: true },
    { version: 1, current: false, text },
  ]);
});

test('who says which wording was used must mean its very words', async () => {
  const { owner } = await app.workspace();
  const contactId = await contactOf(owner);
  const { body: wording } = await release(owner);
  const given = { wording: text, wordingId: wording.id };
  expect(await agree(owner, contactId, given)).toMatchObject({ status: 201, body: { wordingId: wording.id } });
  expect(await agree(owner, contactId, { ...given, wording: `${text} Und faxen.` })).toMatchObject({
    status: 422,
    body: { code: 'wording_differs' },
  });
  expect(await agree(owner, contactId, { ...given, channel: 'sms' })).toMatchObject({ status: 422 });
});

test('a scan is laid beside its entry, and comes back as it was', async () => {
  const { owner } = await app.workspace();
  const contactId = await contactOf(owner);
  const { body: entry } = await agree(owner, contactId, { wording: text });
  const params = { contactId, entryId: entry.id };
  const add = (bytes: string) => owner.call(contract.addProof, { params, query: { name: 'Karte.jpg' }, bytes });

  const { status, body: proof } = await add('%PDF-1.7 eine Karte');
  expect([status, proof]).toMatchObject([201, { name: 'Karte.jpg', mediaType: 'application/pdf', bytes: 19 }]);
  const { items } = (await owner.call(contract.listEntries, { params: { contactId } })).body;
  expect(items[0]?.proofs).toEqual([proof]);
  const url = `/api/v1/contacts/${contactId}/consent/proofs/${proof.id}`;
  const file = await app.running.server.inject({ method: 'GET', url, headers: owner.headers });
  expect([file.body, file.headers['content-type'], file.headers['content-disposition']]).toEqual([
    '%PDF-1.7 eine Karte',
    'application/pdf',
    expect.stringContaining('attachment'),
  ]);

  expect(await add('<html><script>alert(1)</script>')).toMatchObject({ status: 422, body: { code: 'proof_unknown' } });
  expect(await add('kurz')).toMatchObject({ status: 422, body: { code: 'proof_unknown' } });
  expect(await add('')).toMatchObject({ status: 422, body: { code: 'proof_empty' } });
  expect((await owner.call(contract.listEntries, { params: { contactId } })).body.items[0]?.proofs).toHaveLength(1);
});

test.each<[string, string | undefined]>([
  ['%PDF-1.4', 'application/pdf'],
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
  ['RIFF\0\0\0\0WAVEfmt ', 'audio/wav'],
  ['RIFF\0\0\0\0AVI LIST', undefined],
  ['OggS\0', 'audio/ogg'],
  ['ID3\x04', 'audio/mpeg'],
  ['\xff\xfb\x90', 'audio/mpeg'],
  ['\x1a\x45\xdf\xa3', 'audio/webm'],
  ['\0\0\0\x18ftypM4A ', 'audio/mp4'],
  ['\0\0\0\x18ftypheic', 'image/heic'],
  ['\0\0\0\x18ftypqt  ', undefined],
  ['<svg xmlns=', undefined],
  ['PK\x03\x04', undefined],
  ['', undefined],
])('%j is %s', (bytes, expected) => expect(sniffMedia(Buffer.from(bytes, 'latin1'))).toBe(expected));

test('a proof sent again under its key is one proof, and another file under that key is none', async () => {
  const { owner } = await app.workspace();
  const contactId = await contactOf(owner);
  const { body: entry } = await agree(owner, contactId, { wording: text });
  const send = (bytes: string) =>
    owner.call(contract.addProof, {
      params: { contactId, entryId: entry.id },
      query: { name: 'Karte.pdf' },
      bytes,
      idempotencyKey: 'einmal-karte',
    });
  const card = `%PDF-1.4\n${'Karte '.repeat(50_000)}%%EOF`;
  const [first, again] = [await send(card), await send(card)];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect(again.headers['idempotency-replayed']).toBe('true');
  // The same length, under the same name and key: only what is in it differs.
  expect(await send(card.replace('Karte', 'Kante'))).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  const both = await Promise.all(['A', 'B'].map((word) => sendAtOnce(owner, contactId, entry.id, `%PDF-1.4\n${word}`)));
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422]);
});

const sendAtOnce = (who: Client, contactId: string, entryId: string, bytes: string) =>
  who.call(contract.addProof, {
    params: { contactId, entryId },
    query: { name: 'Brief.pdf' },
    bytes,
    idempotencyKey: 'einmal-brief',
  });
