import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeCall, listDispositions, startCall } from '#calls/contract';
import { listEntries, mayContact, recordConsent, releaseWording } from '#consent/contract';
import { changeContact, createContact, getContact } from '#contacts/contract';
import { createDeal } from '#deals/contract';
import { listDealHealth } from '#forecasts/contract';
import { listTimeline } from '#timeline/contract';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const steps: contract.CreateScript['steps'] = [
  { kind: 'say', key: 'gruss', title: 'Begrüßung', text: 'Guten Tag {{salutation}}, hier ist {{me}}.', next: 'haus' },
  {
    kind: 'question',
    key: 'haus',
    title: 'Eigentum',
    text: 'Gehört Ihnen das Haus?',
    answers: [
      { key: 'ja', label: 'Ja', next: 'ort', sets: { field: 'tag', value: 'Eigenheim' }, disposition: null },
      { key: 'nein', label: 'Nein', next: null, sets: null, disposition: 'refused' },
    ],
  },
  { kind: 'field', key: 'ort', title: 'Ort', text: 'In welchem Ort?', field: 'city', next: 'mail' },
  { kind: 'wording', key: 'mail', title: 'Einwilligung', text: '', channel: 'email', onYes: null, onNo: null },
];
const cards = [{ key: 'teuer', title: 'Zu teuer', text: 'Verstehe, {{salutation}}.' }];

async function scene(purpose: 'advertising' | 'contract' = 'advertising') {
  const workspace = await app.workspace('Sonnendach');
  const { owner } = workspace;
  const setter = await workspace.person('member', { name: 'Mira Kern' });
  const { body: script } = await owner.call(contract.createScript, { body: { name: 'Solar', steps, cards } });
  const { contactId, callId } = await callOf(setter, purpose);
  return { workspace, owner, setter, scriptId: script.id, script, contactId, callId };
}

async function callOf(by: Client, purpose: 'advertising' | 'contract' = 'advertising') {
  const person = {
    salutation: 'Frau',
    lastName: 'Muster',
    phones: [{ value: `+49561${String(Math.random()).slice(2, 9)}` }],
  };
  const contactId = (await by.call(createContact, { body: person })).body.id;
  await by.call(recordConsent, {
    params: { contactId },
    body: {
      state: 'granted',
      channel: 'phone',
      at: '2026-11-19T15:00:00Z',
      source: 'form',
      wording: 'Ja, rufen Sie an.',
      proof: { reference: 'Formular 7', personName: 'Erika Muster', personAddress: 'Weg 1, 34117 Kassel' },
    },
  });
  const { body } = await by.call(startCall, { body: { contactId, purpose } });
  return { contactId, callId: body.call.id };
}

const begin = (by: Client, callId: string, scriptId: string) =>
  by.call(contract.beginRun, { params: { callId }, body: { scriptId } });
const say = (by: Client, runId: string, reply: contract.Reply) =>
  by.call(contract.answerRun, { params: { runId }, body: reply });
const runOf = async (by: Client, callId: string) => {
  const { run } = (await by.call(contract.getRun, { params: { callId } })).body;
  if (!run) throw new Error('no run');
  return run;
};
const story = async (by: Client, contactId: string) =>
  (await by.call(listTimeline, { query: { contactId, limit: 100 } })).body.items;

