import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startApp, type TestApp } from '../../test/setup/house.ts';
import { testDatabase } from '../../test/setup/database.ts';
import { systemActor } from './actor.ts';
import { verifyChain } from './audit.ts';
import { announce, defineEvent } from './events.ts';
import { dbOf } from './ground.ts';
import type { PlatformTables } from './schema.ts';

const bellRang = defineEvent('test.bellRang', z.strictObject({ times: z.number(), note: z.string() }));

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  app = await startApp();
  owner = new pg.Client((await testDatabase()).owner);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await app[Symbol.asyncDispose]();
});

/** A workspace with some sealed history, and the verdict on it. */
async function history(): Promise<{ id: string; ids: string[]; faults(): Promise<string[]> }> {
  const { id } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });
  for (let times = 1; times <= 3; times++) {
    for (const note of ['ä', 'b']) {
      await db.transaction().execute((trx) => announce(trx, systemActor(id), bellRang, { times, note }, app.time.now));
    }
    await app.drain();
  }
  const rows = await owner.query<{ id: string }>(
    `select id from event where workspace_id = $1 and type = 'test.bellRang' order by id`,
    [id],
  );
  return {
    id,
    ids: rows.rows.map((row) => row.id),
    faults: async () => {
      await app.drain();
      const verdict = await verifyChain(db, id, app.ground.secrets.chain);
      return [...new Set(verdict.faults.map((fault) => fault.what))];
    },
  };
}

async function countEvents(workspaceId: string): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    'select count(*)::int as count from event where workspace_id = $1',
    [workspaceId],
  );
  return rows[0]?.count ?? 0;
}

test('an untouched history is whole, and nothing waits for its seal', async () => {
  const { id, faults } = await history();

  expect(await faults()).toEqual([]);
  const verdict = await verifyChain(
    dbOf<PlatformTables>(app.ground, { workspaceId: id }),
    id,
    app.ground.secrets.chain,
  );
  expect(verdict).toMatchObject({ waiting: 0, sealed: await countEvents(id) });
});

test.each<[string, string, string]>([
  [
    'an event is changed',
    `update event set payload = jsonb_set(payload, '{times}', '9') where id = $1`,
    'event_changed',
  ],
  [
    'an event is moved in time',
    `update event set occurred_at = occurred_at + interval '1 day' where id = $1`,
    'event_changed',
  ],
  ['an event is deleted', `delete from event where id = $1`, 'event_missing'],
  [
    'an event is slipped in',
    `insert into event select workspace_id, gen_random_uuid(), type, occurred_at, recorded_at, actor_kind, actor_id, contact_id, company_id, deal_id, payload from event where id = $1`,
    'event_unsealed',
  ],
  ['a link is removed', `delete from event_seal where event_ids @> array[$1::uuid]`, 'link_missing'],
  [
    'a link is rewritten',
    `update event_seal set hash = sha256(hash) where event_ids @> array[$1::uuid]`,
    'link_broken',
  ],
  [
    'two events change places',
    `update event_seal set event_ids = array(select unnest(event_ids) order by 1 desc) where event_ids @> array[$1::uuid]`,
    'event_changed',
  ],
])('it shows when %s', async (_, tamper, fault) => {
  const { ids, faults } = await history();

  await owner.query(tamper, [ids[2]]);

  expect(await faults()).toContain(fault);
});

test('writers do not wait for the sealer, and every event of parallel writers is sealed once', async () => {
  const { id } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });

  await Promise.all(
    Array.from({ length: 200 }, (_, times) =>
      db.transaction().execute((trx) => announce(trx, systemActor(id), bellRang, { times, note: '' }, app.time.now)),
    ),
  );
  await app.drain();

  expect(await verifyChain(db, id, app.ground.secrets.chain)).toMatchObject({
    sealed: await countEvents(id),
    waiting: 0,
    faults: [],
  });
});
