import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#platform/ids';
import { startApp, type TestApp } from '../../test/setup/house.ts';
import { behind, inTransaction, isCollision, sharingOne, together } from './db.ts';
import { fixed } from './db/fixed.ts';
import { dbOf } from './ground.ts';
import type { PlatformTables } from './schema.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  return () => app[Symbol.asyncDispose]();
});

const noting = (workspaceId: string, id: string) => sql`
  insert into mail (workspace_id, id, recipient, subject, body, created_at)
  values (${workspaceId}, ${id}, 'a@example.org', 'x', 'x', now())`;
const zero = sql`select 1 / 0`;

async function world() {
  const { id: workspaceId } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId });
  const id = newId();
  const isThere = async () => (await db.selectFrom('mail').select('id').where('id', '=', id).execute()).length > 0;
  return { db, isThere, note: noting(workspaceId, id) };
}

test('a write that nobody waited for is there when the transaction has ended', async () => {
  const { db, isThere, note } = await world();
  await db.transaction().execute((trx) => behind(trx, note.execute(trx)));
  expect(await isThere()).toBe(true);
});

test('a text that is put together once takes its values anew each time, and never as SQL', async () => {
  const { db } = await world();
  const say = (word: string, count: number | null) =>
    fixed<{ word: string; ownCount: number | null }>`select ${word}::text as word, ${count}::int as own_count`;
  expect((await say("'; drop table mail; --", 1).execute(db)).rows).toEqual([
    { word: "'; drop table mail; --", ownCount: 1 },
  ]);
  expect((await say('$1', null).execute(db)).rows).toEqual([{ word: '$1', ownCount: null }]);
});

test('when it fails, so does the commit, with its reason, and nothing of the transaction stays', async () => {
  const { db, isThere, note } = await world();
  const change = db.transaction().execute(async (trx) => {
    await note.execute(trx);
    await behind(trx, zero.execute(trx));
  });
  await expect(change).rejects.toThrow('division by zero');
  expect(await isThere()).toBe(false);
});

test('a statement behind one that failed unheard tells of that one', async () => {
  const { db, isThere, note } = await world();
  const change = db.transaction().execute(async (trx) => {
    await behind(trx, zero.execute(trx));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await note.execute(trx);
  });
  await expect(change).rejects.toThrow('division by zero');
  expect(await isThere()).toBe(false);
});

test('a statement that comes behind the commit is refused instead of running alone', async () => {
  const { db, isThere, note } = await world();
  const late: Promise<unknown>[] = [];
  await db.transaction().execute(async (trx) => {
    await sql`select 1`.execute(trx);
    // Whoever forgets to await: it comes up while the commit is under way.
    setImmediate(() => late.push(note.execute(trx).catch((error: unknown) => error)));
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(String(await late[0])).toMatch(/behind the commit|already committed/);
  expect(await isThere()).toBe(false);
});

test('of reads asked for together one may fail; all say why, and the connection serves the next', async () => {
  const { db, isThere } = await world();
  const reads = together(db, (one) =>
    Promise.allSettled([sql`select 1 as n`.execute(one), zero.execute(one), sql`select 2 as n`.execute(one)]),
  );
  const [first, second, third] = await reads;
  expect([first?.status, second?.status, third?.status]).toEqual(['rejected', 'rejected', 'rejected']);
  expect(third?.status === 'rejected' && String(third.reason)).toContain('division by zero');
  expect(await isThere()).toBe(false);
});

test('what is asked at once is answered each to its own, columns under their own names', async () => {
  const { db } = await world();
  const answers = await together(db, (one) =>
    Promise.all([
      sql<{ theNumber: number }>`select 1 as the_number`.execute(one),
      sql<{ aDay: string; nothing: null }>`select date '2026-11-29' as a_day, null as nothing`.execute(one),
      sql<{ theNumber: number }>`select 1 as the_number`.execute(one),
    ]),
  );
  expect(answers.map(({ rows }) => rows)).toEqual([
    [{ theNumber: 1 }],
    [{ aDay: '2026-11-29', nothing: null }],
    [{ theNumber: 1 }],
  ]);
});

describe('where small reads share a connection', () => {
  const backend = sql<{ pid: number }>`select pg_backend_pid() as pid, pg_sleep(0.01)`;
  const pid = (answer: { rows: { pid: number }[] }) => answer.rows[0]?.pid;

  async function shared() {
    const { id: workspaceId } = await app.workspace();
    return sharingOne<PlatformTables>(app.ground.pool, { workspaceId });
  }

  test('all that is asked at once and meanwhile goes over the same, and all of it is given back', async () => {
    const db = await shared();
    const twice = async () => [pid(await backend.execute(db)), pid(await backend.execute(db))];
    const pids = await Promise.all([twice(), twice(), together(db, twice)]);
    expect(new Set(pids.flat()).size).toBe(1);
    const { pool } = app.ground;
    await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0);
  });

  test('a transaction has one of its own, and nobody who holds one waits for a second', async () => {
    const db = await shared();
    const both = () =>
      Promise.all([
        backend.execute(db),
        inTransaction(db, async (trx) => [pid(await backend.execute(trx)), pid(await backend.execute(trx))]),
      ]);
    const [read, inside] = await both();
    expect(new Set(inside).size).toBe(1);
    expect(inside).not.toContain(pid(read));
    // More at once than there are connections.
    expect(await Promise.all(Array.from({ length: 60 }, both))).toHaveLength(60);
  });

  test('what cannot be answered does not stay in the way', async () => {
    const db = await shared();
    const reads = await Promise.allSettled([backend.execute(db), zero.execute(db)]);
    expect(reads.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(pid(await backend.execute(db))).toBeGreaterThan(0);
  });
});

test('a list of texts arrives as it was sent, whatever stands in it', async () => {
  const { db } = await world();
  const texts = ['Müller', '', 'NULL', 'a,b', '{c}', '"d"', String.raw`e\f`, ' g\n', "h'i", '🌞'];
  const { rows } = await sql<{ list: string[]; none: string[] }>`
    select ${texts}::text[] as list, ${[]}::text[] as none`.execute(db);
  expect(rows).toEqual([{ list: texts, none: [] }]);
});

test('two who wait for each other: one of them is told so, and the other goes on', async () => {
  const { db } = await world();
  const locks = ['one lock', 'the other lock'].map((name) => sql`select pg_advisory_xact_lock(hashtext(${name}))`);
  let both = 0;
  const inOrder = (order: typeof locks) =>
    db.transaction().execute(async (trx) => {
      await order[0]?.execute(trx);
      both++;
      await expect.poll(() => both).toBe(2);
      await order[1]?.execute(trx);
    });
  const ends = await Promise.allSettled([inOrder(locks), inOrder(locks.toReversed())]);
  const broken = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  expect(broken.map(isCollision)).toEqual([true]);
  expect(isCollision(new Error('another'))).toBe(false);
});
