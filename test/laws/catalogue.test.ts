import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../setup/database.ts';

/** Tables that belong to no workspace: people and their sign-in, and the machine's own bookkeeping. */
const outside = [
  'account',
  'migration',
  'migration_checksum',
  'session',
  'sign_in_failure',
  'user',
  'verification',
  'worker_heartbeat',
];
/** Functions that look past row level security, each with its reason in the migration that made it. */
const definers = [
  'enqueue_job',
  'file_is_kept',
  'memberships_of',
  'page_at',
  'similar_words',
  'visits_of_place',
  'workspace_names',
  'workspaces_with_news',
];

let owner: pg.Client;
let app: pg.Client;
beforeAll(async () => {
  const database = await testDatabase();
  [owner, app] = [new pg.Client(database.owner), new pg.Client(database.app)];
  await owner.connect();
  await app.connect();
});
afterAll(async () => {
  await owner.end();
  await app.end();
});

const names = async (sql: string): Promise<string[]> =>
  (await owner.query<{ name: string }>(sql)).rows.map((row) => row.name);

const laws: { law: string; sql: string; allowed?: string[]; planted: string }[] = [
  {
    law: 'every table with a workspace is under forced row level security',
    sql: `select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
    allowed: outside,
    planted: 'create table planted (workspace_id uuid primary key)',
  },
  {
    law: 'every policy for everyone compares the workspace, reading and writing',
    sql: `select tablename || '.' || policyname as name from pg_policies
      where schemaname = 'public' and roles = '{public}'
        and (position('app.workspace' in coalesce(qual, '')) = 0 or position('app.workspace' in coalesce(with_check, '')) = 0)`,
    planted: `create table planted (workspace_id uuid primary key); alter table planted enable row level security; create policy loose on planted using (true)`,
  },
  {
    law: 'policies for other roles only let the definer read',
    sql: `select tablename || '.' || policyname as name from pg_policies
      where schemaname = 'public' and roles <> '{public}' and not (roles = '{klinke_definer}' and cmd = 'SELECT')`,
    planted: `create table planted (workspace_id uuid primary key); create policy loose on planted for all to klinke_app using (true)`,
  },
  {
    law: 'keys, unique indexes and foreign keys begin with the workspace',
    sql: `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and i.indisunique
        and c.relname <> all (array['${outside.join("','")}'])
        and (select attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) <> 'workspace_id'
      union all
      select f.conname from pg_constraint f join pg_class c on c.oid = f.conrelid
      where f.contype = 'f' and c.relnamespace = 'public'::regnamespace and f.confrelid <> '"user"'::regclass
        and (select attname from pg_attribute a where a.attrelid = f.conrelid and a.attnum = f.conkey[1]) <> 'workspace_id'`,
    planted: 'create table planted (workspace_id uuid, number text unique)',
  },
  {
    law: 'views run with the rights of who asks; no materialised views',
    sql: `select relname as name from pg_class where relnamespace = 'public'::regnamespace
      and (relkind = 'm' or relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)
           and relname not in (select e.relname from pg_class e join pg_depend d on d.objid = e.oid and d.deptype = 'e'))`,
    planted: 'create view planted as select * from contact',
  },
  {
    law: 'functions with the rights of their owner are on the list',
    sql: `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
    allowed: definers,
    planted: `create function planted() returns integer language plpgsql security definer as 'begin return 1; end'`,
  },
  {
    law: 'no triggers, and no SQL-language functions with parameters: a sharded cluster has neither',
    sql: `select tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = 'public'::regnamespace and not tgisinternal
      union all
      select proname from pg_proc p join pg_language l on l.oid = p.prolang
      where pronamespace = 'public'::regnamespace and l.lanname = 'sql' and pronargs > 0
        and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
    planted: `create function planted(x integer) returns integer language sql as 'select x'`,
  },
  {
    law: 'the application owns nothing',
    sql: `select relname as name from pg_class c join pg_roles r on r.oid = c.relowner
      where c.relnamespace = 'public'::regnamespace and (r.rolname = 'klinke_app' or pg_has_role(r.oid, 'klinke_app', 'member') and not r.rolsuper)`,
    planted: 'create table planted (workspace_id uuid); alter table planted owner to klinke_app',
  },
  {
    law: 'events and their seals can be added but not changed',
    sql: `select c.relname || ' ' || a.privilege_type as name from pg_class c, aclexplode(c.relacl) a
      where c.relname in ('event', 'event_seal') and a.grantee = 'klinke_app'::regrole and a.privilege_type not in ('SELECT', 'INSERT')`,
    planted: 'grant delete on event to klinke_app',
  },
];

describe.each(laws)('$law', ({ sql, allowed = [], planted }) => {
  test('holds', async () => {
    expect((await names(sql)).toSorted()).toEqual(allowed.toSorted());
  });

  test('and a planted violation is noticed', async () => {
    await owner.query('begin');
    try {
      await owner.query(planted);
      expect((await names(sql)).toSorted()).not.toEqual(allowed.toSorted());
    } finally {
      await owner.query('rollback');
    }
  });
});

test('without a context no table shows or takes a row', async () => {
  const tables = await names(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity`,
  );
  for (const table of tables) {
    const { rows } = await app.query(`select count(*)::int as seen from ${pg.escapeIdentifier(table)}`);
    expect({ table, seen: rows[0].seen }).toEqual({ table, seen: 0 });
  }
});
