import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { findDuplicates, getContact, listTags, search } from '#contacts/contract';
import { getSummary } from '#consent/contract';
import { dealSummary, getBoard, listDeals, listPipelines, searchDeals } from '#deals/contract';
import { getForecast } from '#forecasts/contract';
import { apiPrefix } from '#platform/http';
import type { Operation } from '#platform/operation';
import { eventually } from '../setup/eventually.ts';
import type { Client } from '../setup/house.ts';
import { type Grounds, levelOf, openGrounds, placesIn } from './grounds.ts';
import { type Kind, kindOf, makers, must, outcome, type World } from './records.ts';
import { withAt } from './shapes.ts';

/**
 * Somebody who sees only their own records, in the same workspace as a colleague: what is the colleague's is not there for them, through no door.
 * Same means as for another workspace, same answers.
 */
const grounds: Grounds = await openGrounds();
const { app, ask, home } = grounds;
afterAll(() => grounds.close());

const colleaguesMark = 'Kollegenkennung';
let colleague: Client;
let me: Client;
let hidden: Partial<Record<Kind, string>>;

/** What belongs to somebody. The rest (stages, dispositions, people …) is the whole team's. */
const owned = [
  'contact',
  'company',
  'deal',
  'call',
  'meeting',
  'scriptRun',
  'nextStep',
  'note',
  'draft',
  'bulkChange',
  'view',
] as const;

const mine = (): World => ({ app, workspace: home, by: me });

beforeAll(async () => {
  colleague = await home.person('lead');
  await must(home.owner, changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  me = grounds.team.member;
  const world = { app, workspace: home, by: colleague, mark: colleaguesMark };
  hidden = {};
  for (const kind of owned) hidden[kind] = await makers[kind](world);
  await outcome(world);
  await makers.deal(mine());
  await outcome(mine());
  // The role is asked for anew only once a second.
  app.time.now = new Date(app.time.now.getTime() + 2_000);
});

const reachable = grounds.operations.filter(
  (operation) => operation.permission !== 'public' && ['read', 'write'].includes(levelOf(operation)),
);
const doors = reachable.map((operation) => [operation.name, operation] as const);

const nothing = new Map([['', { params: undefined, query: undefined, body: undefined }]]);
const ownedKinds = new Set<Kind>(owned);

/** The places where an id of something owned may stand. */
const ownedPlaces = (operation: Operation, inputs: Parameters<typeof placesIn>[1]) =>
  placesIn(operation, inputs).filter(({ spot }) => ownedKinds.has(kindOf(operation, spot.field)));
const takesOwned = ([, operation]: (typeof doors)[number]): boolean => ownedPlaces(operation, nothing).length > 0;

/** These take what they find of many and leave the rest. */
const choosy = new Set(['contacts.changeMany']);

test.each(doors.filter(takesOwned))("%s: a colleague's record is as good as none", async (name, operation) => {
  const inputs = await grounds.inputs(operation, me);
  for (const { name: which, part, spot } of ownedPlaces(operation, inputs)) {
    const input = inputs.get(which);
    const theirs = hidden[kindOf(operation, spot.field)] ?? '';
    const invented = randomUUID();
    if (!input) throw new Error('no input');
    const probe = (id: string) =>
      ask(input.as ?? me, operation, { ...input, [part]: withAt(spot.input, spot.path, id) }, {});
    const [known, unknown] = [await probe(theirs), await probe(invented)];
    const place = `${part}.${spot.path.join('.')}`;
    const blank = (text: string) => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '·');

    expect({ place, status: known.status, text: blank(known.text) }).toEqual({
      place,
      status: unknown.status,
      text: blank(unknown.text),
    });
    if (part === 'params') expect({ place, status: known.status }).toEqual({ place, status: 404 });
    if (operation.method !== 'GET' && !choosy.has(name)) expect(known.status, place).toBeGreaterThanOrEqual(400);
  }
});

