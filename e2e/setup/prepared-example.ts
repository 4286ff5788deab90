import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ensurePostgres } from '#platform/postgres';
import { lay, layPrepared } from '../../test/setup/prepared.ts';
import { serve, setUp } from './server.ts';

const comesWithinMs = 180_000;
const quiet = { info: () => undefined, warn: console.error, error: console.error };

/** Where the stories of one run share the example. */
export default function setup(): () => void {
  const place = mkdtempSync(join(tmpdir(), 'klinke-example-'));
  process.env['KLINKE_EXAMPLE'] = place;
  return () => rmSync(place, { recursive: true, force: true });
}

/**
 * The example with all that follows from it, which takes a processor most of a minute: the first story that begins with it makes it, the others lay it down. False where no run of
 * stories is around us.
 */
export async function layExample(dataDir: string): Promise<boolean> {
  const place = process.env['KLINKE_EXAMPLE'];
  if (place === undefined) return false;
  const [made, done] = [join(place, 'data'), join(place, 'done')];
  if (comesFirst(made)) {
    await make(made);
    writeFileSync(done, '');
  }
  for (const until = Date.now() + comesWithinMs; !existsSync(done); await pause(200))
    if (Date.now() > until) throw new Error('the example did not come');
  lay(made, dataDir);
  return true;
}

function comesFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function make(folder: string): Promise<void> {
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
