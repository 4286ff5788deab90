import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAuditEntries, listTimeline } from '#timeline/contract';
import { smtpMail } from '#platform/mail';
import { newId } from '#platform/ids';
import { createContact } from '#contacts/contract';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import { type Letter, postOffice } from '../../../test/setup/post-office.ts';
import * as contract from './contract.ts';

let app: TestApp;
let office: Awaited<ReturnType<typeof postOffice>>;
beforeAll(async () => {
  office = await postOffice();
  app = await startApp({
    config: { publicUrl: 'https://klinke.example.org' },
    ports: { mail: smtpMail(office.url, 'Klinke <klinke@example.org>') },
  });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

type Person = { contactId: string; email: string };

async function person(who: Client): Promise<Person> {
  const email = `erika-${newId()}@example.net`;
  const body = {
    firstName: 'Erika',
    lastName: 'Muster',
    kind: 'private' as const,
    emails: [{ label: 'home', value: email }],
  };
  const made = await who.call(createContact, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return { contactId: made.body.id, email };
}

async function agreed(who: Client): Promise<Person> {
  const made = await person(who);
  const body = {
    channel: 'email',
    state: 'granted',
    at: '2026-11-20T15:00:00Z',
    source: 'double_opt_in',
    wording: 'Ja, Sonnendach darf mir mailen.',
    proof: { reference: 'Formular 4711', confirmedOver: 'email' },
  } as const;
  await who.call(contract.recordConsent, { params: { contactId: made.contactId }, body });
  return made;
}

const words = { subject: 'Grüße vom Dach', text: 'Guten Tag Frau Muster,\n\ndie Sonne scheint.' };
const write = (who: Client, { contactId }: Person, more: object = {}, idempotencyKey?: string) =>
  who.call(contract.writeMail, {
    params: { contactId },
    body: { ...words, purpose: 'advertising', ...more },
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
const lettersTo = ({ email }: Person): Letter[] => office.letters.filter(({ to }) => to.includes(email));
const letterTo = async (whom: Person): Promise<{ head: string; text: string }> => {
  await eventually(() => expect(lettersTo(whom)).toHaveLength(1));
  const raw = lettersTo(whom)[0]?.raw ?? '';
  const [head = '', ...body] = raw.split('\r\n\r\n');
  const bytes = body.join('\r\n\r\n').replace(/=\r\n/g, '');
  const text = Buffer.from(
    bytes.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return { head: head.replace(/\r\n\s+/g, ' '), text: text.toString('utf8') };
};
const storyOf = async (who: Client, { contactId }: Person) => {
  await app.drain();
  return (await who.call(listTimeline, { query: { contactId } })).body.items;
};
const usesOf = async (who: Client, { contactId }: Person) =>
  (await who.call(contract.listUses, { params: { contactId } })).body.items;
const mailEntries = async (who: Client, { contactId }: Person) =>
  (await who.call(contract.listEntries, { params: { contactId } })).body.items.filter(
    ({ channel }) => channel === 'email',
  );

/** As a mail program sends it: no browser's marks, no cookie. */
const oneClick = (url: string, body = 'List-Unsubscribe=One-Click') =>
  app.running.server.inject({
    method: 'POST',
    url: new URL(url).pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: body,
  });
const linkIn = (text: string): string =>
  /https:\/\/klinke\.example\.org\/ja\/keine-werbung\/[\w-]+/.exec(text)?.[0] ?? '';

test('advertising goes out by the mail server with who writes, where to answer, and one click to end it', async () => {
  const { owner } = await app.workspace('Sonnendach');
  const erika = await agreed(owner);
  const key = newId();
  const [first, again] = [await write(owner, erika, {}, key), await write(owner, erika, {}, key)];
  expect([first.status, again.body]).toEqual([201, first.body]);

  const { head, text } = await letterTo(erika);
  expect(head).toMatch(/^From: .*<klinke@example\.org>$/m);
  expect(head).toMatch(/^From: .*Sonnendach/m);
  expect(head).toMatch(new RegExp(`^Reply-To: .*${owner.email}`, 'm'));
  const link = linkIn(text);
  expect(head).toContain(`List-Unsubscribe: <${link}>`);
  expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  expect(text).toContain('die Sonne scheint.');
  expect(text).toContain('nach den Basistarifen');

  expect(await usesOf(owner, erika)).toMatchObject([{ act: 'mail', address: erika.email, basis: 'consent' }]);
  expect((await storyOf(owner, erika))[0]).toMatchObject({
    type: 'consent.mailWritten',
    payload: { subject: words.subject, text: words.text, to: erika.email },
  });
  const { items } = (await owner.call(listAuditEntries, { query: { limit: 10 } })).body;
  expect(items.map(({ type }) => type)).toContain('consent.mailWritten');
  expect(lettersTo(erika)).toHaveLength(1);
});

test('one click is an objection in the ledger; a look at the page, a second click and a made-up link are none', async () => {
  const { owner } = await app.workspace();
  const erika = await agreed(owner);
  await write(owner, erika);
  const link = linkIn((await letterTo(erika)).text);
  const look = await app.running.server.inject({ method: 'GET', url: new URL(link).pathname });
  expect([look.statusCode, look.body]).toEqual([200, expect.stringContaining('keine Werbung von')]);
  expect(await mailEntries(owner, erika)).toHaveLength(1);

  const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A');
  for (const url of [forged, `${link}A`, link.replace('mail', 'mial')])
    expect((await oneClick(url)).statusCode).toBe(404);
  expect(await mailEntries(owner, erika)).toHaveLength(1);

  const clicked = await oneClick(link);
  expect([clicked.statusCode, clicked.headers['set-cookie']]).toEqual([200, undefined]);
  await oneClick(link);
  expect(await mailEntries(owner, erika)).toMatchObject([
    { state: 'denied', because: 'objected', source: 'incoming_message', recordedBy: null },
    { state: 'granted' },
  ]);
  const refused = await write(owner, erika);
  expect(refused).toMatchObject({
    status: 403,
    body: { code: 'contact_not_allowed', details: { answer: { allowed: false, because: 'objected' } } },
  });
  // A contract goes on.
  expect((await write(owner, erika, { purpose: 'contract' })).status).toBe(201);
});

test('the button of the page does the same, and a page of somebody else can press none', async () => {
  const { owner } = await app.workspace();
  const erika = await agreed(owner);
  await write(owner, erika);
  const link = linkIn((await letterTo(erika)).text);
  const pressed = await app.running.server.inject({
    method: 'POST',
    url: new URL(link).pathname,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'accept-language': 'en',
      'sec-fetch-site': 'same-origin',
    },
    payload: '',
  });
  expect([pressed.statusCode, pressed.body]).toEqual([200, expect.stringContaining('no more advertising')]);
  expect((await mailEntries(owner, erika))[0]).toMatchObject({ because: 'objected' });
});

test('about a contract or what somebody asked, a mail is plain', async () => {
  const { owner } = await app.workspace();
  const request = { at: '2026-11-22T09:00:00Z', about: 'Preis für zwölf Module' };
  for (const more of [{ purpose: 'contract' }, { purpose: 'service' }, { purpose: 'requested', request }]) {
    const erika = await person(owner);
    expect((await write(owner, erika, more)).status, more.purpose).toBe(201);
    const { head, text } = await letterTo(erika);
    expect(head).not.toMatch(/unsubscribe/i);
    expect(text.trim()).toBe(words.text.replaceAll('\n', '\r\n'));
    expect(await usesOf(owner, erika)).toMatchObject([{ act: 'mail', purpose: more.purpose }]);
  }
});

test('a no of the gate leaves neither mail nor permit nor a word in the story, and says what may be done instead', async () => {
  const { owner, person: join } = await app.workspace();
  const erika = await person(owner);
  const refused = await write(owner, erika);
  expect(refused).toMatchObject({
    status: 403,
    body: { code: 'contact_not_allowed', details: { answer: { allowed: false, because: 'no_consent' } } },
  });
  expect(await write(owner, erika, { purpose: 'requested' })).toMatchObject({ status: 403 });
  expect(await write(owner, erika, { purpose: 'service', to: 'fremd@example.net' })).toMatchObject({
    status: 422,
    body: { code: 'no_email_address' },
  });
  expect(await write(owner, erika, { purpose: 'ask_consent' })).toMatchObject({ status: 400 });
  const reader = await join('read_only');
  expect((await write(reader, erika, { purpose: 'service' })).status).toBe(403);
  expect(await usesOf(owner, erika)).toEqual([]);
  expect((await storyOf(owner, erika)).map(({ type }) => type)).not.toContain('consent.mailWritten');
  expect(lettersTo(erika)).toEqual([]);
});

test('what is typed becomes no header, and the name of who writes no address', async () => {
  const { owner, person: join } = await app.workspace('Dach & Co. <chef@example.com>');
  const anna = await join('member', { name: 'Anna "Bcc: x@example.com", Lang' });
  const erika = await agreed(owner);
  expect((await write(anna, erika, { subject: 'Hallo\r\nBcc: c@example.com' })).status).toBe(201);
  const { head } = await letterTo(erika);
  expect(head.match(/^from:.*$/gim)).toEqual([expect.stringMatching(/<klinke@example\.org>$/)]);
  expect(head).not.toMatch(/^bcc:/im);
  expect(lettersTo(erika)[0]?.to).toEqual([erika.email]);
});

test('without an address that others reach, no advertising leaves, since its link would lead nowhere', async () => {
  await using house = await startApp({ ports: { mail: smtpMail(office.url, 'klinke@example.org') } });
  const { owner } = await house.workspace();
  const erika = await agreed(owner);
  expect(await write(owner, erika)).toMatchObject({ status: 409, body: { code: 'no_public_address' } });
  expect((await write(owner, erika, { purpose: 'service' })).status).toBe(201);
});