test('a call with a script: words for this person, a branch, a field, a wording with its proof', async () => {
  const { owner, setter, scriptId, contactId, callId } = await scene();
  const wording = (
    await owner.call(releaseWording, { body: { channel: 'email', text: 'Dürfen wir Ihnen schreiben?' } })
  ).body;
  const { status, body } = await begin(setter, callId, scriptId);
  expect(status).toBe(201);
  const { run } = body;
  expect(run.step).toMatchObject({ kind: 'say', text: 'Guten Tag Frau Muster, hier ist Mira Kern.' });
  expect(run.cards).toEqual([{ key: 'teuer', title: 'Zu teuer', text: 'Verstehe, Frau Muster.', heard: false }]);

  await say(setter, run.id, { kind: 'next', place: 0 });
  const third = (await say(setter, run.id, { kind: 'answer', place: 1, answer: 'ja' })).body.run;
  expect(third.step).toMatchObject({ kind: 'field', field: 'city', current: null });
  const fourth = (
    await say(setter, run.id, { kind: 'field', place: 2, value: ' Baunatal ', contactVersion: third.contactVersion })
  ).body.run;
  expect(fourth.step).toMatchObject({ kind: 'wording', wording: { id: wording.id, text: wording.text }, mayAsk: true });
  const answer = {
    kind: 'wording',
    place: 3,
    says: 'yes',
    wordingId: wording.id,
    personName: 'Erika Muster',
    personAddress: 'Weg 1',
  } as const;
  const last = (await say(setter, run.id, answer)).body.run;
  expect(last.step).toBeNull();
  expect(last.path.map(({ title, said }) => [title, said])).toEqual([
    ['Begrüßung', null],
    ['Eigentum', 'Ja'],
    ['Ort', 'Baunatal'],
    ['Einwilligung', 'yes'],
  ]);

  const person = (await setter.call(getContact, { params: { contactId } })).body;
  expect(person).toMatchObject({ tags: ['Eigenheim'], addresses: [{ city: 'Baunatal' }] });
  const entries = (await owner.call(listEntries, { params: { contactId }, query: {} })).body.items;
  const spoken = entries.find(({ channel }) => channel === 'email');
  expect(spoken).toMatchObject({
    state: 'granted',
    source: 'outgoing_call',
    wordingId: wording.id,
    wording: wording.text,
    recordedBy: setter.userId,
    at: app.time.now.toISOString(),
    proof: {
      reference: `Gespräch ${callId}, Leitfaden „Solar“ Fassung 1`,
      personName: 'Erika Muster',
      personAddress: 'Weg 1',
    },
  });
  const allowed = await setter.call(mayContact, { params: { contactId }, query: { channel: 'email' } });
  expect(allowed.body).toMatchObject({ allowed: true, entryId: spoken?.id });

  const told = (await story(owner, contactId)).map(({ type, payload }) => [type, payload['said'] ?? payload['step']]);
  expect(told.filter(([type]) => type === 'contacts.contactChanged')).toHaveLength(2);
  expect(told.filter(([type]) => type === 'scripts.answered').map(([, said]) => said)).toEqual([
    'yes',
    'Baunatal',
    'Ja',
    'Begrüßung',
  ]);
});

test('a reload in mid-call goes on where it stood, in the words it began with', async () => {
  const { owner, setter, scriptId, script, callId } = await scene();
  const { run } = (await begin(setter, callId, scriptId)).body;
  await say(setter, run.id, { kind: 'next', place: 0 });
  const params = { scriptId };
  const [first, ...rest] = steps;
  const other = { ...first, title: 'Anders', text: 'Ganz anders' } as contract.ScriptStep;
  const changed = await owner.call(contract.changeScript, {
    params,
    body: { name: 'Solar 2', steps: [other, ...rest.map((step) => ({ ...step, text: 'Neu' }))], cards: [] },
    ifMatch: script.version,
  });
  expect(changed).toMatchObject({ status: 200, body: { version: 2, name: 'Solar 2' } });

  expect(await runOf(setter, callId)).toMatchObject({
    id: run.id,
    name: 'Solar',
    scriptVersion: 1,
    step: { key: 'haus', text: 'Gehört Ihnen das Haus?' },
    cards: [{ key: 'teuer' }],
  });
  const again = (await begin(setter, callId, scriptId)).body.run;
  expect(again).toMatchObject({ id: run.id, step: { key: 'haus' } });
  expect((await begin(setter, (await callOf(setter)).callId, scriptId)).body.run).toMatchObject({
    scriptVersion: 2,
    step: { text: 'Ganz anders' },
  });
});

test('an answer counts once, and one step back is possible', async () => {
  const { setter, scriptId, contactId, callId } = await scene();
  const { run } = (await begin(setter, callId, scriptId)).body;
  const both = await Promise.all([1, 2].map(() => say(setter, run.id, { kind: 'next', place: 0 })));
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await say(setter, run.id, { kind: 'answer', place: 1, answer: 'x' })).body).toMatchObject({
    code: 'reply_unfit',
  });
  const refused = (await say(setter, run.id, { kind: 'answer', place: 1, answer: 'nein' })).body.run;
  expect(refused).toMatchObject({ step: null, disposition: 'refused' });

  const back = await setter.call(contract.stepBack, { params: { runId: run.id } });
  expect(back.body.run).toMatchObject({ step: { key: 'haus' }, disposition: null });
  await say(setter, run.id, { kind: 'answer', place: 1, answer: 'ja' });
  await setter.call(contract.stepBack, { params: { runId: run.id } });
  await say(setter, run.id, { kind: 'answer', place: 1, answer: 'ja' });
  // Said twice, written once.
  expect((await setter.call(getContact, { params: { contactId } })).body.tags).toEqual(['Eigenheim']);
});

