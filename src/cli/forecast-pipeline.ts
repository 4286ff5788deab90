import { dayText, readDays, toDay } from '#engine/days';
import { readNumbers } from '#engine/numbers';
import type { Deals } from '#engine/pipeline/deals';
import { forecastPipeline, type PipelineForecast } from '#engine/pipeline/forecast';
import { type Column, columnOf, type Table, TableProblem, textAt } from '#engine/table';
import { type Answer, UsageError } from './command.ts';
import { readTable, withTables } from './engine-table.ts';

export const pipelineOptions = {
  'as-of': { type: 'string' },
  days: { type: 'string' },
  opened: { type: 'string' },
  closed: { type: 'string' },
  stage: { type: 'string' },
  won: { type: 'string' },
  lost: { type: 'string' },
  amount: { type: 'string' },
  by: { type: 'string' },
  'list-price': { type: 'string' },
} as const;

type Given = { [option in keyof typeof pipelineOptions]?: string | undefined };

const mostDays = 730;

export async function tellPipeline(path: string, given: Given): Promise<Answer> {
  const asOf = toDay(wanted(given, 'as-of'));
  if (Number.isNaN(asOf)) throw new UsageError('--as-of braucht einen Tag: JJJJ-MM-TT.');
  const days = Number(wanted(given, 'days'));
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    throw new UsageError(`--days braucht eine ganze Zahl von 1 bis ${mostDays}.`);
  const told = await withTables(async () => {
    const prices = given['list-price'] === undefined ? undefined : await readTable(given['list-price']);
    return forecastPipeline(dealsOf(await readTable(path), given, prices), { asOf, days });
  });
  return { text: inWords(told, { asOf, days }), json: told };
}

function wanted(given: Given, option: keyof Given): string {
  const word = given[option];
  if (word === undefined || word === '') throw new UsageError(`--${option} fehlt.`);
  return word;
}

function dealsOf(table: Table, given: Given, prices: Table | undefined): Deals {
  const column = (option: keyof Given) => columnOf(table, wanted(given, option));
  const by = (given.by ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
    .map((name) => columnOf(table, name));
  const stage = column('stage');
  const outcomes = stage.words.map(
    (word) => [wanted(given, 'won'), wanted(given, 'lost')].findIndex((end) => same(end, word)) + 1,
  );
  return {
    opened: readDays(column('opened')),
    closed: readDays(column('closed')),
    outcome: Uint8Array.from(stage.codes, (code) => outcomes[code] ?? 0),
    amount: readNumbers(column('amount')).values,
    listPrice: prices ? listPrices(table, prices, by) : new Float64Array(table.rows).fill(Number.NaN),
    by,
  };
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** "GTXPro" is "GTX Pro": names are compared by their letters and digits alone. */
const bare = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** What is sold is named in a column of the same name in both tables, or in a column of `by` whose words are on the list. */
function listPrices(table: Table, prices: Table, by: readonly Column[]): Float64Array {
  const price = priceColumn(prices);
  const pairs = prices.columns
    .filter((column) => column !== price)
    .flatMap((listed) => [
      ...table.columns.filter((column) => same(column.name, listed.name)).map((column) => ({ listed, column })),
      ...by.map((column) => ({ listed, column })),
    ])
    .map((pair) => ({ ...pair, found: found(pair) }));
  const best = pairs.reduce<(typeof pairs)[number] | undefined>(
    (most, pair) => (pair.found > (most?.found ?? 0) ? pair : most),
    undefined,
  );
  if (!best)
    throw new TableProblem(
      'Die Preisliste nennt nichts, was in den Abschlüssen vorkommt: Eine Spalte muss in beiden gleich heißen.',
    );
  const { values } = readNumbers(price);
  const known = new Map(Array.from(values, (value, row) => [bare(textAt(best.listed, row)), value]));
  const perWord = best.column.words.map((word) => known.get(bare(word)) ?? Number.NaN);
  return Float64Array.from(best.column.codes, (code) => perWord[code] ?? Number.NaN);
}

/** In how many deals the word is on the list. */
function found({ listed, column }: { listed: Column; column: Column }): number {
  const names = new Set(listed.words.map(bare));
  names.delete('');
  const listedWord = column.words.map((word) => names.has(bare(word)));
  return column.codes.reduce((sum, code) => sum + (listedWord[code] ? 1 : 0), 0);
}

function priceColumn(prices: Table): Column {
  const numbers = prices.columns.filter((column) => readNumbers(column).readable > 0.9);
  const price = numbers.find(({ name }) => /price|preis|betrag/i.test(name)) ?? numbers[0];
  if (!price) throw new TableProblem('In der Preisliste steht keine Spalte mit Preisen.');
  return price;
}

function inWords(
  { point, lo80, hi80, lo95, hi95, basis }: PipelineForecast,
  { asOf, days }: { asOf: number; days: number },
): string {
  const told = (value: number | null) => (value ?? 0).toLocaleString('de-DE', { maximumFractionDigits: 0 });
  return [
    point === null
      ? `Was nach dem ${dayText(asOf)} kommt, ist nicht zu sagen.`
      : `Aus dem, was am ${dayText(asOf)} offen ist, kommen in ${days} Tagen etwa ${told(point)}.`,
    ...(lo80 === null
      ? []
      : [`In 80 von 100 Fällen ${told(lo80)} bis ${told(hi80)}, in 95 ${told(lo95)} bis ${told(hi95)}.`]),
    basis.text,
  ].join('\n');
}
