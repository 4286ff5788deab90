import { sql, type Transaction } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventually } from '../../test/setup/eventually.ts';
import { startApp, type TestApp } from '../../test/setup/house.ts';
import { connectAsOwner } from '../../test/setup/database.ts';
import { systemActor } from './actor.ts';
import { findSeal, lastSeal, sealNext, verifyChain } from './audit.ts';
import { announce, announceAll, defineEvent } from './events.ts';
import { dbOf } from './ground.ts';
import type { PlatformTables } from './schema.ts';
import { markLine, readMarks, readWitness } from './witness.ts';

const bellRang = defineEvent('test.bellRang', z.strictObject({ times: z.number(), note: z.string() }));

let app: TestApp;
let owner: pg.Client;
beforeAll(async () => {
  app = await startApp();
  owner = await connectAsOwner();
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

test('what is to be sealed is found by its index, also where the outbox was empty a moment ago', async () => {
  const { id } = await app.workspace();
  await app.drain();
  // An import was here: its entries are gone, and the index is as high as it was.
  await owner.query('begin');
  await owner.query('insert into event_outbox select $1::uuid, gen_random_uuid() from generate_series(1, 30000)', [id]);
  await owner.query('rollback');
  await owner.query('vacuum analyze event_outbox');
  // With what this connection has done before and not told yet.
  const scans = async (trx: Transaction<PlatformTables>): Promise<number> => {
    const { rows } = await sql<{ seqScan: number }>`
      select seq_scan::int from pg_stat_xact_user_tables where relname = 'event_outbox'
    `.execute(trx);
    return rows[0]?.seqScan ?? 0;
  };
  await dbOf<PlatformTables>(app.ground, { workspaceId: id })
    .transaction()
    .execute(async (trx) => {
      const rang = Array.from({ length: 300 }, (_, times) => ({
        payload: { times, note: 'ä' },
        occurredAt: app.time.now,
      }));
      for (const one of rang) await announceAll(trx, systemActor(id), bellRang, [one], app.time.now);
      const before = await scans(trx);
      expect(await sealNext(trx, id, app.ground.secrets.chain, app.time.now)).toBeDefined();
      expect(await scans(trx)).toBe(before);
    });
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

test('many are sealed batch after batch, and one that was made before them and committed late', async () => {
  const { id } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });
  const made = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const late = db.transaction().execute(async (trx) => {
    await announce(trx, systemActor(id), bellRang, { times: 1, note: 'late' }, app.time.now);
    made.resolve();
    await commit.promise;
  });
  await made.promise;
  const many = Array.from({ length: 1_700 }, (_, times) => ({
    payload: { times, note: 'many' },
    occurredAt: app.time.now,
  }));
  await db.transaction().execute((trx) => announceAll(trx, systemActor(id), bellRang, many, app.time.now));
  await app.drain();
  commit.resolve();
  await late;
  await app.drain();

  const verdict = await verifyChain(db, id, app.ground.secrets.chain);
  expect(verdict).toEqual({ sealed: await countEvents(id), waiting: 0, faults: [] });
});

test('what was announced together waits together, is counted one by one, and is sealed as anything else', async () => {
  const { id } = await app.workspace();
  await app.drain();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });
  const rang = Array.from({ length: 1_201 }, (_, times) => ({
    payload: { times, note: 'ä' },
    occurredAt: app.time.now,
  }));
  await db.transaction().execute(async (trx) => {
    await announceAll(trx, systemActor(id), bellRang, rang, app.time.now);
    await announce(trx, systemActor(id), bellRang, { times: 0, note: 'b' }, app.time.now);
    expect(await verifyChain(trx, id, app.ground.secrets.chain)).toMatchObject({ waiting: 1_202, faults: [] });
    expect(await trx.selectFrom('eventOutbox').select('events').orderBy('eventId').execute()).toEqual(
      [500, 500, 201, 1].map((events) => ({ events })),
    );
  });
  await app.drain();

  const verdict = await verifyChain(db, id, app.ground.secrets.chain);
  expect(verdict).toEqual({ sealed: await countEvents(id), waiting: 0, faults: [] });
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

/** What the data folder remembers of a workspace, once it has been written down. */
async function witnessed(id: string): Promise<number> {
  const mark = await eventually(async () => {
    const [found] = (await readWitness(app.ground.config.dataDir)).get(id) ?? [];
    expect(found).toBeDefined();
    return found;
  });
  return mark?.number ?? 0;
}

test('a chain that lost its end with its events is whole by itself; the witness in the data folder knows better, also when it grows again', async () => {
  const { id, ids } = await history();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });
  const last = await lastSeal(db, id);
  await eventually(async () => expect(await witnessed(id)).toBe(last?.number));
  const verdict = async () => {
    const marks = (await readWitness(app.ground.config.dataDir)).get(id) ?? [];
    return verifyChain(db, id, app.ground.secrets.chain, { marks });
  };
  expect(await verdict()).toMatchObject({ faults: [] });

  await owner.query('delete from event where workspace_id = $1 and id = any($2)', [id, ids.slice(-2)]);
  await owner.query('delete from event_seal where workspace_id = $1 and number >= $2', [id, last?.number]);

  expect((await verifyChain(db, id, app.ground.secrets.chain)).faults).toEqual([]);
  expect((await verdict()).faults).toEqual([{ what: 'end_missing', seal: last?.number }]);

  for (let times = 0; times < 2; times++) {
    await db
      .transaction()
      .execute((trx) => announce(trx, systemActor(id), bellRang, { times, note: '' }, app.time.now));
    await app.drain();
  }
  await new Promise((passed) => setTimeout(passed, 2_500));
  expect(await lastSeal(db, id)).toMatchObject({ number: (last?.number ?? 0) + 1 });
  expect((await verdict()).faults).toEqual([{ what: 'mark_differs', seal: last?.number }]);
});

test('a mark written down by hand is as good as the file', async () => {
  const { id } = await history();
  const seal = await findSeal(dbOf<PlatformTables>(app.ground, { workspaceId: id }), id, 2);
  if (!seal) throw new Error('no seal');

  const marks = readMarks(`Notiert am Montag:\r\n  ${markLine(id, seal)}\r\n${markLine(id, { ...seal, number: 7 })}\n`);

  expect(marks.get(id)).toEqual([
    { number: 2, hash: seal.hash },
    { number: 7, hash: seal.hash },
  ]);
});
