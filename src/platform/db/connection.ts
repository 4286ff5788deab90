import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import pg from 'pg';
import { type Answer, Flight, type Statement } from './flight.ts';
import { names } from './names.ts';

export const begin: Statement = { name: 'begin', text: 'begin', values: [] };
const commit: Statement = { name: 'commit', text: 'commit', values: [] };
const rollback: Statement = { name: 'rollback', text: 'rollback', values: [] };
/** Sent without a name: one of few or of too many to be kept. */
export const plain = (text: string): Statement => ({ name: '', text, values: [] });

/** The driver only ever hands out its own connections. */
export function own(connection: DatabaseConnection): ContextConnection {
  if (!(connection instanceof ContextConnection)) throw new Error('foreign connection');
  return connection;
}

/** What is asked outside a transaction in one turn of the event loop. */
type Turn = { committed: Promise<unknown>; commit(): void; rolledBack?: Promise<unknown> };

/** What a statement answers behind one that failed: nothing is done any more until the transaction ends. */
const abortedAlready = '25P02';

export class ContextConnection implements DatabaseConnection {
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
