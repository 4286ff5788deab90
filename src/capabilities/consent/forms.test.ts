import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { createContact, listContacts } from '#contacts/contract';
import { dbOf } from '#platform/ground';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { verifyLedger } from './audit.ts';
import * as contract from './contract.ts';
import { forgetRequests } from './queries/requests.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ config: { publicUrl: 'https://klinke.example.org' } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const wordingOf = { phone: 'Sonnendach Kassel darf mich anrufen.', email: 'Sonnendach Kassel darf mir mailen.' };
let house: TestWorkspace;
let owner: Client;
let form: contract.ConsentForm;
let ip = '';
let lines = 0;
beforeEach(async () => {
  house = await app.workspace();
  owner = house.owner;
  // Every test on a line of its own.
  ip = `192.0.2.${++lines}`;
  for (const channel of ['phone', 'email'] as const)
    await owner.call(contract.releaseWording, { body: { channel, text: wordingOf[channel] } });
  form = await open();
});

const input = {
  name: 'Messe',
  heading: 'Bleiben wir in Kontakt',
  privacyUrl: 'https://sonnendach.example/datenschutz',
  channels: ['phone', 'email'] as contract.Channel[],
};
async function open(more: Partial<contract.CreateForm> = {}): Promise<contract.ConsentForm> {
  const { status, body } = await owner.call(contract.createForm, { body: { ...input, ...more } });
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

type Sent = Record<string, string | string[]>;
const pathOf = (address: string) => new URL(address).pathname;
async function visit(method: 'GET' | 'POST', address: string, fields: Sent = {}, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  );
  const answer = await app.running.server.inject({
    method,
    url: pathOf(address),
    remoteAddress: ip,
    headers: {
      host: 'localhost',
      ...(method === 'POST' && {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'http://localhost',
        'sec-fetch-site': 'same-origin',
      }),
      ...headers,
    },
    ...(method === 'POST' && { payload: body.toString() }),
  });
  return { status: answer.statusCode, text: answer.body, headers: answer.headers };
}

const erika = {
  firstName: 'Erika',
  lastName: 'Muster',
  street: 'Königsstraße 1',
  postalCode: '34117',
  city: 'Kassel',
  email: 'erika@example.org',
  phone: '0561 4711470',
  channel: ['phone', 'email'],
};
const send = (fields: Sent = erika) => visit('POST', form.address, fields);

const db = () => dbOf<AllTables>(app.ground, { workspaceId: house.id });
const mails = () => db().selectFrom('mail').selectAll().where('workspaceId', '=', house.id).orderBy('id').execute();
async function links(): Promise<{ confirm: string; withdraw: string }> {
  const text = (await mails()).at(-1)?.body ?? '';
  const [confirm = '', withdraw = ''] = text.match(/https:\S+/g) ?? [];
  return { confirm, withdraw };
}
const people = async () => (await owner.call(listContacts, { query: {} })).body.items;
const entries = async (contactId: string) =>
  (await owner.call(contract.listEntries, { params: { contactId } })).body.items;
const mayCall = async (contactId: string) =>
  (await owner.call(contract.mayContact, { params: { contactId }, query: { channel: 'phone' } })).body;
const mayMail = async (contactId: string) =>
  (await owner.call(contract.mayContact, { params: { contactId }, query: { channel: 'email' } })).body;
const waiting = async () => (await owner.call(contract.listRequests, { query: {} })).body.items;
const codeIn = (text: string) => /class="code">(\d{6})</.exec(text)?.[1] ?? '';

