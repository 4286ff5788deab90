import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContact } from '#contacts/contract';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const release = async (who: Client, channel: contract.Channel, purpose: contract.WordingPurpose = 'advertising') =>
  (
    await who.call(contract.releaseWording, {
      body: { channel, purpose, text: `Dürfen wir Sie erreichen (${channel})?` },
    })
  ).body;
const personOf = async (who: Client) =>
  (await who.call(createContact, { body: { kind: 'private', lastName: 'Muster' } })).body.id;
const read = (
  who: Client,
  contactId: string,
  answers: { wordingId: string; says: 'yes' | 'no' }[],
  more: object = {},
) => {
  const body = {
    at: app.time.now.toISOString(),
    reference: 'Anruf 4711, Aufnahme 12',
    personName: 'Erika Muster',
    personAddress: 'Königsstraße 1, 34117 Kassel',
    answers,
    ...more,
  };
  return who.call(contract.recordSpoken, { params: { contactId }, body });
};
const gate = async (who: Client, contactId: string, channel: contract.Channel) =>
  (await who.call(contract.mayContact, { params: { contactId }, query: { channel } })).body;

test('a yes and a no, read and answered in a call of theirs, stand at once', async () => {
  const { owner } = await app.workspace();
  const contactId = await personOf(owner);
  const [phone, post] = [await release(owner, 'phone'), await release(owner, 'post')];
  const { status, body } = await read(owner, contactId, [
    { wordingId: phone.id, says: 'yes' },
    { wordingId: post.id, says: 'no' },
  ]);
  expect(status).toBe(201);
  expect(body.items).toMatchObject([
    { channel: 'phone', state: 'granted', source: 'incoming_call', wording: phone.text, wordingId: phone.id },
    { channel: 'post', state: 'denied', because: 'refused', wording: post.text },
  ]);
  expect(body.items[0]?.proof).toMatchObject({ reference: 'Anruf 4711, Aufnahme 12', personName: 'Erika Muster' });
  expect(await gate(owner, contactId, 'phone')).toMatchObject({ allowed: true, basis: 'consent' });
  expect(await gate(owner, contactId, 'post')).toMatchObject({ allowed: false, because: 'refused' });
  const { items } = (await owner.call(contract.reportWays, { query: {} })).body;
  expect(items.find(({ way }) => way === 'incoming_call')).toMatchObject({ begun: 1, confirmed: 1, withdrawn: 0 });
});

test('what cannot have been asked is refused whole', async () => {
  const { owner } = await app.workspace();
  const contactId = await personOf(owner);
  const [phone, recording] = [await release(owner, 'phone'), await release(owner, 'phone', 'recording')];
  const later = { at: new Date(app.time.now.getTime() + 3_600_000).toISOString() };
  const yes = (wordingId: string) => ({ wordingId, says: 'yes' as const });
  expect((await read(owner, contactId, [yes(phone.id), yes(recording.id)])).body).toMatchObject({
    code: 'not_for_advertising',
  });
  expect((await read(owner, contactId, [yes(phone.id), yes(phone.id)])).body).toMatchObject({ code: 'asked_twice' });
  expect((await read(owner, contactId, [yes(phone.id)], later)).body).toMatchObject({ code: 'in_the_future' });
  expect((await read(owner, contactId, [yes(contactId)])).status).toBe(404);
  expect((await owner.call(contract.listEntries, { params: { contactId }, query: {} })).body.items).toEqual([]);
});