test('what was changed meanwhile is not written over, and what is no value is not written at all', async () => {
  const { owner, setter, scriptId, contactId, callId } = await scene();
  const { run } = (await begin(setter, callId, scriptId)).body;
  await say(setter, run.id, { kind: 'next', place: 0 });
  const { contactVersion } = (await say(setter, run.id, { kind: 'answer', place: 1, answer: 'ja' })).body.run;
  await owner.call(changeContact, { params: { contactId }, body: { addresses: [{ city: 'Fulda' }] } });
  const late = { kind: 'field', place: 2, value: 'Baunatal', contactVersion } as const;
  expect((await say(setter, run.id, late)).body).toMatchObject({ code: 'contact_changed' });
  expect((await say(setter, run.id, { kind: 'field', place: 2, value: 'x'.repeat(300) })).body).toMatchObject({
    code: 'value_invalid',
  });
  expect((await setter.call(getContact, { params: { contactId } })).body.addresses[0]).toMatchObject({ city: 'Fulda' });
  const { step, contactVersion: now, path } = await runOf(setter, callId);
  expect(step).toMatchObject({ key: 'ort', current: 'Fulda' });
  expect(path).toHaveLength(2);
  expect((await say(setter, run.id, { ...late, contactVersion: now })).status).toBe(200);
});

test('consent is asked for only where that is allowed, and only with the text that holds now', async () => {
  const { owner, setter, scriptId, contactId, callId } = await scene('contract');
  const release = async (text: string) => (await owner.call(releaseWording, { body: { channel: 'email', text } })).body;
  const old = await release('Dürfen wir schreiben?');
  const to = async (call: string) => {
    const { run } = (await begin(setter, call, scriptId)).body;
    await say(setter, run.id, { kind: 'next', place: 0 });
    await say(setter, run.id, { kind: 'answer', place: 1, answer: 'ja' });
    await say(setter, run.id, { kind: 'next', place: 2 });
    return run.id;
  };
  const runId = await to(callId);
  const yes = { kind: 'wording', place: 3, says: 'yes', wordingId: old.id } as const;
  expect((await runOf(setter, callId)).step).toMatchObject({ mayAsk: false });
  expect((await say(setter, runId, yes)).body).toMatchObject({ code: 'call_not_for_advertising' });
  // Not asked: the script goes on, and the ledger knows of nothing.
  expect((await say(setter, runId, { kind: 'next', place: 3 })).body.run.step).toBeNull();
  const entries = (await owner.call(listEntries, { params: { contactId }, query: {} })).body.items;
  expect(entries.map(({ channel }) => channel)).toEqual(['phone']);

  const other = await callOf(setter);
  const second = await to(other.callId);
  const now = await release('Dürfen wir Ihnen E-Mails schicken?');
  expect((await say(setter, second, yes)).body).toMatchObject({ code: 'wording_outdated' });
  expect((await say(setter, second, { ...yes, says: 'no', wordingId: now.id })).status).toBe(200);
  const answer = await setter.call(mayContact, { params: { contactId: other.contactId }, query: { channel: 'email' } });
  expect(answer.body).toMatchObject({ allowed: false, because: 'refused' });
});

test('who is on the phone reads, until it is said how the call ended', async () => {
  const { workspace, owner, setter, scriptId, callId } = await scene();
  const { run } = (await begin(setter, callId, scriptId)).body;
  const colleague = await workspace.person('member');
  expect((await begin(colleague, callId, scriptId)).body).toMatchObject({ code: 'call_of_another' });
  expect((await say(colleague, run.id, { kind: 'next', place: 0 })).body).toMatchObject({ code: 'call_of_another' });
  expect((await runOf(colleague, callId)).id).toBe(run.id);

  const { items } = (await owner.call(listDispositions, { query: {} })).body;
  await setter.call(changeCall, { params: { callId }, body: { dispositionId: items[0]?.id ?? '' } });
  expect((await say(setter, run.id, { kind: 'next', place: 0 })).body).toMatchObject({ code: 'call_finished' });
  expect(await runOf(setter, callId)).toMatchObject({ step: { key: 'gruss' } });
});

