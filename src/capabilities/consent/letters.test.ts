import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { createContact } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { listTimeline } from '#timeline/contract';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { verifyLedger } from './audit.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ config: { publicUrl: 'https://klinke.example.org' } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

let house: TestWorkspace;
let owner: Client;
let form: contract.ConsentForm;
beforeEach(async () => {
  house = await app.workspace();
  owner = house.owner;
  const body = { channel: 'email', text: 'Sonnendach Kassel darf mir mailen.' } as const;
  await owner.call(contract.releaseWording, { body });
  const privacyUrl = 'https://sonnendach.example/datenschutz';
  const made = { name: 'Post', heading: 'Ihre Antwort', privacyUrl, channels: ['email' as const] };
  form = (await owner.call(contract.createForm, { body: made })).body;
});

const db = () => dbOf<AllTables>(app.ground, { workspaceId: house.id });
const letters = () =>
  db().selectFrom('consentLetter').selectAll().where('workspaceId', '=', house.id).orderBy('id').execute();
const person = async (firstName: string, more: object = {}) => {
  const addresses = [{ street: 'Königsstraße', houseNumber: '1', postalCode: '34117', city: 'Kassel' }];
  const body = { kind: 'private' as const, firstName, lastName: 'Muster', addresses, ...more };
  return (await owner.call(createContact, { body })).body.id;
};
const order = (people: contract.MakeLetters['people'] = { filters: {} }, more: object = {}) => ({
  formId: form.id,
  name: 'Nordstadt',
  sender: 'Sonnendach Kassel · Musterweg 1 · 34117 Kassel',
  subject: 'Dürfen wir Sie anrufen?',
  text: 'Sagen Sie es uns.',
  people,
  ...more,
});
const make = (body = order()) => owner.call(contract.makeLetters, { body });
async function made(body = order()): Promise<contract.LetterBatch> {
  const { status, body: batch } = await make(body);
  expect(status, JSON.stringify(batch)).toBe(202);
  const find = async () => (await owner.call(contract.listLetters)).body.items.find(({ id }) => id === batch.id);
  await eventually(async () => expect((await find())?.state).toBe('done'));
  return (await find()) ?? batch;
}
const pdf = (batchId: string) => owner.call(contract.downloadLetters, { params: { batchId } });
const say = (contactId: string, channel: contract.Channel, state: 'granted' | 'denied') =>
  owner.call(contract.recordConsent, {
    params: { contactId },
    body: {
      channel,
      at: app.time.now.toISOString(),
      source: 'letter',
      ...(state === 'granted'
        ? {
            state,
            wording: 'Ja, rufen Sie an.',
            proof: { reference: 'Karte', personName: 'Muster', personAddress: 'Königsstraße 1' },
          }
        : { state, because: 'objected' as const }),
    },
  });

