import pg from 'pg';
import { inject } from 'vitest';
import type { PgConnection } from '#platform/db';
import { migrate } from '#platform/migrate';

/**
 * This worker's own database, copied from the migrated template by its first test file and kept for the next ones.
 * Tests keep apart by each making a workspace of its own; one that needs all workspaces to be its own takes a database of another name.
 */
export async function testDatabase(name = 'shared'): Promise<{ owner: PgConnection; app: PgConnection }> {
  const { owner, template, appPassword } = inject('postgres');
  const database = `test_${process.env['VITEST_POOL_ID']}_${name}`;
  await copyOnce(owner, template, database);
  const ours = { ...owner, database };
  return { owner: ours, app: await migrate(ours, appPassword) };
}

/** Past every guard, as the database's owner: to see and to spoil what no user could. End it. */
export async function connectAsOwner(name?: string): Promise<pg.Client> {
  const client = new pg.Client((await testDatabase(name)).owner);
  await client.connect();
  return client;
}

async function copyOnce(owner: PgConnection, template: string, database: string): Promise<void> {
  const client = new pg.Client({ ...owner, database: 'postgres' });
  await client.connect();
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (known.rowCount === 0) await client.query(`create database ${database} template ${template}`);
  } finally {
    await client.end();
  }
}