test.each(doors.filter(([, operation]) => operation.method === 'GET'))(
  '%s shows nothing of a colleague',
  async (_, operation) => {
    for (const input of (await grounds.inputs(operation, me)).values()) {
      const answer = await ask(input.as ?? me, operation, input);
      expect(answer.status, answer.text).toBeLessThan(300);
      expect([colleaguesMark, ...Object.values(hidden)].filter((secret) => answer.text.includes(secret))).toEqual([]);
    }
  },
);

test('search, duplicates and tags know only the own', async () => {
  const { phones } = await must(colleague, getContact, { params: { contactId: hidden.contact ?? '' } });
  const number = phones[0]?.value ?? '';
  expect(number).not.toBe('');

  for (const q of [colleaguesMark, colleaguesMark.slice(0, 5), colleaguesMark.replace('K', 'G'), number])
    expect((await must(me, search, { query: { q } })).items.map((hit) => hit.id)).not.toContain(hidden.contact);
  expect((await must(me, findDuplicates, { query: { phone: number } })).items).toEqual([]);
  expect((await must(me, listTags, {})).items.map(({ tag }) => tag)).not.toContain(colleaguesMark);
  for (const q of [colleaguesMark, colleaguesMark.slice(0, 5)])
    expect((await must(me, searchDeals, { query: { q } })).items).toEqual([]);
  // … while the colleague finds them.
  expect((await must(colleague, searchDeals, { query: { q: colleaguesMark } })).items.length).toBeGreaterThan(0);
  expect((await must(colleague, search, { query: { q: colleaguesMark } })).items.length).toBeGreaterThan(0);
  expect((await must(colleague, findDuplicates, { query: { phone: number } })).items).toHaveLength(1);
});

test('sums are sums of the own', async () => {
  const own = (await must(me, listDeals, { query: { limit: 200, state: 'all' } })).items;
  expect(own.length).toBeGreaterThan(0);
  expect(own.every((deal) => deal.ownerId === me.userId)).toBe(true);
  const open = own.filter((deal) => deal.state === 'open');
  const worth = (deals: { valueCents: number }[]) => deals.reduce((sum, { valueCents }) => sum + valueCents, 0);

  expect((await must(me, getForecast, { query: {} })).total).toMatchObject({
    deals: open.length,
    valueCents: worth(open),
  });
  const [pipeline] = (await must(me, listPipelines, { query: {} })).items;
  const board = await must(me, getBoard, { params: { pipelineId: pipeline?.id ?? '' }, query: {} });
  const here = open.filter((deal) => deal.pipelineId === pipeline?.id);
  expect(board.columns.flatMap(({ sums }) => sums).reduce((sum, one) => sum + one.deals, 0)).toBe(here.length);
  const [first] = open;
  expect((await must(me, dealSummary, { query: { contactId: first?.contact?.id ?? '' } })).items).toHaveLength(1);
  const people = await grounds.owner.query<{ own: number }>(
    'select count(*)::int as own from contact where workspace_id = $1 and owner_id = $2 and removed_at is null',
    [home.id, me.userId],
  );
  expect((await must(me, getSummary, { query: {} })).contacts).toBe(people.rows[0]?.own);
});

test('the live stream tells only of the own', async () => {
  const { port } = app.running.server.server.address() as { port: number };
  const ending = new AbortController();
  const listen = async (client: Client): Promise<{ told: () => string }> => {
    const answer = await fetch(`http://127.0.0.1:${port}${apiPrefix}/live`, {
      headers: { cookie: client.headers['cookie'] ?? '' },
      signal: ending.signal,
    });
    expect(answer.status).toBe(200);
    let text = '';
    void (async () => {
      for await (const piece of answer.body ?? []) text += Buffer.from(piece as Uint8Array).toString();
    })().catch(() => undefined);
    return { told: () => text };
  };
  await grounds.content([home.id]);
  const [mine, theirs] = [await listen(me), await listen(colleague)];

  const secret = await makers.contact({ app, workspace: home, by: colleague });
  const own = await makers.contact({ app, workspace: home, by: me });
  await eventually(() => {
    expect(theirs.told()).toContain(secret);
    expect(mine.told()).toContain(own);
  });
  ending.abort();

  expect(mine.told()).not.toContain(secret);
});
