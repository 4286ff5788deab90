import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ImportView } from '#leads/contract';
import { buildApart, type Klinke, openKlinke, until } from './klinke.ts';

/** The worst that can befall a process: kill -9, at the server and at the database, in the middle of work. */
let built: ReturnType<typeof buildApart>;
let klinke: Klinke;
beforeAll(() => {
  built = buildApart();
}, 120_000);
afterAll(() => built[Symbol.dispose]());
beforeEach(async () => {
  klinke = await openKlinke(built.cli);
});
afterEach(() => klinke[Symbol.asyncDispose]());

const writes = 1_000;

test('kill -9 of the server in 1,000 writes: each acknowledged one is there, once, announced and sealed', async () => {
  const { workspaceId } = await klinke.setUp();
  await klinke.start();
  const writing = write(klinke, writes);
  for (const share of [0.2, 0.45, 0.7]) {
    await writing.reached(writes * share);
    await klinke.kill();
    await klinke.start();
  }
  await writing.done;

  await expectEachOnce(workspaceId, writing.acknowledged);
  expect(writing.refused.size).toBe(0);
});

test('kill -9 of the database in 1,000 writes: nothing acknowledged is lost, the rest is told to come back, and it heals', async () => {
  const { workspaceId } = await klinke.setUp();
  await klinke.start();
  const writing = write(klinke, writes);
  for (const share of [0.2, 0.6]) {
    await writing.reached(writes * share);
    klinke.killDatabase();
    const before = writing.acknowledged.size;
    // Ten seconds are the promise; here the machine may be busy with other tests.
    await until('writes go on', async () => (writing.acknowledged.size > before + 20 ? true : undefined), 30_000);
  }
  await writing.done;

  await expectEachOnce(workspaceId, writing.acknowledged);
  expect([...writing.refused]).toEqual(['503 retry-after 2']);
  expect(writing.broken).toBe(0);
});

test('kill -9 in an import of 20,000 rows and again in its undoing: it goes on by itself, nothing twice, and all is as before', async () => {
  const { workspaceId } = await klinke.setUp();
  await klinke.start();
  const known = (await (
    await create(klinke, { firstName: 'Mia', lastName: 'Maier 7', phones: [{ value: '+495615000007' }] })
  ).json()) as { id: string };
  const before = await contentOf(workspaceId);

  const rows = 20_000;
  const upload = await klinke.call('POST', '/imports?name=Liste.csv', list(rows));
  const { id, settings, options } = (await upload.json()) as ImportView;
  const look = async () => (await (await klinke.call('GET', `/imports/${id}`)).json()) as ImportView;
  const started = await klinke.call('POST', `/imports/${id}/start`, {
    columns: [],
    settings,
    options: { ...options, onMatch: 'update' },
  });
  expect(started.status, await started.clone().text()).toBe(200);

  await until('a third is there', async () => ((await look()).rowsRead >= rows / 3 ? true : undefined));
  await klinke.kill();
  await klinke.start();
  const done = await until('the import is done', async () => {
    const now = await look();
    return now.state === 'done' ? now : undefined;
  });
  expect(done).toMatchObject({ rowsRead: rows, rowsTotal: rows, created: rows - 1, updated: 1, skipped: 0, failed: 0 });
  const [people] = await klinke.query<{ rows: number; numbers: number }>(
    `select count(*)::int as rows, count(distinct phones)::int as numbers from contact where workspace_id = $1 and removed_at is null`,
    [workspaceId],
  );
  expect(people).toEqual({ rows, numbers: rows });

  await klinke.call('POST', `/imports/${id}/undo`, {});
  await until('a part is taken back', async () => ((await standing(workspaceId)) < rows * 0.8 ? true : undefined));
  await klinke.kill();
  await klinke.start();
  const undone = await until('all is taken back', async () => {
    const now = await look();
    return now.state === 'undone' ? now : undefined;
  });
  expect(undone.undo).toEqual({ contacts: rows - 1, companies: 0, deals: 0, visits: 0, restored: 1, kept: 0 });
  expect(await contentOf(workspaceId)).toEqual(before);
  expect((await klinke.call('GET', `/contacts/${known.id}`)).status).toBe(200);
  await expectSealed(workspaceId);
});

