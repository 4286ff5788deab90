import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type Transaction,
} from 'kysely';
import pg from 'pg';
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

/**
 * Connections whose statements are sent without waiting for the answer to the one before: the context of a workspace and
 * the statement that needs it make one round trip.
 */
export function openPool(connection: PgConnection, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...connection,
    max,
    pipeline: true,
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
  return kysely(new ContextDriver(pool, beginWith(sight)));
}

/** For the few tables that belong to no workspace (users, sessions, heartbeats); sees no row of any other. */
export function outsideWorkspaces<Tables>(pool: pg.Pool): Kysely<Tables> {
  return kysely(new ContextDriver(pool, 'begin'));
}

function beginWith({ workspaceId, onlyOwnOf }: Sight): string {
  if (!isUuid(workspaceId) || (onlyOwnOf !== undefined && !isUuid(onlyOwnOf))) throw new Error('not a workspace');
  const sees = onlyOwnOf === undefined ? '' : `; set local app.sees = '${onlyOwnOf}'`;
  return `begin; set local app.workspace = '${workspaceId}'${sees}`;
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const camelCase = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];

function kysely<Tables>(driver: Driver): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => adapter,
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => compiler,
    },
    plugins: camelCase,
  });
}

class ContextDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #begin: string;

  constructor(pool: pg.Pool, begin: string) {
    this.#pool = pool;
    this.#begin = begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ContextConnection(await this.#pool.connect(), this.#begin);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    own(connection).open();
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await own(connection).close('commit');
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await own(connection).close('rollback');
  }

  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await own(connection).run(`savepoint ${name}`);
  }

  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await own(connection).run(`rollback to savepoint ${name}`);
  }

  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await own(connection).run(`release savepoint ${name}`);
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    own(connection).release();
  }

  async destroy(): Promise<void> {}
}

/** The driver only ever hands out its own connections. */
function own(connection: DatabaseConnection): ContextConnection {
  if (!(connection instanceof ContextConnection)) throw new Error('foreign connection');
  return connection;
}

class ContextConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #begin: string;
  #inTransaction = false;
  #broken: Error | undefined;

  constructor(client: pg.PoolClient, begin: string) {
    this.#client = client;
    this.#begin = begin;
  }

  open(): void {
    this.#inTransaction = true;
    // Not awaited: it travels with the first statement. Its failure shows there too.
    this.#send(this.#begin).catch(() => undefined);
  }

  async close(how: 'commit' | 'rollback'): Promise<void> {
    this.#inTransaction = false;
    const result = await this.#send(how);
    // A transaction in which a statement failed answers COMMIT with ROLLBACK and no error.
    if (how === 'commit' && result.command === 'ROLLBACK') throw new Error('transaction was rolled back');
  }

  async run(sql: string): Promise<void> {
    await this.#send(sql);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { name: statementName(query.sql), text: query.sql, values: [...query.parameters] };
    if (this.#inTransaction) return toResult<R>(await this.#send(statement));

    const begun = this.#send(this.#begin);
    const answered = this.#send(statement);
    const committed = this.#send('commit');
    const [, answer] = await Promise.all([begun, answered, committed]).catch(async (error: unknown) => {
      // The commit of a failed statement is a rollback; wait for it, so that the connection is clean when it goes back.
      await Promise.allSettled([begun, answered, committed]);
      throw error;
    });
    return toResult<R>(answer);
  }

  // oxlint-disable-next-line require-yield -- Kysely asks for a generator; streams are read with COPY or by keyset instead.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('streaming is not supported');
  }

  /** The bare connection, for COPY inside the same transaction. */
  get client(): pg.PoolClient {
    return this.#client;
  }

  release(): void {
    this.#client.release(this.#broken);
  }

  #send(statement: string | { name: string; text: string; values: unknown[] }): Promise<pg.QueryResult> {
    return this.#client.query(statement).catch((error: unknown) => {
      // Not the database's word on a statement, or its last one: the connection itself failed. Do not hand it to the next one.
      if (error instanceof Error && !(error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? ''))) {
        this.#broken = error;
      }
      throw error;
    });
  }
}

function toResult<R>(result: pg.QueryResult): QueryResult<R> {
  return result.command === 'SELECT'
    ? { rows: result.rows }
    : { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
}

const names = new Map<string, string>();

/**
 * Prepared statements are kept by name on each connection; the same text always has the same name.
 * Bounded: filters make many texts, and each costs memory in every backend.
 */
function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= 500 || sql.length > 6000) return '';
  const name = `k${names.size}`;
  names.set(sql, name);
  return name;
}

/** Runs in the transaction that is already open, or opens one. */
export function inTransaction<Tables, T>(db: Db<Tables>, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Transaction<Tables>) : db.transaction().execute(work);
}
