import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ensurePostgres } from '#platform/postgres';
import { layPrepared } from '../../test/setup/prepared.ts';
import { serve, setUp } from './klinke.ts';

const comesWithinMs = 180_000;
const quiet = { info: () => undefined, warn: console.error, error: console.error };

/** The example with all that follows from it, which takes a processor most of a minute: made once a run, for the stories that begin with it. */
export default async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'klinke-example-'));
  layPrepared(folder);
  const { server, address } = await serve(folder);
  const ended = once(server, 'exit');
  try {
    await setUp(address, true);
    await allDone(folder);
  } finally {
    server.kill('SIGTERM');
    await ended;
  }
  process.env['KLINKE_EXAMPLE'] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Nothing is due any more, and what happened has been told: what is left waits for another day. */
async function allDone(dataDir: string): Promise<void> {
  await using postgres = await ensurePostgres({ dataDir, log: quiet });
  const client = new pg.Client(postgres.connection);
  await client.connect();
  try {
    for (const until = Date.now() + comesWithinMs; Date.now() < until; await pause(300)) {
      // In one statement: between two, a job could end and leave an event that nobody has heard of yet.
      const { rows } = await client.query<{ left: number }>(
        `select (select count(*) from graphile_worker._private_jobs where run_at <= now() + interval '3 seconds' and attempts < max_attempts)::int
              + (select count(*) from event_outbox)::int as left`,
      );
      if (rows[0]?.left === 0) return;
    }
  } finally {
    await client.end();
  }
  throw new Error('the example did not come');
}
