import { CompiledQuery, type Kysely, type QueryResult } from 'kysely';

/** What stands between the texts: a value, never a piece of SQL. */
export type Value = string | number | boolean | Date | null | readonly string[];

const texts = new WeakMap<TemplateStringsArray, string>();

/**
 * SQL of one text, for the writes of which there are hundreds a second: put together once for each place in the code that says it, where `sql` builds
 * and compiles it anew for every run (6 µs for thirty values, as much garbage again).
 */
export function fixed<Row = unknown>(strings: TemplateStringsArray, ...values: Value[]) {
  let text = texts.get(strings);
  if (text === undefined) {
    text = strings.reduce((all, next, at) => `${all}$${at}${next}`);
    texts.set(strings, text);
  }
  return fixedText<Row>(text, values);
}

/** The same for a text that differs with the number of its values, which stand in it as $1 and so on. */
export function fixedText<Row = unknown>(text: string, values: Value[]) {
  return {
    execute: (db: Pick<Kysely<never>, 'executeQuery'>): Promise<QueryResult<Row>> =>
      db.executeQuery<Row>(CompiledQuery.raw(text, values)),
  };
}
