import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeContact, createCompany, createContact } from '#contacts/contract';
import { changeRolePolicy } from '#access/contract';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const later = (minutes: number): void => void (app.time.now = new Date(app.time.now.getTime() + minutes * 60_000));
const types = async (client: Client, query: Record<string, unknown>): Promise<string[]> =>
  (await client.call(contract.listTimeline, { query })).body.items.map((item) => item.type);

test('a story is told newest first, page by page, and a note stands among it', async () => {
  const { owner } = await app.workspace();
  const { id: contactId } = (await owner.call(createContact, { body: { lastName: 'Weiß' } })).body;
  later(1);
  await owner.call(contract.addNote, { body: { contactId, text: 'Dach nach Süden' } });
  later(1);
  await owner.call(changeContact, { params: { contactId }, body: { jobTitle: 'Meisterin' } });

  const first = await owner.call(contract.listTimeline, { query: { contactId, limit: 2 } });
  const second = await owner.call(contract.listTimeline, {
    query: { contactId, limit: 2, cursor: first.body.next ?? '' },
  });

  expect([...first.body.items, ...second.body.items].map((item) => item.type)).toEqual([
    'contacts.contactChanged',
    'timeline.noteAdded',
    'contacts.contactCreated',
  ]);
  expect(second.body.next).toBeNull();
  expect(await types(owner, { contactId, groups: 'notes' })).toEqual(['timeline.noteAdded']);
  expect(await types(owner, { contactId, groups: 'calls,consent' })).toEqual([]);
});

test('a note can be rewritten, taken away and brought back, by its writer alone', async () => {
  const { owner, person } = await app.workspace();
  const [writer, colleague] = [await person('member'), await person('member')];
  const { id: contactId } = (await owner.call(createContact, { body: { lastName: 'Weiß' } })).body;
  const { id: noteId, version } = (await writer.call(contract.addNote, { body: { contactId, text: 'alt' } })).body;

  expect((await colleague.call(contract.changeNote, { params: { noteId }, body: { text: 'fremd' } })).status).toBe(403);
  expect(
    (await writer.call(contract.changeNote, { params: { noteId }, body: { text: 'neu' }, ifMatch: version })).body.text,
  ).toBe('neu');
  expect(
    (await writer.call(contract.changeNote, { params: { noteId }, body: { text: 'zu spät' }, ifMatch: version }))
      .status,
  ).toBe(412);
  expect((await writer.call(contract.removeNote, { params: { noteId } })).status).toBe(204);
  expect(await types(owner, { contactId })).not.toContain('timeline.noteAdded');
  await writer.call(contract.restoreNote, { params: { noteId } });
  const { body } = await owner.call(contract.listTimeline, { query: { contactId } });
  expect(body.items.find((item) => item.note)?.note).toMatchObject({ text: 'neu' });
});

test("a company's story holds what happened with its people", async () => {
  const { owner } = await app.workspace();
  const { id: companyId } = (await owner.call(createCompany, { body: { name: 'Kühn GmbH' } })).body;
  const { id: contactId } = (await owner.call(createContact, { body: { lastName: 'Kühn', companyId } })).body;
  await owner.call(contract.addNote, { body: { contactId, text: 'Chefin entscheidet' } });

  expect((await types(owner, { companyId })).toSorted()).toEqual([
    'contacts.companyCreated',
    'contacts.contactCreated',
    'timeline.noteAdded',
  ]);
});

test('whoever may not see the person reads nothing of their story and writes nothing into it', async () => {
  const [mine, theirs] = [await app.workspace(), await app.workspace()];
  const { id: contactId } = (await theirs.owner.call(createContact, { body: { lastName: 'Weiß' } })).body;
  const restricted = await theirs.person('member');
  await theirs.owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  later(1);

  for (const client of [mine.owner, restricted]) {
    expect((await client.call(contract.listTimeline, { query: { contactId } })).status).toBe(404);
    expect((await client.call(contract.addNote, { body: { contactId, text: 'x' } })).status).toBe(404);
  }
});