test('kill -9 while all deals are scored: it goes on behind those that were, and each has one score', async () => {
  const { workspaceId } = await klinke.setUp();
  await klinke.start();
  const rows = 4_000;
  const lines = Array.from(
    { length: rows },
    (_, row) => `Mia Maier ${row};0561 5${String(row).padStart(6, '0')};Dach ${row};${9_000 + row}`,
  );
  const text = ['Name;Telefon;Deal;Wert', ...lines].join('\r\n');
  const upload = await klinke.call('POST', '/imports?name=Deals.csv', Buffer.from(text));
  const { id, settings, options } = (await upload.json()) as ImportView;
  const started = await klinke.call('POST', `/imports/${id}/start`, { columns: [], settings, options });
  expect(started.status, await started.clone().text()).toBe(200);

  type Run = { started_at: Date; total: number; done: number; finished_at: Date | null };
  const look = async () => {
    const [run] = await klinke.query<Run>(`select * from score_run where workspace_id = $1 and subject = 'deal'`, [
      workspaceId,
    ]);
    return run;
  };
  const killed = await until(
    'some are scored',
    async () => {
      const run = await look();
      return run && run.done > 0 ? run : undefined;
    },
    180_000,
  );
  expect(killed).toMatchObject({ total: rows, finished_at: null });
  await klinke.kill();
  // Whose scores are taken away now would get new ones if it began again.
  const [gone] = await klinke.query<{ scores: number }>(
    `with gone as (delete from score where workspace_id = $1 and target = 'deal_win' returning 1) select count(*)::int as scores from gone`,
    [workspaceId],
  );
  expect(gone).toEqual({ scores: (await look())?.done });
  await klinke.start();
  const ended = await until(
    'all are scored',
    async () => {
      const run = await look();
      return run?.finished_at ? run : undefined;
    },
    180_000,
  );
  expect(ended).toMatchObject({ total: rows, done: rows, started_at: killed.started_at });
  const [scored] = await klinke.query<{ scores: number }>(
    `select count(*)::int as scores from score where workspace_id = $1 and target = 'deal_win'`,
    [workspaceId],
  );
  expect(scored).toEqual({ scores: rows - (gone?.scores ?? 0) });
});

test('a job that always fails stops no other', async () => {
  const { workspaceId } = await klinke.setUp();
  await klinke.start();
  const nowhere = '00000000-0000-7000-8000-000000000000';
  for (const [job, payload] of [
    ['leads.count', '{"poison":true}'],
    ['leads.import', '[]'],
    ['mail.deliver', `{"workspaceId":"${nowhere}","mailId":7}`],
  ])
    await klinke.query('select enqueue_job($1, $2::json, null, null, 10, null) from generate_series(1, 20)', [
      job,
      payload,
    ]);

  const drafts: string[] = [];
  for (let at = 0; at < 10; at++) {
    const upload = await klinke.call('POST', '/imports?name=Liste.csv', list(5 + at));
    drafts.push(((await upload.json()) as ImportView).id);
  }

  for (const [at, id] of drafts.entries())
    await until(`list ${at} is counted`, async () => {
      const { rowsTotal } = (await (await klinke.call('GET', `/imports/${id}`)).json()) as ImportView;
      return rowsTotal === 5 + at ? true : undefined;
    });
  const failed = await klinke.query<{ attempts: number; last_error: string }>(
    `select attempts, last_error from graphile_worker._private_jobs where payload::text not like '%' || $1 || '%' and attempts > 0`,
    [workspaceId],
  );
  expect(failed.length).toBe(60);
  expect(failed.every(({ last_error }) => last_error !== null)).toBe(true);
});

test('before the set-up, whoever does not come by the own name of this machine needs the token', async () => {
  await klinke.start();
  const ask = (headers: Record<string, string>) =>
    new Promise<unknown>((resolve, reject) => {
      const asking = request(`${klinke.address}/api/v1/setup`, { headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        answer.on('end', () => resolve(JSON.parse(text)));
      });
      asking.on('error', reject).end();
    });

  expect(await ask({})).toEqual({ needsSetup: true, needsToken: false });
  for (const headers of [
    { host: 'boese.example' },
    { host: 'localhost.boese.example:3000' },
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { via: '1.1 nginx' },
  ])
    expect(await ask(headers as Record<string, string>), JSON.stringify(headers)).toEqual({
      needsSetup: true,
      needsToken: true,
    });
});

