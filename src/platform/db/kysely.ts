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

export function kysely<Tables>(pool: pg.Pool, begin: readonly Statement[]): Kysely<Tables> {
  const driver = new ContextDriver(pool, begin);
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
