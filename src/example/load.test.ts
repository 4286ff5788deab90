import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPerson, join } from '#access';
import { listUsers, signIn } from '#access/contract';
import { listAudiencePeople, listAudiences } from '#audiences/contract';
import { listCalls } from '#calls/contract';
import { listContacts } from '#contacts/contract';
import { listDeals } from '#deals/contract';
import { listBookingPages, listMeetings, listVisitors, listVisits } from '#meetings/contract';
import { getToday } from '#next-steps/contract';
import { dbOf } from '#platform/ground';
import { verifyChain } from '#platform/audit';
import { createWorkspace, findWorkspace } from '#workspace';
import { connectAsOwner } from '../../test/setup/database.ts';
import { monday, startApp, type TestApp, type TestWorkspace } from '../../test/setup/house.ts';
import { type ExampleWorld, loadExample } from './load.ts';

let app: TestApp;
let house: TestWorkspace;
let computed: number;
beforeAll(async () => {
  app = await startApp({ database: 'example' });
  house = await app.workspace('Sonnenwerk Kassel');
  const before = process.threadCpuUsage();
  const loaded = await loadExample(app.ground, { workspaceId: house.id, ownerId: house.owner.userId }, monday);
  const { user, system } = process.threadCpuUsage(before);
  computed = (user + system) / 1000;
  if (!loaded) throw new Error('not loaded');
});
afterAll(() => app[Symbol.asyncDispose]());

const db = () => dbOf<ExampleWorld>(app.ground, { workspaceId: house.id });
const count = async (table: 'contact' | 'call' | 'deal' | 'event' | 'visit' | 'nextStep' | 'consentEntry') =>
  (
    await db()
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
  ).rows;

// Of this thread alone, whatever else the machine does meanwhile.
test('is there soon', () => expect(computed).toBeLessThan(10_000));

test('shows people, deals, calls and a full day to the visitor', async () => {
  const { owner } = house;
  const people = await owner.call(listContacts, { query: { limit: 200, ownerId: owner.userId } });
  expect(people.body.items).toHaveLength(200);
  expect((await owner.call(listDeals, { query: { limit: 200 } })).body.items.length).toBeGreaterThan(50);
  const calls = await owner.call(listCalls, { query: { limit: 200 } });
  expect(calls.body.items.length).toBe(200);
  expect(calls.body.items.filter((call) => call.startedAt > monday.toISOString())).toEqual([]);
  const today = await owner.call(getToday);
  expect(today.body.items.length).toBeGreaterThan(25);
  const reasons = new Set(today.body.items.map((row) => row.reason.code));
  for (const reason of ['callback_due', 'meeting_today', 'new_lead', 'deal_stuck']) expect(reasons).toContain(reason);
  expect(today.body.items.filter((row) => row.lastWords).length).toBeGreaterThan(10);
  expect(today.body.items.filter((row) => row.phone?.allowed).length).toBeGreaterThan(15);
});

test('shows meetings of the team, how they went, and a page to book one', async () => {
  const { owner } = house;
  const ask = async (query: object) => (await owner.call(listMeetings, { query: { limit: 200, ...query } })).body.items;
  const mine = await ask({ userId: owner.userId });
  expect(new Set(mine.map(({ state }) => state))).toEqual(new Set(['planned', 'held', 'no_show', 'cancelled']));
  expect(mine.some(({ state, startsAt }) => state === 'planned' && startsAt > monday.toISOString())).toBe(true);
  expect((await ask({})).flatMap(({ answers }) => answers).length).toBeGreaterThan(0);
  const { items } = (await owner.call(listBookingPages)).body;
  expect(items.map(({ title, closedAt }) => [title, closedAt]).toSorted()).toEqual([
    ['Beratung per Video', null],
    ['Besuch im Schauraum', null],
  ]);
});

test('has visits today, each on an invitation that the gate lets through, in the order of a short way', async () => {
  const { items } = (await house.owner.call(listVisits, { query: { on: '2026-11-23' } })).body;
  expect(items.length).toBe(4);
  for (const { allowed, spot, invitation } of items) {
    expect({ allowed, known: spot !== null }).toEqual({ allowed: true, known: true });
    expect(invitation.proof).toMatch(/^Anruf vom /);
  }
  expect(items.slice(1).every(({ kmFromLast }) => kmFromLast !== null)).toBe(true);
});

test('has visitors in the showroom today: some are there, some are still to come', async () => {
  const { items } = (await house.owner.call(listVisitors, { query: { on: '2026-11-23' } })).body;
  expect(new Set(items.map(({ meeting }) => meeting.state))).toEqual(new Set(['held', 'planned']));
  expect(items.length).toBeGreaterThanOrEqual(4);
});

test('its meetings write to nobody, and those of old bring no calls into Heute', { timeout: 300_000 }, async () => {
  const before = (await house.owner.call(getToday)).body.items.length;
  await app.drain();
  const mails = await sql<{ count: number }>`select count(*)::int from mail where workspace_id = ${house.id}`.execute(
    db(),
  );
  expect(mails.rows).toEqual([{ count: 0 }]);
  expect((await house.owner.call(getToday)).body.items.length).toBe(before);
});