describe('from the form to the yes', () => {
  test('nothing is consent before the button behind the mail is pressed, and opening its link does not press it', async () => {
    expect((await send()).status).toBe(200);
    const { confirm } = await links();
    for (const method of ['GET', 'GET'] as const)
      expect((await visit(method, confirm)).text).toContain('Stimmt das so?');
    expect(await people()).toEqual([]);

    app.time.now = new Date(app.time.now.getTime() + 60_000);
    const answered = await visit('POST', confirm, { answer: 'yes' });
    expect([answered.status, answered.headers.location]).toEqual([303, pathOf(confirm)]);
    expect((await visit('GET', confirm)).text).toContain('Ihre Einwilligung ist bestätigt.');
    const [person, ...more] = await people();
    expect([person?.name, more]).toEqual(['Erika Muster', []]);
    const found = await entries(person?.id ?? '');
    expect(found).toHaveLength(2);
    expect(found.find(({ channel }) => channel === 'email')).toMatchObject({
      state: 'granted',
      source: 'double_opt_in',
      at: app.time.now.toISOString(),
      wording: wordingOf.email,
      recordedBy: null,
      proof: {
        personName: 'Erika Muster',
        personAddress: 'Königsstraße 1, 34117 Kassel',
        confirmedOver: 'email',
        ipAddress: ip,
        requestedFrom: ip,
        requestedAt: new Date(app.time.now.getTime() - 60_000).toISOString(),
      },
    });
    expect(await mayMail(person?.id ?? '')).toMatchObject({ allowed: true, basis: 'consent' });
    expect((await verifyLedger(db(), house.id)).faults).toEqual([]);
  });

  test('a click in a mail proves no telephone number; the code, said in a call, does', async () => {
    const code = codeIn((await send()).text);
    const { confirm } = await links();
    await visit('POST', confirm, { answer: 'yes' });
    const [person] = await people();
    const contactId = person?.id ?? '';
    expect(await mayCall(contactId)).toMatchObject({ allowed: false, because: 'confirmed_elsewhere' });
    expect(codeIn((await visit('GET', confirm)).text)).toBe(code);

    const [request] = await waiting();
    expect(request).toMatchObject({ contactId, numberConfirmedAt: null, phone: '+495614711470' });
    expect(JSON.stringify(request)).not.toContain(code);
    const say = (said: string) =>
      owner.call(contract.confirmNumber, { params: { requestId: request?.id ?? '' }, body: { code: said } });
    const wrong = code === '000000' ? '111111' : '000000';
    expect((await say(wrong)).body).toMatchObject({ code: 'code_wrong' });
    expect(await say(code)).toMatchObject({ status: 200, body: { contactId } });
    expect(await mayCall(contactId)).toMatchObject({ allowed: true, basis: 'consent' });
    expect((await say(code)).body).toMatchObject({ code: 'not_waiting' });
    expect(await waiting()).toEqual([]);
  });

  test('codes cannot be tried out', async () => {
    const code = codeIn((await send()).text);
    const [request] = await waiting();
    const params = { requestId: request?.id ?? '' };
    for (let at = 0; at < 5; at++) {
      const wrong = String((Number(code) + 1 + at) % 1_000_000).padStart(6, '0');
      expect((await owner.call(contract.confirmNumber, { params, body: { code: wrong } })).status).toBe(422);
    }
    expect((await owner.call(contract.confirmNumber, { params, body: { code } })).body).toMatchObject({
      code: 'code_spent',
    });
  });

  test('without a mailbox the code alone carries the call', async () => {
    const { email: _, ...mailless } = erika;
    const code = codeIn((await send({ ...mailless, channel: 'phone' })).text);
    expect(await mails()).toEqual([]);
    const [request] = await waiting();
    await owner.call(contract.confirmNumber, { params: { requestId: request?.id ?? '' }, body: { code } });
    const [person] = await people();
    expect(await mayCall(person?.id ?? '')).toMatchObject({ allowed: true, basis: 'consent' });
  });

  test('after seven days the link is worth nothing, and later the request is forgotten', async () => {
    await send();
    const { confirm } = await links();
    const before = app.time.now;
    app.time.now = new Date(before.getTime() + 8 * 86_400_000);
    await visit('POST', confirm, { answer: 'yes' });
    const { text } = await visit('GET', confirm);
    app.time.now = before;
    expect(text).toContain('abgelaufen');
    expect(await people()).toEqual([]);
    expect(await forgetRequests(db(), new Date(before.getTime() + 40 * 86_400_000), 100)).toBe(1);
    expect((await visit('GET', confirm)).status).toBe(404);
  });
});

describe('taking it back', () => {
  test('is one button away, also much later', async () => {
    await send();
    const { confirm, withdraw } = await links();
    await visit('POST', confirm, { answer: 'yes' });
    const [person] = await people();
    expect((await visit('GET', withdraw)).text).toContain('Jetzt widerrufen');
    expect(await mayMail(person?.id ?? '')).toMatchObject({ allowed: true });
    await visit('POST', withdraw);
    await visit('POST', withdraw);
    expect(await mayMail(person?.id ?? '')).toMatchObject({ allowed: false, because: 'withdrawn' });
    expect(await entries(person?.id ?? '')).toHaveLength(4);
    expect((await visit('GET', withdraw)).text).toContain('widerrufen.');
    // The confirming link does not bring it back.
    await visit('POST', confirm, { answer: 'yes' });
    expect(await mayMail(person?.id ?? '')).toMatchObject({ allowed: false });
  });

  test('"that was not me" leaves nobody behind', async () => {
    await send();
    const { confirm } = await links();
    await visit('POST', confirm, { answer: 'no' });
    await visit('POST', confirm, { answer: 'yes' });
    expect(await people()).toEqual([]);
    expect((await visit('GET', confirm)).text).toContain('Es gilt keine Einwilligung');
  });
});

