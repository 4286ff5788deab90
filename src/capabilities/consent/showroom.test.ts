import { randomUUID } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { createContact, listContacts } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { verifyLedger } from './audit.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

let house: TestWorkspace;
let owner: Client;
let token = '';
let showroomId = '';
let asked: contract.ShowroomPage['asked'] = [];
beforeEach(async () => {
  house = await app.workspace();
  owner = house.owner;
  for (const channel of ['phone', 'email'] as const)
    await owner.call(contract.releaseWording, { body: { channel, text: `Sie dürfen mich erreichen (${channel}).` } });
  const { body } = await owner.call(contract.startShowroom, { body: { name: 'Eingang' } });
  token = new URL(body.address).hash.slice(1);
  showroomId = body.showroom.id;
  asked = (await open()).json<contract.ShowroomPage>().asked;
});

/** As the tablet does: nobody is signed in there. */
const tablet = (path: string, payload: object) =>
  app.running.server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { host: 'localhost', 'x-klinke': '1' },
    payload,
  });
const open = (with_ = token) => tablet('/showroom', { token: with_ });

/** A real PNG of one colour. */
function png(width = 600, height = 200): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const sign = Buffer.from('89504e470d0a1a0a', 'hex');
  const data = deflateSync(Buffer.alloc((width + 1) * height, 200));
  return Buffer.concat([sign, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const card = (more: object = {}) => ({
  token,
  cardId: randomUUID(),
  firstName: 'Erika',
  lastName: 'Muster',
  street: 'Königsstraße 1',
  postalCode: '34117',
  city: 'Kassel',
  phone: '0561 4711470',
  wordingIds: asked.map(({ wordingId }) => wordingId),
  email: 'erika@example.org',
  signature: png().toString('base64'),
  ...more,
});
const hand = (more: object = {}) => tablet('/showroom/cards', card(more));
const people = async () => (await owner.call(listContacts, { query: {} })).body.items;
const entries = async (contactId: string) =>
  (await owner.call(contract.listEntries, { params: { contactId } })).body.items;

describe('a signed card', () => {
  test('is a consent at once, with the signature beside each entry', async () => {
    expect((await hand()).statusCode).toBe(204);
    const [person] = await people();
    const found = await entries(person?.id ?? '');
    expect(found.map(({ channel, state, source }) => [channel, state, source]).toSorted()).toEqual([
      ['email', 'granted', 'showroom'],
      ['phone', 'granted', 'showroom'],
    ]);
    for (const { proofs, proof } of found) {
      expect(proofs).toMatchObject([{ name: 'Unterschrift.png', mediaType: 'image/png' }]);
      expect(proof).toMatchObject({ personName: 'Erika Muster', personAddress: 'Königsstraße 1, 34117 Kassel' });
    }
    const params = { contactId: person?.id ?? '', proofId: found[0]?.proofs[0]?.id ?? '' };
    expect((await owner.call(contract.downloadProof, { params })).bytes.equals(png())).toBe(true);
    const gate = { params: { contactId: person?.id ?? '' }, query: { channel: 'phone' as const } };
    expect((await owner.call(contract.mayContact, gate)).body).toMatchObject({ allowed: true, basis: 'consent' });
    const db = dbOf<AllTables>(app.ground, { workspaceId: house.id });
    expect((await verifyLedger(db, house.id)).faults).toEqual([]);
    const { items } = (await owner.call(contract.reportWays, { query: {} })).body;
    expect(items.find(({ way }) => way === 'showroom')).toMatchObject({ begun: 1, confirmed: 1, withdrawn: 0 });
  });

  test('sent again, or ten times at once, is one', async () => {
    const cardId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => hand({ cardId })));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([204]));
    const found = await people();
    expect(found).toHaveLength(1);
    expect(await entries(found[0]?.id ?? '')).toHaveLength(2);
    expect((await owner.call(contract.listShowrooms)).body.items).toMatchObject([{ id: showroomId, cards: 1 }]);
  });

  test('with another person’s address on it does not speak for them', async () => {
    const body = { firstName: 'Anna', lastName: 'Andere', emails: [{ value: 'erika@example.org' }] };
    const other = (await owner.call(createContact, { body })).body.id;
    await hand();
    expect(await entries(other)).toEqual([]);
  });

  test.each([
    ['without a signature', { signature: Buffer.alloc(200).toString('base64') }, 'signature_unreadable'],
    ['signed with a page', { signature: Buffer.from('<html>'.repeat(40)).toString('base64') }, 'signature_unreadable'],
    ['signed with half a picture', { signature: png().subarray(0, 90).toString('base64') }, 'signature_unreadable'],
    ['signed with a picture of a huge size', { signature: png(5000, 20).toString('base64') }, 'signature_unreadable'],
    ['without the number that a call needs', { phone: undefined }, 'card_incomplete'],
    ['without the home that § 7a UWG asks for', { street: undefined }, 'card_incomplete'],
    ['that agrees to nothing we ask', { wordingIds: [randomUUID()] }, 'card_incomplete'],
  ])('%s is refused, and nothing is kept', async (_, more, code) => {
    const answer = await hand(more);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([422, code]);
    expect(await people()).toEqual([]);
  });
});

describe('the tablet', () => {
  test('sees the texts and the name of the firm, and nothing of anybody', async () => {
    await hand();
    const seen = (await open()).json<contract.ShowroomPage>();
    expect(seen).toEqual({ company: 'Sonnendach Kassel', asked });
    for (const path of ['/contacts', '/consent/showrooms', '/me', '/consent/ways'])
      for (const authorization of [`Bearer ${token}`, undefined])
        expect(
          (
            await app.running.server.inject({
              method: 'GET',
              url: `/api/v1${path}`,
              headers: { host: 'localhost', ...(authorization && { authorization }) },
            })
          ).statusCode,
        ).toBe(401);
  });

  test('is over when somebody ends it, after twelve hours, and with any other token', async () => {
    const elsewhere = await app.workspace();
    const foreign = Buffer.concat([
      Buffer.from(elsewhere.id.replaceAll('-', ''), 'hex'),
      Buffer.from(token, 'base64url').subarray(16),
    ]).toString('base64url');
    expect((await open(foreign)).statusCode).toBe(409);
    expect((await hand({ token: foreign })).statusCode).toBe(409);
    const begun = app.time.now;
    app.time.now = new Date(begun.getTime() + 12 * 3_600_000);
    expect((await open()).statusCode).toBe(409);
    app.time.now = begun;
    expect((await open()).statusCode).toBe(200);
    await owner.call(contract.endShowroom, { params: { showroomId } });
    expect((await hand()).json<{ code: string }>().code).toBe('showroom_over');
    expect((await owner.call(contract.listShowrooms)).body.items).toEqual([]);
    expect(await people()).toEqual([]);
  });
});
