import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCall } from '#calls/contract';
import { recordConsent } from '#consent/contract';
import { changeContact, createContact } from '#contacts/contract';
import type { AllTables } from '#capabilities';
import { insertContacts } from '#contacts';
import { insertDeals, lossReasonsOf, pipelinesOf } from '#deals';
import { dbOf } from '#platform/ground';
import { recordProfilingObjection, withdrawProfilingObjection } from '#scoring/contract';
import { answerRun, beginRun, createScript } from '#scripts/contract';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import {
  askRun,
  downloadPicture,
  drawAvatar,
  getAvatar,
  getFit,
  listAvatarPeople,
  listAvatars,
  listFields,
  listRuns,
  lookThroughAvatar,
  removePicture,
  setPicture,
} from './contract.ts';

let app: TestApp;
let workspace: TestWorkspace;
let lead: Client;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const daysAgo = (days: number): Date => new Date(monday.getTime() - days * 86_400_000);
const fields = ['kind', 'region', 'source', 'product', 'value'];

async function team(): Promise<void> {
  app.time.now = monday;
  workspace = await app.workspace();
  lead = await workspace.person('lead', { name: 'Lea' });
}

/** Households that came by the web for a roof, and firms that were recommended for a hall. */
async function sell(count: number, ending: 'won' | 'lost' = 'won', from = 0, source?: string): Promise<string[]> {
  const { id: workspaceId, owner } = workspace;
  return dbOf<AllTables>(app.ground, { workspaceId })
    .transaction()
    .execute(async (trx) => {
      const people = await insertContacts(
        trx,
        owner.actor,
        Array.from({ length: count }, (_, at) => {
          const household = (at + from) % 2 === 0;
          return {
            kind: household ? ('private' as const) : ('business' as const),
            lastName: `${household ? 'Haus' : 'Halle'}${at + from}`,
            addresses: [
              { label: 'main', postalCode: household ? '34117' : '60311', city: household ? 'Kassel' : 'Frankfurt' },
            ],
            source: source ?? (household ? 'Webseite' : 'Empfehlung'),
            note: household ? 'Möchte den Speicher im Keller.' : 'Fragt nach Leasing.',
            salutation: household ? 'Frau' : 'Herr',
          };
        }),
        monday,
      );
      const [pipeline] = await pipelinesOf(trx, workspaceId);
      const [reason] = await lossReasonsOf(trx, workspaceId);
      const stageId = pipeline?.stages[0]?.id ?? '';
      const deals = people.map((person, at) => {
        const household = (at + from) % 2 === 0;
        const by = { at: daysAgo(10 + at), by: owner.userId };
        return {
          title: household ? `Dachanlage ${person.lastName}` : `Hallendach ${person.lastName}`,
          contactId: person.id,
          companyId: null,
          valueCents: (household ? 1_500_000 : 9_000_000) + 10_000 * at,
          currency: 'EUR',
          createdAt: daysAgo(60 + at),
          stages: [{ stageId, since: daysAgo(60 + at) }],
          ended: ending === 'won' ? { as: ending, ...by } : { as: ending, ...by, lossReasonId: reason?.id ?? null },
        };
      });
      await insertDeals(trx, owner.actor, deals, monday);
      return people.map(({ id }) => id);
    });
}

async function compute(outcome: 'won' | 'lost' = 'won') {
  const asked = await lead.call(askRun, { body: { outcome, fields } });
  expect(asked.status).toBe(201);
  return eventually(async () => {
    const { body } = await lead.call(listAvatars, { query: { outcome } });
    expect(body.going).toBeNull();
    expect(body.latest?.id).toBe(asked.body.id);
    return body;
  });
}

const fitOf = async (contactId: string) => (await lead.call(getFit, { params: { contactId } })).body;

test('with too few customers it says how many are missing, and makes up no groups', async () => {
  await team();
  await sell(12);
  const { body } = await lead.call(listAvatars, { query: {} });
  expect(body).toMatchObject({ customers: 12, needed: 30, latest: null, items: [] });
  const computed = await compute();
  expect(computed.latest).toMatchObject({ problem: 'too_few', customers: 12 });
  expect(computed.items).toEqual([]);
});