describe('who it is', () => {
  test('the mailbox decides: who is known by it is not made twice', async () => {
    const known = await owner.call(createContact, {
      body: { firstName: 'Erika', lastName: 'Muster', emails: [{ value: 'Erika@example.org' }] },
    });
    await send();
    await visit('POST', (await links()).confirm, { answer: 'yes' });
    const [person, ...more] = await people();
    expect([person?.id, more]).toEqual([known.body.id, []]);
    expect(person?.phone).toBe('+495614711470');
  });

  test('a stranger who knows a number does not become the person it belongs to', async () => {
    const body = {
      firstName: 'Erika',
      lastName: 'Muster',
      phones: [{ value: '+495614711470' }],
      emails: [{ value: 'echte.erika@example.org' }],
    };
    const known = await owner.call(createContact, { body });
    await send();
    await visit('POST', (await links()).confirm, { answer: 'yes' });
    expect(await entries(known.body.id)).toEqual([]);
    expect(await people()).toHaveLength(2);
  });

  test('nobody learns from the answer whether we know them', async () => {
    const texts = [];
    for (const email of ['neu@example.org', 'erika@example.org', 'gesperrt@example.org']) {
      if (email.startsWith('erika'))
        await owner.call(createContact, { body: { lastName: 'Muster', emails: [{ value: email }] } });
      if (email.startsWith('gesperrt')) await owner.call(contract.addSuppression, { body: { value: email } });
      const { status, text } = await send({ ...erika, email });
      texts.push([status, text.replace(/\d{6}/, '·')]);
    }
    expect(texts[1]).toEqual(texts[0]);
    expect(texts[2]).toEqual(texts[0]);
    expect(await mails()).toHaveLength(2);
  });
});

describe('the mail', () => {
  test('asks for the confirmation, shows the wording and the way back, and nothing that was typed', async () => {
    await send({ ...erika, firstName: 'Kaufen Sie jetzt', lastName: 'https://böse.example' });
    const [mail] = await mails();
    expect(mail?.body).toContain(wordingOf.phone);
    expect(mail?.body.match(/https:\S+/g)?.map((link) => new URL(link).host)).toEqual([
      'klinke.example.org',
      'klinke.example.org',
    ]);
    expect(mail?.body).not.toContain('Kaufen');
    expect(mail?.recipient).toBe('erika@example.org');
  });

  test('a mailbox gets three a day, whoever asks, and the fourth visitor is answered like the first', async () => {
    for (let at = 0; at < 5; at++) {
      ip = `198.51.100.${at}`;
      expect((await send()).status).toBe(200);
    }
    expect(await mails()).toHaveLength(3);
  });

  test('ten at the same instant to one mailbox are still three', async () => {
    await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(await mails()).toHaveLength(3);
  });

  test('a line that floods us is told to wait', async () => {
    const answers = [];
    for (let at = 0; at < 12; at++) answers.push((await send({ ...erika, email: `e${at}@example.org` })).status);
    expect(answers).toEqual([...Array<number>(10).fill(200), 429, 429]);
  });

  test('the host that a stranger names does not get into it', async () => {
    await visit('POST', form.address, erika, { host: 'böse.example', origin: 'http://xn--bse-sna.example' });
    for (const { body } of await mails()) expect(body).not.toMatch(/b.se\.example|xn--/);
  });
});

