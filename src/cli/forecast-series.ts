import { readNumbers } from '#engine/numbers';
import { forecastSeries, type Series, type SeriesForecast } from '#engine/series/forecast';
import { columnOf, type Table, TableProblem } from '#engine/table';
import { type Answer, UsageError } from './command.ts';
import { readTable, withTables } from './engine-table.ts';

/** Monthly figures, as most are. */
const usualSeason = '12';

/** A line for each series, in the order in which they first appear. */
export async function tellSeries(
  path: string,
  { horizon, season = usualSeason }: { horizon?: string | undefined; season?: string | undefined },
  json: boolean,
): Promise<Answer | undefined> {
  const ask = { horizon: count('--horizon', horizon, 1000), m: count('--season', season, 400) };
  const forecasts = await withTables(async () => forecastSeries(seriesOf(await readTable(path)), ask));
  if (!json) return { text: forecasts.map(inWords).join('\n\n'), json: forecasts };
  for (const forecast of forecasts) process.stdout.write(`${JSON.stringify(forecast)}\n`);
  return undefined;
}

function count(name: string, word: string | undefined, most: number): number {
  const number = Number(word);
  if (word === undefined || !Number.isInteger(number) || number < 1 || number > most)
    throw new UsageError(`${name} braucht eine ganze Zahl von 1 bis ${most}.`);
  return number;
}

function seriesOf(table: Table): Series[] {
  const [names, column] = [columnOf(table, 'series'), columnOf(table, 'value')];
  if (table.rows === 0) throw new TableProblem('Die Tabelle hat Spalten, aber keine Zeile.');
  const { values, readable } = readNumbers(column);
  if (readable === 0) throw new TableProblem(`Die Spalte „${column.name}“ enthält keine lesbare Zahl.`);
  const rows = new Map<number, number[]>();
  for (const [row, code] of names.codes.entries()) {
    const known = rows.get(code);
    if (known) known.push(values[row] ?? Number.NaN);
    else rows.set(code, [values[row] ?? Number.NaN]);
  }
  return Array.from(rows, ([code, own]) => ({ name: names.words[code] ?? '', values: Float64Array.from(own) }));
}

function inWords({ series, point, lo80, hi80, warnings }: SeriesForecast): string {
  const digits = point && Math.max(...point.map(Math.abs)) < 100 ? 2 : 0;
  const told = (value: number | undefined) =>
    (value ?? 0).toLocaleString('de-DE', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const steps = (point ?? []).map((value, at) => {
    const range = lo80 && hi80 ? `  (80 %: ${told(lo80[at])} bis ${told(hi80[at])})` : '';
    return `  +${String(at + 1).padEnd(4)} ${told(value)}${range}`;
  });
  return [series || '(ohne Namen)', ...steps, ...warnings.map((warning) => `  ${warning}`)].join('\n');
}
