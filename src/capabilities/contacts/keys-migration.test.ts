import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { migrateQueue } from '#platform/jobs';
import { migrate } from '#platform/migrate';
import { kindOf, letterOf } from './queries/parts.ts';
import type { KeyKind, Subject } from './schema.ts';

const subjects: Subject[] = ['contact', 'company'];
const kinds: KeyKind[] = ['phone', 'email', 'tag', 'word', 'external'];

test('a database with wide keys keeps every one, also where its owner has no special rights', async () => {
  const { owner, appPassword } = inject('postgres');
  const name = `keys_${process.pid}_${process.env['VITEST_POOL_ID']}`;
  const server = new pg.Client({ ...owner, database: 'postgres' });
  await server.connect();
  const client = new pg.Client({ ...owner, database: name });
  try {
    await server.query(`create database ${name}`);
    await migrateQueue({ ...owner, database: name });
    await migrate({ ...owner, database: name }, appPassword);
    await client.connect();
    // As it was before.
    await client.query(`
      create role ${name};
      grant all on schema public to ${name};
      drop table contact_key;
      set role ${name};
      create table contact_key (
        workspace_id uuid not null, subject text not null, kind text not null, value text not null, subject_id uuid not null,
        primary key (workspace_id, subject, kind, value, subject_id)
      );
      call protect_table('contact_key');`);
    const workspace = '01a22f10-f29a-7000-92f3-0305f603eeb3';
    const keys = subjects.flatMap((subject) => kinds.map((kind) => ({ subject, kind, value: `${subject} ${kind}` })));
    await client.query(`select set_config('app.workspace', '${workspace}', false)`);
    for (const { subject, kind, value } of keys)
      await client.query('insert into contact_key values ($1, $2, $3, $4, $1)', [workspace, subject, kind, value]);
    await client.query(`select set_config('app.workspace', '', false)`);

    await client.query(readFileSync(join(import.meta.dirname, 'migrations/20261201013000_narrow_keys.sql'), 'utf8'));

    await client.query('reset role');
    const { rows } = await client.query<{ kind: string; value: string }>('select kind, value from contact_key');
    expect(rows.map(({ kind, value }) => `${kind} ${value}`).toSorted()).toEqual(
      keys.map(({ subject, kind, value }) => `${letterOf(subject, kind)} ${value}`).toSorted(),
    );
    expect(rows.map((row) => kindOf(row.kind)).toSorted()).toEqual(keys.map(({ kind }) => kind).toSorted());
    const { rows: policies } = await client.query(
      `select relforcerowsecurity from pg_class where oid = 'contact_key'::regclass`,
    );
    expect(policies).toEqual([{ relforcerowsecurity: true }]);
  } finally {
    await client.end().catch(() => undefined);
    await server.query(`drop database if exists ${name} with (force)`);
    await server.query(`drop role if exists ${name}`);
    await server.end();
  }
});