describe('the page', () => {
  test('has no script, no foreign host and no frame, and is in no search engine', async () => {
    const { status, text, headers } = await visit('GET', form.address);
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script|\bon\w+=|style=/);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-robots-tag']).toContain('noindex');
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain(wordingOf.phone);
    expect((await visit('GET', 'http://x/ja/seite.css')).headers['content-type']).toContain('text/css');
  });

  test('says what is missing beside the field and keeps what was typed', async () => {
    const { status, text } = await send({ lastName: '<b>Muster', channel: 'phone' });
    expect(status).toBe(422);
    expect(text).toContain('Bitte eine gültige Telefonnummer');
    expect(text).toContain('&#60;b&#62;Muster');
    expect(text).not.toContain('<b>Muster');
    expect(await waiting()).toEqual([]);
  });

  test('speaks the language of the browser', async () => {
    expect((await visit('GET', form.address, {}, { 'accept-language': 'en-GB,en' })).text).toContain(
      'How may we reach you?',
    );
  });

  test('whoever fills in the field that nobody sees is thanked and forgotten', async () => {
    const { status, text } = await send({ ...erika, website: 'https://spam.example' });
    expect([status, codeIn(text)]).toEqual([200, expect.stringMatching(/^\d{6}$/)]);
    expect([await waiting(), await mails()]).toEqual([[], []]);
  });

  test('a text that was replaced while the page was open is the one that was read', async () => {
    const shown = (await visit('GET', form.address)).text;
    const [, wordingId = ''] = /name="wording-email" value="([^"]+)"/.exec(shown) ?? [];
    await owner.call(contract.releaseWording, { body: { channel: 'email', text: 'Ganz andere Worte, Fassung zwei.' } });
    await send({ ...erika, channel: 'email', 'wording-email': wordingId });
    await visit('POST', (await links()).confirm, { answer: 'yes' });
    const [person] = await people();
    expect((await entries(person?.id ?? ''))[0]).toMatchObject({ wording: wordingOf.email, wordingId });
  });

  test('what is not its address is nothing, of whichever workspace', async () => {
    const key = pathOf(form.address).slice('/ja/'.length);
    const elsewhere = await app.workspace();
    const foreign = Buffer.concat([
      Buffer.from(elsewhere.id.replaceAll('-', ''), 'hex'),
      Buffer.from(key, 'base64url').subarray(16),
    ]).toString('base64url');
    for (const wrong of [foreign, `${key.slice(0, -1)}_`, 'x', 'ä'.repeat(43), '..%2f..%2fetc'])
      for (const kind of ['', 'antwort/', 'widerruf/'])
        for (const method of ['GET', 'POST'] as const)
          expect(
            (await visit(method, `http://x/ja/${kind}${wrong}`, { answer: 'yes' })).status,
            `${kind}${wrong}`,
          ).toBe(404);
  });

  test('a closed form is gone, and what came over it can still be confirmed', async () => {
    await send();
    const { confirm } = await links();
    const closed = await owner.call(contract.closeForm, { params: { formId: form.id } });
    expect(closed.body.closedAt).not.toBeNull();
    expect((await visit('GET', form.address)).status).toBe(404);
    expect((await send()).status).toBe(404);
    await visit('POST', confirm, { answer: 'yes' });
    expect(await people()).toHaveLength(1);
  });

  test('takes no post from elsewhere, and nothing but a form', async () => {
    const foreign = { origin: 'https://xn--bse-sna.example', 'sec-fetch-site': 'cross-site' };
    expect((await visit('POST', form.address, erika, foreign)).status).toBe(403);
    expect((await visit('POST', form.address, erika, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await visit('POST', form.address, { lastName: 'x'.repeat(70_000) })).status).toBe(413);
    const api = await app.running.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: 'localhost', 'x-klinke': '1', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'email=a',
    });
    expect(api.statusCode).toBe(415);
  });
});

test('a form needs a text for each of its channels', async () => {
  const refused = await owner.call(contract.createForm, { body: { ...input, channels: ['sms'] } });
  expect(refused).toMatchObject({ status: 422, body: { code: 'wording_missing', details: { channels: ['sms'] } } });
  for (const privacyUrl of ['javascript:alert(1)', 'http://sonnendach.example', 'https://', 'sonnendach.example'])
    expect(
      (await owner.call(contract.createForm, { body: { ...input, channels: ['phone'], privacyUrl } })).status,
    ).toBe(400);
});

test('each way tells how far people went on it', async () => {
  for (let at = 0; at < 3; at++) await visit('GET', form.address);
  await visit('GET', form.address, {}, { 'sec-purpose': 'prefetch' });
  const confirmed: string[] = [];
  for (let at = 0; at < 3; at++) {
    await send({ ...erika, lastName: `Muster${at}`, email: `erika${at}@example.org`, phone: '', channel: 'email' });
    confirmed.push((await links()).confirm);
  }
  for (const link of confirmed.slice(0, 2)) await visit('POST', link, { answer: 'yes' });
  await visit('POST', (confirmed[0] ?? '').replace('antwort', 'widerruf'));
  // A no that came by another way counts as well.
  const second = (await people()).find(({ name }) => name === 'Erika Muster1');
  await owner.call(contract.objectAll, {
    params: { contactId: second?.id ?? '' },
    body: { at: app.time.now.toISOString(), source: 'letter' },
  });
  const { items } = (await owner.call(contract.reportWays, { query: {} })).body;
  expect(items.find(({ way }) => way === 'form')).toEqual({
    way: 'form',
    id: form.id,
    name: 'Messe',
    sent: null,
    shown: 3,
    begun: 3,
    confirmed: 2,
    withdrawn: 2,
  });
  expect(items.map(({ way }) => way)).toEqual(['form', 'incoming_call', 'showroom']);
});