test('tells every day that was put off and every step that was done at its own time', async () => {
  const told = await sql<{ type: string; count: number }>`
    select type, count(*)::int from event
    where workspace_id = ${house.id} and type in ('deals.changed', 'next-steps.done') group by type order by type`.execute(
    db(),
  );
  const done = await sql<{ count: number }>`
    select count(*)::int from next_step where workspace_id = ${house.id} and done_at is not null`.execute(db());
  expect(told.rows[0]?.count).toBeGreaterThan(300);
  expect(told.rows[1]).toEqual({ type: 'next-steps.done', count: done.rows[0]?.count });
  // A deal's row is where its events have led.
  const last = await sql<{ strayed: number }>`
    select count(*)::int as strayed from deal d
    join event e on e.workspace_id = d.workspace_id and e.deal_id = d.id and (e.payload ->> 'version')::int = d.version and e.payload ? 'facts'
    where d.workspace_id = ${house.id} and (e.payload -> 'facts' ->> 'closeOn' is distinct from d.close_on::text
      or (e.payload -> 'facts' ->> 'valueCents')::bigint <> d.value_cents or (e.payload -> 'facts' ->> 'stageId')::uuid <> d.stage_id)`.execute(
    db(),
  );
  expect(last.rows).toEqual([{ strayed: 0 }]);
});

test('has a target group of people who have not bought yet', async () => {
  const [group] = (await house.owner.call(listAudiences)).body.items;
  const { body } = await house.owner.call(listAudiencePeople, { params: { audienceId: group?.id ?? '' }, query: {} });
  expect(body.items.length).toBeGreaterThan(20);
});

test('asked for again, also twice at once, it stays as it is', async () => {
  const before = await count('event');
  const key = { workspaceId: house.id, ownerId: house.owner.userId };
  const again = await Promise.all([loadExample(app.ground, key, monday), loadExample(app.ground, key, monday)]);
  expect(again).toEqual([undefined, undefined]);
  expect(await count('event')).toBe(before);
});

test('makes no login that nobody chose', async () => {
  const users = (await house.owner.call(listUsers)).body.items;
  expect(users).toHaveLength(5);
  const colleagues = users.filter((user) => user.id !== house.owner.userId);
  for (const { email } of colleagues) {
    expect(email).toMatch(/@example\.invalid$/);
    for (const password of ['klinke', 'der Testmond scheint hell']) {
      const tried = await house.owner.call(signIn, { body: { email, password } });
      expect({ email, status: tried.status }).toEqual({ email, status: 401 });
    }
  }
  const client = await connectAsOwner('example');
  const ids = colleagues.map((user) => user.id);
  const { rows } = await client.query('select 1 from account where user_id = any($1::uuid[])', [ids]);
  await client.end();
  expect(rows).toEqual([]);
});

test('every event is at its own time, in somebody’s name, and in the chain', async () => {
  await app.drain();
  const events = await sql<{ type: string; late: number; actors: number }>`
    select type, count(*) filter (where occurred_at > ${monday})::int as late, count(distinct actor_id)::int as actors
    from event where workspace_id = ${house.id} group by type`.execute(db());
  const byType = new Map(events.rows.map((row) => [row.type, row]));
  for (const { type, late } of events.rows) expect({ type, late }).toEqual({ type, late: 0 });
  for (const type of ['contacts.contactCreated', 'calls.logged', 'deals.created', 'deals.won', 'leads.visitRecorded']) {
    expect(byType.get(type)?.actors).toBeGreaterThan(2);
  }
  const chain = await verifyChain(db(), house.id, app.ground.secrets.chain);
  expect(chain).toMatchObject({ waiting: 0, faults: [] });
});

test('fills the workspace whose owner asked for it at the first visit', { timeout: 300_000 }, async () => {
  const key = { workspaceId: '01930000-0000-7000-8000-00000000e001' };
  const fresh = dbOf<ExampleWorld>(app.ground, key);
  await fresh.transaction().execute(async (trx) => {
    const userId = await createPerson(
      trx,
      { name: 'Vera', email: 'vera@example.org', locale: 'de', passwordHash: null },
      monday,
    );
    const actor = { kind: 'user' as const, ...key, userId, role: 'owner' as const, seesOnlyOwn: false };
    await createWorkspace(trx, actor, { name: 'Neu', country: 'DE', region: 'DE-HE', locale: 'de' }, true, monday);
    await join(trx, actor, userId, 'owner', monday);
  });
  await app.drain();
  const people = async () =>
    (
      await fresh
        .selectFrom('contact')
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow()
    ).rows;
  await expect.poll(people, { timeout: 240_000 }).toBeGreaterThan(2900);
  expect((await findWorkspace(fresh, key.workspaceId))?.name).toBe('Neu');
  expect(await count('contact')).toBeGreaterThan(2900);
});
