import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { migrateQueue } from '#platform/jobs';
import { migrate } from '#platform/migrate';

test('two processes that start at once bring an empty database up to date, one after the other', async () => {
  const { owner, appPassword } = inject('postgres');
  const database = `fresh_${process.pid}_${process.env['VITEST_POOL_ID']}`;
  const client = new pg.Client({ ...owner, database: 'postgres' });
  await client.connect();
  try {
    await client.query(`create database ${database}`);
    const fresh = { ...owner, database };
    await migrateQueue(fresh);
    const [one, other] = await Promise.all([migrate(fresh, appPassword), migrate(fresh, appPassword)]);
    expect(one).toEqual(other);
  } finally {
    await client.query(`drop database if exists ${database} with (force)`);
    await client.end();
  }
});
