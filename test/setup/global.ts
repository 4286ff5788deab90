import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import type { PgConnection } from '#platform/db';
import { migrateQueue } from '#platform/jobs';
import { migrate } from '#platform/migrate';
import { ensurePostgres } from '#platform/postgres';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The owner of `template`, the migrated database from which each worker's own is copied. */
    postgres: { owner: PgConnection; template: string; appPassword: string };
  }
}

/** One real server for the whole run, in a folder of its own; gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Builds the pages, if need be: a server without them serves none.
  const built = spawnSync(resolve(import.meta.dirname, '../../bin/klinke'), ['version'], { stdio: 'pipe' });
  if (built.status !== 0) throw new Error(String(built.stderr));
  const dataDir = mkdtempSync(join(tmpdir(), 'klinke-test-'));
  const postgres = await ensurePostgres({ dataDir, log: console });
  const tearDown = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const owner = postgres.connection;
  const appPassword = randomBytes(24).toString('base64url');
  try {
    await hurry(owner);
    await migrateQueue(owner);
    await migrate(owner, appPassword);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide('postgres', { owner, template: owner.database, appPassword });
  return tearDown;
}

/** These data are thrown away in a minute: no waiting for the disk. */
async function hurry(owner: PgConnection): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    await client.query(`alter system set ${setting} = off`);
  }
  await client.query('select pg_reload_conf()');
  await client.end();
}