test('one letter to each household of those who may not be called, and the gate is asked for everyone', async () => {
  const [anna, ben] = [await person('Anna'), await person('Ben')];
  const far = { addresses: [{ street: 'Weg', houseNumber: '2', postalCode: '34117', city: 'Kassel' }] };
  await person('Carl', far);
  await say(await person('Dora', far), 'phone', 'granted');
  await say(await person('Emil', far), 'post', 'denied');
  await person('Ohne', { addresses: [] });

  const batch = await made();
  expect(batch).toMatchObject({
    households: 2,
    printed: 2,
    leftOut: { consented: 1, refused: 1, homeless: 1 },
  });
  const [first, second, ...more] = await letters();
  expect(more).toEqual([]);
  expect(first?.contactIds.toSorted()).toEqual([anna, ben].toSorted());
  expect(second?.lines).toEqual(['Carl Muster', 'Weg 2', '34117 Kassel']);

  const uses = (await owner.call(contract.listUses, { params: { contactId: anna }, query: {} })).body.items;
  expect(uses).toMatchObject([
    { act: 'letter', channel: 'post', purpose: 'ask_consent', basis: 'no_consent_needed', actId: first?.id },
  ]);
  await app.drain();
  const story = (await owner.call(listTimeline, { query: { contactId: anna } })).body.items;
  expect(story.map(({ type }) => type)).toContain('consent.letterPrinted');
  expect((await verifyLedger(db(), house.id)).faults).toEqual([]);

  const file = await pdf(batch.id);
  expect([file.status, file.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(file.bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(file.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
});

test('how far it is shows from the first permit on, not only once pages are set', async () => {
  await person('Anna');
  await person('Ben', { addresses: [{ street: 'Weg', houseNumber: '2', postalCode: '10115', city: 'Berlin' }] });
  const batch = await made();
  expect(batch).toMatchObject({ permitted: 2, printed: 2 });
  const midway = { state: 'running' as const, printed: 0 };
  await db().updateTable('consentLetterBatch').set(midway).where('workspaceId', '=', house.id).execute();
  const { items } = (await owner.call(contract.listLetters)).body;
  expect(items).toMatchObject([{ state: 'running', households: 2, permitted: 2, printed: 0 }]);
});

test('a selection, or what a saved view shows', async () => {
  const [anna] = [
    await person('Anna'),
    await person('Ben', { addresses: [{ street: 'Weg', houseNumber: '2', postalCode: '10115', city: 'Berlin' }] }),
  ];
  expect((await made(order({ ids: [anna] }))).printed).toBe(1);
  expect((await made(order({ filters: { postalCodePrefix: '10' } }))).printed).toBe(1);
  expect((await made(order({ filters: { postalCodePrefix: '99' } }))).printed).toBe(0);
  expect((await make(order({ filters: { unsinn: 'x' } }))).body).toMatchObject({ code: 'filters_invalid' });
  expect((await make(order({ ids: [anna, form.id] }))).status).toBe(404);
});

test('the code of a letter leads to its page, and its household is recognised by name', async () => {
  const anna = await person('Anna');
  const batch = await made();
  const [letter] = await letters();
  if (!letter) throw new Error('no letter');
  const key = Buffer.concat([Buffer.from(house.id.replaceAll('-', ''), 'hex'), letter.key]).toString('base64url');
  const headers = {
    host: 'localhost',
    origin: 'http://localhost',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const shown = await app.running.server.inject({ method: 'GET', url: `/ja/${key}` });
  expect(shown.body).toContain('Ihre Antwort');
  expect(shown.body).not.toMatch(/Anna|Königsstraße/);
  const fields = { firstName: 'Anna', lastName: 'Muster', email: 'anna@example.org', channel: 'email' };
  const payload = new URLSearchParams(fields).toString();
  await app.running.server.inject({ method: 'POST', url: `/ja/${key}`, headers, payload });
  const [mail] = await db().selectFrom('mail').selectAll().where('workspaceId', '=', house.id).execute();
  const [link = ''] = mail?.body.match(/https:\S+/) ?? [];
  await app.running.server.inject({ method: 'POST', url: new URL(link).pathname, headers, payload: 'answer=yes' });

  const { items } = (await owner.call(contract.listEntries, { params: { contactId: anna }, query: {} })).body;
  expect(items).toMatchObject([{ channel: 'email', state: 'granted', source: 'double_opt_in' }]);
  const report = (await owner.call(contract.reportWays, { query: {} })).body.items;
  expect(report.find(({ way }) => way === 'letter')).toEqual({
    way: 'letter',
    id: batch.id,
    name: 'Nordstadt',
    sent: 1,
    shown: 1,
    begun: 1,
    confirmed: 1,
    withdrawn: 0,
  });
  expect(report.find(({ way }) => way === 'form')).toMatchObject({ shown: 0, begun: 0 });
});

test('a closed form or an installation without an address makes no letters', async () => {
  await owner.call(contract.closeForm, { params: { formId: form.id } });
  expect((await make()).body).toMatchObject({ code: 'form_closed' });
  await using hidden = await startApp();
  const other = await hidden.workspace();
  const elsewhere = other.owner;
  await elsewhere.call(contract.releaseWording, { body: { channel: 'email', text: 'Sie dürfen mir gern mailen.' } });
  const privacyUrl = 'https://sonnendach.example/datenschutz';
  const opened = await elsewhere.call(contract.createForm, {
    body: { name: 'Post', heading: 'Antwort', privacyUrl, channels: ['email'] },
  });
  const refused = await elsewhere.call(contract.makeLetters, { body: order(undefined, { formId: opened.body.id }) });
  expect(refused.body).toMatchObject({ code: 'no_public_address' });
});
