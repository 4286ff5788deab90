import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import type { PgConnection } from './db.ts';

/** Any number that nobody else takes. */
const oneAtATime = 7_239_051_846;

/**
 * Brings the database to this release: the queue's own tables, then each of our files once, in the order of their numbers, each in one transaction,
 * under an advisory lock. A file that was changed after it ran is refused. Afterwards the application's own login exists.
 */
export async function migrate(owner: PgConnection, appPassword: string): Promise<PgConnection> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    // The next one waits, as a command does beside a server that is just starting. Held until the connection ends.
    await client.query('select pg_advisory_lock($1)', [oneAtATime]);
    await client.query(`set lock_timeout = '30s'`);
    const released = files().map((file) => ({ name: basename(file, '.sql'), sha256: checksum(file) }));
    await refuseChangedFiles(client, released);
    if (!(await stands(client, released))) {
      await runner({
        dbClient: client,
        ...sources(),
        direction: 'up',
        migrationsTable: 'migration',
        checkOrder: true,
        singleTransaction: false,
        verbose: false,
        log: () => undefined,
      });
      await rememberChecksums(client, released);
    }
    return await ensureLogin(client, owner, appPassword);
  } finally {
    await client.end();
  }
}

/** Names of the migrations this release has and the database has not. */
export async function pendingMigrations(owner: PgConnection): Promise<string[]> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const exists = await client.query(`select to_regclass('public.migration') is not null as yes`);
    if (!exists.rows[0].yes) return files().map((file) => basename(file, '.sql'));
    const done = await client.query<{ name: string }>('select name from migration');
    const names = new Set(done.rows.map((row) => row.name));
    return files()
      .map((file) => basename(file, '.sql'))
      .filter((name) => !names.has(name));
  } finally {
    await client.end();
  }
}

const here = dirname(fileURLToPath(import.meta.url));

/** In the sources each capability keeps its own; the build lays them side by side in one folder. */
function sources(): { dir: string | string[]; useGlob: boolean } {
  return { dir: patterns(), useGlob: true };
}

function patterns(): string[] {
  return basename(here) === 'platform'
    ? [join(here, 'migrations/*.sql'), join(here, '../capabilities/*/migrations/*.sql')]
    : [join(here, 'migrations/*.sql')];
}

function files(): string[] {
  return globSync(patterns()).sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
}

const checksum = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

type Migration = { name: string; sha256: string };

/** Each command and each start asks; the runner would read all files again to say the same. */
async function stands(client: pg.Client, released: readonly Migration[]): Promise<boolean> {
  const exists = await client.query(`select to_regclass('public.migration') is not null as yes`);
  if (!exists.rows[0].yes) return false;
  const done = await client.query<Migration>(
    'select m.name, c.sha256 from migration m left join migration_checksum c on c.name = m.name order by m.id',
  );
  return (
    done.rows.length === released.length &&
    released.every(({ name, sha256 }, at) => done.rows[at]?.name === name && done.rows[at].sha256 === sha256)
  );
}

async function refuseChangedFiles(client: pg.Client, released: readonly Migration[]): Promise<void> {
  await client.query('create table if not exists migration_checksum (name text primary key, sha256 text not null)');
  const known = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration_checksum');
  const sums = new Map(known.rows.map((row) => [row.name, row.sha256]));
  const changed = released.filter(({ name, sha256 }) => (sums.get(name) ?? sha256) !== sha256);
  if (changed.length > 0) {
    throw new Error(
      `Diese Migrationen wurden nach ihrem Lauf verändert: ${changed.map(({ name }) => `${name}.sql`).join(', ')}`,
    );
  }
}

async function rememberChecksums(client: pg.Client, released: readonly Migration[]): Promise<void> {
  await client.query(
    'insert into migration_checksum (name, sha256) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
    [released.map(({ name }) => name), released.map(({ sha256 }) => sha256)],
  );
}

/** One login a database, in the group klinke_app: it owns nothing and may not look past row level security. */
async function ensureLogin(client: pg.Client, owner: PgConnection, password: string): Promise<PgConnection> {
  const user = `klinke_${createHash('sha256').update(owner.database).digest('hex').slice(0, 16)}`;
  const known = await client.query('select 1 from pg_roles where rolname = $1', [user]);
  const literal = pg.escapeLiteral(password);
  if (known.rowCount === 0) {
    await client.query(
      `create role ${user} login inherit nosuperuser nobypassrls in role klinke_app password ${literal}`,
    );
  } else {
    await client.query(`alter role ${user} with login inherit nosuperuser nobypassrls password ${literal}`);
  }
  // What row level security adds makes every plan look worse when it is not made for the very values; left to choose, the planner plans each page anew,
  // which costs more than the page. Statements that live by their values ask for it: set local plan_cache_mode = force_custom_plan.
  await client.query(`alter role ${user} set plan_cache_mode = force_generic_plan`);
  return { ...owner, user, password };
}

/** Refuses to start as a role for which row level security would be no law. */
export async function refusePowerfulRole(app: PgConnection): Promise<void> {
  const client = new pg.Client(app);
  await client.connect();
  try {
    const found = await client.query<{ powers: string[] }>(`
      select array_remove(array[
        case when r.rolsuper then 'superuser' end,
        case when r.rolbypassrls then 'bypassrls' end,
        case when exists (select 1 from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                          and pg_has_role(r.oid, c.relowner, 'member')) then 'table owner' end
      ], null) as powers
      from pg_roles r where r.rolname = current_user`);
    const powers = found.rows[0]?.powers ?? ['unknown role'];
    if (powers.length > 0) {
      throw new Error(
        `Die Anwendung dürfte an der Trennung der Arbeitsbereiche vorbei (${powers.join(', ')}). Start abgelehnt.`,
      );
    }
  } finally {
    await client.end();
  }
}
