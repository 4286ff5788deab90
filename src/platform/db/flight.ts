import pg from 'pg';
import { prepareValue } from 'pg/lib/utils.js';

/** What pg hands a query object to write to; its own types leave most of it out. */
type Wire = {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: unknown[] }): void;
  describe(portal: { type: 'P'; name: string }): void;
  execute(portal: object): void;
  sync(): void;
};
type Field = { name: string; dataTypeID: number };
/** How the columns of an answer are called and read. */
type Columns = { names: string[]; read: ((text: string) => unknown)[] };

/** A statement; with a name it is prepared once on each connection. */
export type Statement = { name: string; text: string; values: readonly unknown[] };
export type Answer = { command: string; rowCount: number; rows: Record<string, unknown>[] };

type Passenger = {
  name: string;
  text: string;
  values: unknown[];
  settle: (answer: Answer) => void;
  fail: (error: unknown) => void;
};

/** Of a prepared statement they never change: the database refuses to run one whose columns would be others. */
const known = new WeakMap<Wire, Map<string, Columns>>();

const onTheWire = (value: unknown): unknown =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? arrayOf(value) : prepareValue(value);

/** As pg writes it; a thousand values put together one by one cost it, and the tidying up of the pieces, ten times as much. */
function arrayOf(texts: readonly string[]): string {
  return texts.length === 0 ? '{}' : `{"${texts.map(escaped).join('","')}"}`;
}

const special = /["\\]/;

function escaped(text: string): string {
  return special.test(text) ? text.replaceAll(/["\\]/g, String.raw`\$&`) : text;
}

/**
 * Statements that leave in one write and are answered in one: PostgreSQL flushes its answers at each Sync, and pg sends one behind every statement, which costs both sides a
 * system call and a wake-up. When one fails, the database skips the rest, and all from there on fail with its error.
 */
export class Flight {
  readonly #passengers: Passenger[] = [];
  readonly #nameOf: (column: string) => string;
  readonly #landed: () => void;
  #wire: Wire | undefined;
  #at = 0;
  #columns: Columns | undefined;
  #rows: Record<string, unknown>[] = [];
  #unreadable: unknown;

  constructor(nameOf: (column: string) => string, landed: () => void) {
    this.#nameOf = nameOf;
    this.#landed = landed;
  }

  add({ name, text, values }: Statement): Promise<Answer> {
    return new Promise((settle, fail) => {
      this.#passengers.push({ name, text, values: values.map(onTheWire), settle, fail });
    });
  }

  /** pg keeps the books of what has been parsed by these two of the query at work. */
  get name(): string | undefined {
    return this.#passengers[this.#at]?.name;
  }
  get text(): string | undefined {
    return this.#passengers[this.#at]?.text;
  }

  submit(connection: unknown): null {
    const wire = connection as Wire;
    this.#wire = wire;
    wire.stream.cork();
    for (const { name, text, values } of this.#passengers) {
      if (name === '' || (wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]) === undefined) {
        wire.parse({ name, text });
        if (name !== '') wire.submittedNamedStatements[name] = text;
      }
      wire.bind({ statement: name, values });
      if (!columnsOf(wire).has(name)) wire.describe({ type: 'P', name: '' });
      wire.execute({});
    }
    wire.sync();
    wire.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { fields: Field[] }): void {
    this.#columns = {
      names: fields.map((field) => this.#nameOf(field.name)),
      read: fields.map((field) => pg.types.getTypeParser(field.dataTypeID) as (text: string) => unknown),
    };
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.#columns ??= this.#wire && columnsOf(this.#wire).get(this.name ?? '');
    const { names = [], read = [] } = this.#columns ?? {};
    const row: Record<string, unknown> = {};
    try {
      for (let place = 0; place < names.length; place++) {
        const text = fields[place] ?? null;
        row[names[place] ?? ''] = text === null ? null : read[place]?.(text);
      }
    } catch (error) {
      this.#unreadable = error;
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const [command = '', ...numbers] = text.split(' ');
    this.#done(command, Number(numbers.at(-1) ?? 0));
  }

  handleEmptyQuery(): void {
    this.#done('', 0);
  }

  #done(command: string, rowCount: number): void {
    const passenger = this.#passengers[this.#at++];
    const [rows, unreadable] = [this.#rows, this.#unreadable];
    if (this.#wire && passenger?.name && !columnsOf(this.#wire).has(passenger.name))
      columnsOf(this.#wire).set(passenger.name, this.#columns ?? { names: [], read: [] });
    this.#columns = undefined;
    this.#rows = [];
    this.#unreadable = undefined;
    if (unreadable === undefined) passenger?.settle({ command, rowCount: Number.isNaN(rowCount) ? 0 : rowCount, rows });
    else passenger?.fail(unreadable);
  }

  handleError(error: unknown): void {
    const left = this.#passengers.slice(this.#at);
    this.#at = this.#passengers.length;
    for (const { name, fail } of left) {
      if (this.#wire) delete this.#wire.submittedNamedStatements[name];
      fail(error);
    }
    // After an error of a statement pg tells no more of this query; of a lost connection there is nothing more to tell.
    this.#landed();
  }

  handleReadyForQuery(): void {
    this.#landed();
  }

  handlePortalSuspended(): void {
    throw new Error('no portal is ever left open');
  }

  handleCopyInResponse(): void {
    throw new Error('COPY has its own way');
  }

  handleCopyData(): void {
    throw new Error('COPY has its own way');
  }
}

function columnsOf(wire: Wire): Map<string, Columns> {
  const columns = known.get(wire) ?? new Map<string, Columns>();
  known.set(wire, columns);
  return columns;
}