test('setters read, leads write', async () => {
  const { workspace, setter, scriptId } = await scene();
  const lead = await workspace.person('lead');
  const reader = await workspace.person('read_only');
  const params = { scriptId };
  expect((await setter.call(contract.changeScript, { params, body: { name: 'Meiner' } })).status).toBe(403);
  expect((await setter.call(contract.createScript, { body: { name: 'Meiner', steps } })).status).toBe(403);
  expect((await setter.call(contract.getScript, { params })).body.steps).toHaveLength(4);
  expect((await reader.call(contract.listScripts, { query: {} })).body.items).toMatchObject([
    { name: 'Solar', steps: 4, cards: 1 },
  ]);
  const { callId } = await callOf(setter);
  expect((await begin(reader, callId, scriptId)).status).toBe(403);

  expect((await lead.call(contract.changeScript, { params, body: { archived: true } })).body.archivedAt).not.toBeNull();
  expect((await setter.call(contract.listScripts, { query: {} })).body.items).toEqual([]);
  expect((await begin(setter, callId, scriptId)).body).toMatchObject({ code: 'script_archived' });
  await lead.call(contract.changeScript, { params, body: { archived: false } });
  expect((await begin(setter, callId, scriptId)).status).toBe(201);
});

test('what would break in the middle of a call is refused when it is written', async () => {
  const { owner } = await app.workspace();
  const write = async (more: contract.CreateScript['steps']) =>
    (await owner.call(contract.createScript, { body: { name: 'Leitfaden', steps: more } })).body;
  const [hello, house] = steps as [contract.ScriptStep, contract.ScriptStep];
  expect(await write([{ ...hello, next: 'nirgends' } as contract.ScriptStep])).toMatchObject({ code: 'step_unknown' });
  expect(await write([{ ...hello, next: null } as contract.ScriptStep, house])).toMatchObject({ code: 'step_unknown' });
  const alone = { ...hello, next: null } as contract.ScriptStep;
  expect(await write([alone, alone])).toMatchObject({ code: 'key_twice' });
  const mail = { key: 'a', label: 'Ja', next: null, sets: { field: 'email', value: 'keine' } } as const;
  const question = { kind: 'question', key: 'f', title: 'F', text: '', answers: [mail] } as const;
  expect(await write([question as unknown as contract.ScriptStep])).toMatchObject({ code: 'value_invalid' });
});

test('another workspace has no part in it', async () => {
  const { scriptId, callId, setter } = await scene();
  const { run } = (await begin(setter, callId, scriptId)).body;
  const stranger: TestWorkspace = await app.workspace();
  const own = await callOf(stranger.owner);
  expect((await stranger.owner.call(contract.getScript, { params: { scriptId } })).status).toBe(404);
  expect((await stranger.owner.call(contract.getRun, { params: { callId } })).status).toBe(404);
  expect((await begin(stranger.owner, own.callId, scriptId)).status).toBe(404);
  expect((await say(stranger.owner, run.id, { kind: 'next', place: 0 })).status).toBe(404);
});

test('an objection is heard once in each call, taken back, and three calls of it speak against the deal', async () => {
  const { setter, scriptId, contactId, callId } = await scene('contract');
  const deal = { title: 'Dach', contactId, valueCents: 1_000_000 };
  const { id: dealId } = (await setter.call(createDeal, { body: deal })).body;
  const reasons = async () => {
    const { items } = (await setter.call(listDealHealth, { query: { dealId } })).body;
    return items[0]?.reasons.filter(({ code }) => code === 'objection');
  };
  const hear = async (call: string) => {
    const runId = (await begin(setter, call, scriptId)).body.run.id;
    return { params: { runId, card: 'teuer' } };
  };
  const first = await hear(callId);
  for (let twice = 0; twice < 2; twice++) {
    const { run } = (await setter.call(contract.hearObjection, first)).body;
    expect(run.cards).toMatchObject([{ key: 'teuer', heard: true }]);
  }
  const { params } = first;
  expect((await setter.call(contract.hearObjection, { params: { ...params, card: 'fremd' } })).status).toBe(404);
  for (let twice = 0; twice < 2; twice++)
    expect((await setter.call(contract.takeBackObjection, first)).body.run.cards).toMatchObject([{ heard: false }]);
  await setter.call(contract.hearObjection, first);
  const told = (await story(setter, contactId))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('scripts.obj'));
  expect(told).toEqual(['scripts.objected', 'scripts.objectionTakenBack', 'scripts.objected']);

  const ended = (await setter.call(listDispositions, { query: {} })).body.items[0]!.id;
  for (let call = callId, heard = 1; heard < 3; heard++) {
    expect(await reasons()).toEqual([]);
    await setter.call(changeCall, { params: { callId: call }, body: { dispositionId: ended } });
    call = (await setter.call(startCall, { body: { contactId, purpose: 'contract' } })).body.call.id;
    await setter.call(contract.hearObjection, await hear(call));
  }
  expect(await reasons()).toEqual([{ code: 'objection', title: 'Zu teuer', times: 3 }]);
  const other = await app.workspace('Drüben');
  expect((await other.owner.call(contract.hearObjection, first)).status).toBe(404);
});
