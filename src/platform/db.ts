import {
  CamelCasePlugin,
  type CompiledQuery,
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  type Driver,
  Kysely,
  type OperationNode,
  type PluginTransformQueryArgs,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  type QueryResult,
  RawNode,
  type RootOperationNode,
  type Transaction,
  ValueNode,
} from 'kysely';
import pg from 'pg';
import { type Answer, Flight, type Statement } from './flight.ts';
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
  return kysely(new ContextDriver(pool, beginWith(sight)));
}

/** For the few tables that belong to no workspace (users, sessions, heartbeats); sees no row of any other. */
export function outsideWorkspaces<Tables>(pool: pg.Pool): Kysely<Tables> {
  return kysely(new ContextDriver(pool, [begin]));
}

const begin: Statement = { name: 'begin', text: 'begin', values: [] };
const commit: Statement = { name: 'commit', text: 'commit', values: [] };
const rollback: Statement = { name: 'rollback', text: 'rollback', values: [] };
/** Sent without a name: one of few or of too many to be kept. */
const plain = (text: string): Statement => ({ name: '', text, values: [] });

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

/** snake_case there, camelCase here. Rows arrive named already, so that none is built twice. */
class Names extends CamelCasePlugin {
  override transformQuery(query: PluginTransformQueryArgs): RootOperationNode {
    return writtenOut(query.node) ? query.node : super.transformQuery(query);
  }

  override async transformResult<T>({ result }: { result: QueryResult<T> }): Promise<QueryResult<T>> {
    return result;
  }

  ours(column: string): string {
    return this.camelCase(column);
  }
}

/** SQL that stands there as the database reads it, with values in it and no names to change. Most of ours; going through it anew each time costs as much as sending it. */
function writtenOut(node: OperationNode): boolean {
  return RawNode.is(node) ? node.parameters.every(writtenOut) : ValueNode.is(node) || PrimitiveValueListNode.is(node);
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
  readonly #begin: readonly Statement[];

  constructor(pool: pg.Pool, begin: readonly Statement[]) {
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

/** What is asked outside a transaction in one turn of the event loop. */
type Turn = { committed: Promise<unknown>; commit(): void; rolledBack?: Promise<unknown> };

/** What a statement answers behind one that failed: nothing is done any more until the transaction ends. */
const abortedAlready = '25P02';

class ContextConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #begin: readonly Statement[];
  #inTransaction = false;
  #closing = false;
  #turn: Turn | undefined;
  #boarding: Flight | undefined;
  #flying = false;
  #behind: Promise<unknown>[] = [];
  #broken: Error | undefined;

  constructor(client: pg.PoolClient, begin: readonly Statement[]) {
    this.#client = client;
    this.#begin = begin;
  }

  open(): void {
    this.#inTransaction = true;
    this.#behind = [];
    this.#sendBegin();
  }

  async close(how: 'commit' | 'rollback'): Promise<void> {
    if (how === 'rollback') {
      this.#inTransaction = false;
      await this.#send(rollback);
      return;
    }
    this.#closing = true;
    try {
      const [{ command }] = await Promise.all([this.#send(commit), this.#unheard()]);
      // A transaction in which a statement failed answers COMMIT with ROLLBACK and no error.
      if (command === 'ROLLBACK') throw new Error('transaction was rolled back');
      this.#inTransaction = false;
    } finally {
      this.#closing = false;
    }
  }

  async run(text: string): Promise<void> {
    await this.#send(plain(text));
  }

  /** A statement that is under way and whose failure shows at the latest when the transaction is to be committed. */
  letRun(answered: Promise<unknown>): void {
    answered.catch(() => undefined);
    this.#behind.push(answered);
  }

  async #unheard(): Promise<void> {
    await Promise.all(this.#behind);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { name: statementName(query.sql), text: query.sql, values: query.parameters };
    return toResult<R>(await (this.#inTransaction ? this.#sendInTransaction(statement) : this.#sendAlone(statement)));
  }

  async #sendInTransaction(statement: Statement): Promise<Answer> {
    if (this.#closing) throw new Error('a statement came behind the commit of its transaction');
    try {
      return await this.#send(statement);
    } catch (error) {
      // The reason lies with one before it.
      if (error instanceof pg.DatabaseError && error.code === abortedAlready) await this.#unheard();
      throw error;
    }
  }

  /** In one small transaction with all that is asked in the same turn of the event loop: the context before it, the commit behind it, all in one flight. */
  async #sendAlone(statement: Statement): Promise<Answer> {
    const turn = (this.#turn ??= this.#openTurn());
    try {
      const [answer] = await Promise.all([this.#send(statement), turn.committed]);
      return answer;
    } catch (error) {
      // The commit went down with it. The connection must be clean when it goes back, unless it is gone: then that is what is to be told.
      await (turn.rolledBack ??= this.#send(rollback).catch(() => undefined));
      throw error;
    }
  }

  #openTurn(): Turn {
    this.#sendBegin();
    const { promise: committed, resolve, reject } = Promise.withResolvers<unknown>();
    return { committed, commit: () => void this.#send(commit).then(resolve, reject) };
  }

  #sendBegin(): void {
    // Not awaited: they travel with the first statement, and their failure is its own.
    for (const statement of this.#begin) this.#send(statement).catch(() => undefined);
  }

  // oxlint-disable-next-line require-yield -- Kysely asks for a generator; streams are read with COPY or by keyset instead.
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('streaming is not supported');
  }

  release(): void {
    this.#client.release(this.#broken);
  }

  /** What is sent in one turn of the event loop, or while others are in the air, flies together. */
  async #send(statement: Statement): Promise<Answer> {
    if (!this.#boarding) {
      this.#boarding = new Flight(
        (column) => names.ours(column),
        () => this.#land(),
      );
      process.nextTick(() => this.#depart());
    }
    try {
      return await this.#boarding.add(statement);
    } catch (error) {
      // Not the database's word on a statement, or its last one: the connection itself failed. Do not hand it to the next one.
      if (error instanceof Error && !(error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? '')))
        this.#broken = error;
      throw error;
    }
  }

  #depart(): void {
    if (this.#flying) return;
    this.#turn?.commit();
    this.#turn = undefined;
    const flight = this.#boarding;
    if (!flight) return;
    this.#boarding = undefined;
    this.#flying = true;
    this.#client.query(flight);
  }

  #land(): void {
    this.#flying = false;
    this.#depart();
  }
}

function toResult<R>({ command, rowCount, rows }: Answer): QueryResult<R> {
  return command === 'SELECT' ? { rows: rows as R[] } : { rows: rows as R[], numAffectedRows: BigInt(rowCount) };
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

/** Runs in the transaction that is already open, or opens one. */
export function inTransaction<Tables, T>(db: Db<Tables>, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Transaction<Tables>) : db.transaction().execute(work);
}