const create = (to: Klinke, body: object, key?: string): Promise<Response> =>
  to.call('POST', '/contacts', body, key === undefined ? {} : { 'idempotency-key': key });

type Writing = {
  acknowledged: Map<string, string>;
  /** What else was answered meanwhile. */
  refused: Set<string>;
  /** Requests that got no answer. */
  broken: number;
  reached(count: number): Promise<void>;
  done: Promise<void>;
};

/** Eight clients who try each write until it is acknowledged, always with the same key. */
function write(to: Klinke, count: number): Writing {
  const writing: Writing = {
    acknowledged: new Map(),
    refused: new Set(),
    broken: 0,
    reached: async (some) => {
      await until(`${some} writes`, async () => (writing.acknowledged.size >= some ? true : undefined));
    },
    done: Promise.resolve(),
  };
  let next = 0;
  const client = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) {
      const name = `Mensch ${at}`;
      for (;;) {
        const answer = await create(to, { lastName: name }, `schreiben-${at}`).catch(() => undefined);
        if (answer?.status === 201) {
          writing.acknowledged.set(name, ((await answer.json()) as { id: string }).id);
          break;
        }
        if (answer) writing.refused.add(`${answer.status} retry-after ${answer.headers.get('retry-after')}`);
        else writing.broken++;
        await pause(100);
      }
    }
  };
  writing.done = Promise.all(Array.from({ length: 8 }, client)).then(() => undefined);
  return writing;
}

async function expectEachOnce(workspaceId: string, acknowledged: Map<string, string>): Promise<void> {
  expect(acknowledged.size).toBe(writes);
  const people = await klinke.query<{ last_name: string; id: string }>(
    'select last_name, id from contact where workspace_id = $1',
    [workspaceId],
  );
  expect(people).toHaveLength(writes);
  expect(new Map(people.map(({ last_name, id }) => [last_name, id]))).toEqual(acknowledged);
  const announced = await klinke.query<{ contact_id: string }>(
    `select contact_id from event where workspace_id = $1 and type = 'contacts.contactCreated'`,
    [workspaceId],
  );
  expect(announced.map((row) => row.contact_id).toSorted()).toEqual([...acknowledged.values()].toSorted());
  await expectSealed(workspaceId);
}

async function expectSealed(workspaceId: string): Promise<void> {
  await until('everything is sealed', async () => {
    const [left] = await klinke.query<{ left: number }>(
      'select count(*)::int as left from event_outbox where workspace_id = $1',
      [workspaceId],
    );
    return left?.left === 0 ? true : undefined;
  });
  expect(await klinke.run('doctor', '--audit')).toMatchObject({ healthy: true });
}

/** Every person as they stand, but for what counts changes. */
const contentOf = (workspaceId: string) =>
  klinke.query(
    `select to_jsonb(c) - 'version' - 'updated_at' as person,
            (select array_agg(kind::text || ' ' || value order by kind, value) from contact_key k where k.workspace_id = c.workspace_id and k.subject_id = c.id) as keys
     from contact c where workspace_id = $1 and removed_at is null order by id`,
    [workspaceId],
  );

async function standing(workspaceId: string): Promise<number> {
  const [people] = await klinke.query<{ rows: number }>(
    'select count(*)::int as rows from contact where workspace_id = $1 and removed_at is null',
    [workspaceId],
  );
  return people?.rows ?? 0;
}

function list(rows: number): Buffer {
  const lines = Array.from(
    { length: rows },
    (_, at) => `Mia;Maier ${at};0561 ${5_000_000 + at};Weserweg ${at};34117;Kassel;2026-05-17`,
  );
  return Buffer.from(['Vorname;Nachname;Telefon;Straße;PLZ;Ort;Angelegt', ...lines].join('\n'));
}
