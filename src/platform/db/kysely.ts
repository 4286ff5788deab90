import {
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
} from 'kysely';
import type pg from 'pg';
import { ContextConnection, own } from './connection.ts';
import type { Statement } from './flight.ts';
import { names } from './names.ts';

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

/** What is asked outside transactions goes to one connection: in one flight what is asked in one turn of the event loop, in the next what is asked meanwhile. */
class SharingExecutor extends PipeliningExecutor {
  readonly #shared: DefaultQueryExecutor;

  constructor(driver: ContextDriver) {
    super(compiler, adapter, new DefaultConnectionProvider(driver), [names]);
    this.#shared = new DefaultQueryExecutor(compiler, adapter, new WhileInUse(driver), [names]);
  }

  override executeQuery<R>(...asked: Parameters<DefaultQueryExecutor['executeQuery']>): Promise<QueryResult<R>> {
    return this.#shared.executeQuery<R>(...asked);
  }
}

/** Given back as soon as nothing is under way: whoever waits for a second one (a transaction's) holds none. */
class WhileInUse implements ConnectionProvider {
  readonly #driver: ContextDriver;
  #users = 0;
  #held: Promise<DatabaseConnection> | undefined;

  constructor(driver: ContextDriver) {
    this.#driver = driver;
  }

  async provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    this.#users++;
    const held = (this.#held ??= this.#driver.acquireConnection());
    try {
      return await consumer(await held);
    } finally {
      if (--this.#users === 0) {
        this.#held = undefined;
        // One that could not be had has told everybody who asked for it.
        held.then(
          (connection) => this.#driver.releaseConnection(connection),
          () => undefined,
        );
      }
    }
  }
}

/** Do statements of this one share a connection? */
export function isSharing(db: Pick<Kysely<never>, 'getExecutor'>): boolean {
  return db.getExecutor() instanceof SharingExecutor;
}

export function kysely<Tables>(
  pool: pg.Pool,
  begin: readonly Statement[],
  { sharing = false }: { sharing?: boolean } = {},
): Kysely<Tables> {
  const driver = new ContextDriver(pool, begin);
  const dialect = {
    createAdapter: () => adapter,
    createDriver: () => driver,
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => compiler,
  };
  const executor = sharing
    ? new SharingExecutor(driver)
    : new PipeliningExecutor(compiler, adapter, new DefaultConnectionProvider(driver), [names]);
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
