import type { Kysely, Transaction } from 'kysely';
import pg from 'pg';
import { begin, own, plain } from './db/connection.ts';
import type { Statement } from './db/flight.ts';
import { isSharing, kysely } from './db/kysely.ts';
import { isUuid } from './ids.ts';

/** A connection or an open transaction, limited to the tables its user may touch. */
export type Db<Tables> = Kysely<Tables> | Transaction<Tables>;

export type PgConnection = {
  host: string;
  port: number;
  user: string;
  password?: string;
  database: string;
  ssl?: boolean | object;
};

// count(*) and amounts in cents stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A calendar day is a day, not midnight in some zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
// The driver's own reading of an instant knows every style and zone; ours is the one below, and lists are full of them.
const parseInstant: (text: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(text)
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : parseInstant(text),
);

export function openPool(connection: PgConnection, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    application_name: 'klinke',
    idleTimeoutMillis: 30_000,
  });
  surviveLostConnections(pool);
  return pool;
}

/**
 * A connection that dies (database restarted or killed), idle or at work, must not take the process along: whoever waits for an answer gets the error,
 * and the next query opens a new one. The pool itself listens only to the idle ones.
 */
export function surviveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => void client.on('error', () => undefined));
}

/** What row level security shows: one workspace, and in it everything or only what one user owns. */
export type Sight = { workspaceId: string; onlyOwnOf?: string | undefined };

/**
 * The database as seen from inside one workspace. Each statement outside a transaction runs in a small one of its own, context first.
 * On a cluster of shards only the statement SET LOCAL reaches them, never set_config(); hence the literal, made from nothing but parsed UUIDs.
 */
export function inWorkspace<Tables>(pool: pg.Pool, sight: Sight): Kysely<Tables> {
  return kysely(pool, beginWith(sight));
}

/** For many small reads at once: they share one connection. What may take long makes the others wait there. */
export function sharingOne<Tables>(pool: pg.Pool, sight: Sight): Kysely<Tables> {
  return kysely(pool, beginWith(sight), { sharing: true });
}

/** For the few tables that belong to no workspace (users, sessions, heartbeats); sees no row of any other. */
export function outsideWorkspaces<Tables>(pool: pg.Pool): Kysely<Tables> {
  return kysely(pool, [begin]);
}

function beginWith({ workspaceId, onlyOwnOf }: Sight): Statement[] {
  if (!isUuid(workspaceId) || (onlyOwnOf !== undefined && !isUuid(onlyOwnOf))) throw new Error('not a workspace');
  const within = context(`set local app.workspace = '${workspaceId}'`);
  return onlyOwnOf === undefined ? [begin, within] : [begin, within, context(`set local app.sees = '${onlyOwnOf}'`)];
}

const contexts = new Map<string, Statement>();

/** Prepared too, but so many and no more: an installation of a few teams knows all of its contexts, one of thousands must not fill every connection with them. */
function context(text: string): Statement {
  const known = contexts.get(text);
  if (known) return known;
  if (contexts.size >= 200) return plain(text);
  const statement = { name: `context${contexts.size}`, text, values: [] };
  contexts.set(text, statement);
  return statement;
}

/** Reads that are asked for together: on one connection, in one write. */
export function together<Tables, T>(db: Db<Tables>, read: (one: Db<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction || isSharing(db) ? read(db) : db.connection().execute(read);
}

/**
 * For a write on whose answer nothing depends: what follows does not wait for it, so that the commit travels with it. If it fails, the commit fails with its error. Only for
 * statements that have been sent when this is called; one that comes behind the commit is refused.
 */
export async function behind<Tables>(db: Db<Tables>, write: Promise<unknown>): Promise<void> {
  if (!db.isTransaction) {
    await write;
    return;
  }
  write.catch(() => undefined);
  await db.getExecutor().provideConnection(async (connection) => own(connection).letRun(write));
}

/** Two transactions waited for each other, and PostgreSQL broke one of them off (deadlock, serialization failure): whoever tries the whole again succeeds. */
export function isCollision(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}

/** Runs in the transaction that is already open, or opens one. */
export function inTransaction<Tables, T>(db: Db<Tables>, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Transaction<Tables>) : db.transaction().execute(work);
}
