import {
  CamelCasePlugin,
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
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
// The driver's own reading of an instant knows every style and zone; ours is the one below, and lists are full of them.
const parseInstant: (text: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) =>
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(text)
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : parseInstant(text),
);

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

/** snake_case there, camelCase here. Rows arrive named already (`toResult`), so that none is built twice. */
class Names extends CamelCasePlugin {
  override async transformResult<T>({ result }: { result: QueryResult<T> }): Promise<QueryResult<T>> {
    return result;
  }

  ours(column: string): string {
    return this.camelCase(column);
  }
}

/**
 * Kysely lets the statements of a transaction wait for each other. Ours are sent as they are made: those of one `Promise.all` travel together, in the order
 * in which they were begun, and the connection answers in that order.
 */
class PipeliningExecutor extends DefaultQueryExecutor {
  override withConnectionProvider(single: ConnectionProvider): DefaultQueryExecutor {
    return super.withConnectionProvider(new SharedConnection(single));
  }
}

class SharedConnection implements ConnectionProvider {
  readonly #single: ConnectionProvider;
  #connection: Promise<DatabaseConnection> | undefined;

  constructor(single: ConnectionProvider) {
    this.#single = single;
  }

  async provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    this.#connection ??= this.#single.provideConnection(async (connection) => connection);
    return consumer(await this.#connection);
  }
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const names = new Names({ maintainNestedObjectKeys: true });

function kysely<Tables>(driver: Driver): Kysely<Tables> {
  const dialect = {
    createAdapter: () => adapter,
    createDriver: () => driver,
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => compiler,
  };
  const executor = new PipeliningExecutor(compiler, adapter, new DefaultConnectionProvider(driver), [names]);
  return new Kysely<Tables>({ config: { dialect, plugins: [names] }, dialect, driver, executor });
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

type Turn = { begun: Promise<unknown>; committed: Promise<unknown> };

class ContextConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #begin: string;
  #inTransaction = false;
  #turn: Turn | undefined;
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
    const statement = {
      name: statementName(query.sql),
      text: query.sql,
      values: [...query.parameters],
      rowMode: 'array' as const,
    };
    if (this.#inTransaction) return toResult<R>(await this.#send(statement));

    const turn = (this.#turn ??= this.#openTurn());
    const answered = this.#send(statement);
    const [answer] = await Promise.all([answered, turn.begun, turn.committed]).catch(async (error: unknown) => {
      // The commit of a failed statement is a rollback; wait for it, so that the connection is clean when it goes back.
      await Promise.allSettled([answered, turn.begun, turn.committed]);
      throw error;
    });
    return toResult<R>(answer);
  }

  /** One small transaction for all that is asked in one turn of the event loop: the context before it, the commit behind it, all in one write. */
  #openTurn(): Turn {
    const committed = new Promise<unknown>((resolve, reject) => {
      process.nextTick(() => {
        this.#turn = undefined;
        this.#send('commit').then(resolve, reject);
      });
    });
    return { begun: this.#send(this.#begin), committed };
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

  /** What is sent in one turn, as the context and its first statement, leaves in one write: each costs both sides a system call. */
  #gather(): void {
    const { stream } = this.#client.connection;
    if (stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  #send(statement: string): Promise<pg.QueryResult>;
  #send(statement: pg.QueryArrayConfig): Promise<pg.QueryArrayResult>;
  #send(statement: string | pg.QueryArrayConfig): Promise<pg.QueryResult | pg.QueryArrayResult> {
    this.#gather();
    return this.#client.query(statement).catch((error: unknown) => {
      // Not the database's word on a statement, or its last one: the connection itself failed. Do not hand it to the next one.
      if (error instanceof Error && !(error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? ''))) {
        this.#broken = error;
      }
      throw error;
    });
  }
}

function toResult<R>({ command, fields, rows, rowCount }: pg.QueryArrayResult): QueryResult<R> {
  const columns = fields.map((field) => names.ours(field.name));
  const named = rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let place = 0; place < columns.length; place++) row[columns[place] ?? ''] = values[place];
    return row as R;
  });
  return command === 'SELECT' ? { rows: named } : { rows: named, numAffectedRows: BigInt(rowCount ?? 0) };
}

const statementNames = new Map<string, string>();

/**
 * Prepared statements are kept by name on each connection; the same text always has the same name.
 * Bounded: filters make many texts, and each costs memory in every backend.
 */
function statementName(sql: string): string {
  const known = statementNames.get(sql);
  if (known !== undefined) return known;
  if (statementNames.size >= 500 || sql.length > 6000) return '';
  const name = `k${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

/** Reads that are asked for together: on one connection, in one write. */
export function together<Tables, T>(db: Db<Tables>, read: (one: Db<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction ? read(db) : db.connection().execute(read);
}

/** Runs in the transaction that is already open, or opens one. */
export function inTransaction<Tables, T>(db: Db<Tables>, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Transaction<Tables>) : db.transaction().execute(work);
}