test('finds the kinds of customers there are, and in what they differ', async () => {
  await team();
  const customers = await sell(40);
  const looked = (await lead.call(listFields, { query: {} })).body;
  expect(looked.customers).toBe(40);
  expect(looked.items.find(({ field }) => field === 'source')).toEqual({
    field: 'source',
    filled: 40,
    different: 2,
    suggested: true,
  });

  const { latest, items } = await compute();
  expect(latest).toMatchObject({
    problem: null,
    customers: 40,
    separation: 'strong',
    leftOut: [],
    askedBy: lead.userId,
  });
  expect(items.map(({ size, number }) => [number, size])).toEqual([
    [1, 20],
    [2, 20],
  ]);
  const households = items.find(({ findings }) => findings.some((one) => 'choice' in one && one.choice === 'private' && one.own > one.others)); // prettier-ignore
  expect(households?.valueCents).toBe(1_690_000);
  const view = (await lead.call(getAvatar, { params: { avatarId: households?.id ?? '' } })).body;
  expect(view.findings).toContainEqual(
    expect.objectContaining({ field: 'source', kind: 'choice', choice: 'Webseite', own: 1, others: 0 }),
  );
  expect(view.figures.products[0]).toEqual({ text: 'Dachanlage', count: 20, of: 20 });
  expect(view.figures.sources[0]).toEqual({ text: 'Webseite', count: 20, of: 20 });
  expect(view.figures.words.map(({ text }) => text)).toContain('speicher');
  const people = await lead.call(listAvatarPeople, { params: { avatarId: view.id }, query: { limit: 15 } });
  expect(people.body.items).toHaveLength(15);
  expect(people.body.items.every(({ contactId }) => customers.includes(contactId))).toBe(true);
  const cursor = people.body.next ?? '';
  const rest = await lead.call(listAvatarPeople, { params: { avatarId: view.id }, query: { limit: 15, cursor } });
  expect(rest.body.items).toHaveLength(5);
});

test('nobody is grouped by what is nobody’s business', async () => {
  await team();
  for (const field of ['salutation', 'birthdayOn', 'answer:Wie alt sind Sie? Geburtsjahr', 'answer:Konfession'])
    expect(await lead.call(askRun, { body: { outcome: 'won', fields: [field] } })).toMatchObject({
      status: 422,
      body: { code: 'field_unknown' },
    });
  const { items } = (await lead.call(listFields, { query: {} })).body;
  expect(items.map(({ field }) => field)).not.toContain('salutation');
});

test('what people have drawn goes on with its group, and tells when the numbers have become others', async () => {
  await team();
  await sell(40);
  const { items } = await compute();
  const [first] = items;
  const params = { avatarId: first?.id ?? '' };
  const { version } = (await lead.call(getAvatar, { params })).body;
  const drawn = await lead.call(drawAvatar, { params, body: { name: 'Familie Dach', story: '' }, ifMatch: version });
  expect(drawn.body).toMatchObject({ name: 'Familie Dach', story: null, drawnBy: lead.userId, changed: false });
  expect((await lead.call(drawAvatar, { params, body: { name: 'Zu spät' }, ifMatch: version })).status).toBe(412);

  await compute();
  const again = (await lead.call(getAvatar, { params })).body;
  expect(again).toMatchObject({ name: 'Familie Dach', size: 20, changed: false });

  // As many again, who came by another way.
  await sell(40, 'won', 100, 'Messe');
  await compute();
  const changed = (await lead.call(getAvatar, { params })).body;
  expect(changed).toMatchObject({ name: 'Familie Dach', changed: true });
  const looked = await lead.call(lookThroughAvatar, { params });
  expect(looked.body.changed).toBe(false);
  const { items: runs } = (await lead.call(listRuns, { query: {} })).body;
  expect(runs.map(({ customers }) => customers)).toEqual([80, 40, 40]);
});

test('a lead is told which kind of customer it is like, and why; and anew once it is known better', async () => {
  await team();
  await sell(40);
  await sell(6, 'lost', 200);
  const household = { kind: 'private' as const, lastName: 'Neu', source: 'Webseite', addresses: [{ label: 'main', postalCode: '34119' }] }; // prettier-ignore
  const { id } = (await lead.call(createContact, { body: household })).body;
  const { id: stranger } = (await lead.call(createContact, { body: { lastName: 'Fremd' } })).body;
  expect(await fitOf(id)).toMatchObject({ fits: [], because: 'no_avatars' });
  const { items } = await compute();
  const isHousehold = (one: (typeof items)[number]) => (one.valueCents ?? 0) < 5_000_000;
  const [households, firms] = [items.find(isHousehold), items.find((one) => !isHousehold(one))];

  const fit = await eventually(async () => {
    const found = await fitOf(id);
    expect(found.because).toBeNull();
    return found;
  });
  expect(fit.fits[0]).toMatchObject({ avatarId: households?.id, number: households?.number });
  expect(fit.fits[0]?.percent).toBeGreaterThan(90);
  expect(fit.fits[0]?.reasons).toContainEqual(expect.objectContaining({ field: 'source', value: 'Webseite' }));
  expect(fit.fits[0]?.reasons.every(({ gain }) => gain > 0)).toBe(true);
  expect(await fitOf(stranger)).toMatchObject({ fits: [], because: 'too_little_known' });

  const leads = await lead.call(listAvatarPeople, {
    params: { avatarId: households?.id ?? '' },
    query: { who: 'leads' },
  });
  expect(leads.body.items[0]).toMatchObject({ contactId: id, name: 'Neu' });

  // Art. 21 GDPR: from then on nobody is sorted, and what was said of them is gone.
  const objection = { objectedAt: monday.toISOString(), way: 'phone' as const };
  expect(
    (await lead.call(recordProfilingObjection, { params: { contactId: id }, body: objection })).status,
  ).toBeLessThan(300);
  expect(await fitOf(id)).toEqual({ fits: [], memberOf: null, because: 'objected' });
  await app.drain();
  await eventually(async () => {
    const params = { avatarId: households?.id ?? '' };
    const left = await lead.call(listAvatarPeople, { params, query: { who: 'leads' } });
    expect(left.body.items.map(({ contactId }) => contactId)).not.toContain(id);
  });
  expect((await lead.call(withdrawProfilingObjection, { params: { contactId: id } })).status).toBe(200);

  const firm = { kind: 'business' as const, source: 'Empfehlung', addresses: [{ label: 'main', postalCode: '60313' }] };
  await lead.call(changeContact, { params: { contactId: id }, body: firm });
  await app.drain();
  await eventually(async () => expect((await fitOf(id)).fits[0]?.avatarId).toBe(firms?.id));

  // What they answer in a call is known of them too.
  const db = dbOf<AllTables>(app.ground, { workspaceId: workspace.id });
  await db.deleteFrom('avatarFit').where('workspaceId', '=', workspace.id).where('contactId', '=', id).execute();
  await answersInCall(id);
  await app.drain();
  await eventually(async () => expect((await fitOf(id)).fits).not.toEqual([]));
});

async function answersInCall(contactId: string): Promise<void> {
  await lead.call(changeContact, { params: { contactId }, body: { phones: [{ value: '+4956160000' }] } });
  const proof = { reference: 'Formular 7', personName: 'Neu', personAddress: 'Weg 1, 34119 Kassel' };
  const said = { source: 'form', wording: 'Ja, rufen Sie an.', at: '2026-11-19T15:00:00Z', proof } as const;
  await lead.call(recordConsent, { params: { contactId }, body: { state: 'granted', channel: 'phone', ...said } });
  const { call } = (await lead.call(startCall, { body: { contactId, purpose: 'advertising' } })).body;
  const answers = [{ key: 'ja', label: 'Ja', next: null, sets: null, disposition: null }];
  const steps = [{ kind: 'question' as const, key: 'haus', title: 'Eigentum', text: 'Gehört es Ihnen?', answers }];
  const script = (await workspace.owner.call(createScript, { body: { name: 'Dach', steps } })).body;
  const { run } = (await lead.call(beginRun, { params: { callId: call.id }, body: { scriptId: script.id } })).body;
  const reply = { kind: 'answer' as const, place: 0, answer: 'ja' };
  expect((await lead.call(answerRun, { params: { runId: run.id }, body: reply })).status).toBe(200);
}

test('a picture is a picture by its bytes, and comes back as it was', async () => {
  await team();
  await sell(40);
  const { items } = await compute();
  const params = { avatarId: items[0]?.id ?? '' };
  const page = await lead.call(setPicture, { params, bytes: '<svg onload="alert(1)"/> wäre eine Seite' });
  expect(page.body).toMatchObject({ code: 'picture_unreadable' });
  expect((await lead.call(setPicture, { params, bytes: '' })).body).toMatchObject({ code: 'picture_unreadable' });
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(2_000, 7)]);
  expect((await lead.call(setPicture, { params, bytes: jpeg })).body.pictureId).toEqual(expect.any(String));
  const back = await lead.call(downloadPicture, { params });
  expect(back.bytes.equals(jpeg)).toBe(true);
  expect(back.headers['content-type']).toBe('image/jpeg');
  expect((await lead.call(removePicture, { params })).body.pictureId).toBeNull();
  expect((await lead.call(downloadPicture, { params })).status).toBe(404);
});

test('who was lost makes groups of their own', async () => {
  await team();
  await sell(34, 'lost');
  const { items, latest } = await compute('lost');
  expect(latest).toMatchObject({ problem: null, customers: 34 });
  expect(items.length).toBeGreaterThan(1);
  expect((await lead.call(listAvatars, { query: { outcome: 'won' } })).body.items).toEqual([]);
});
