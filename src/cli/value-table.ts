import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { dayText, readDays, toDay } from '#engine/days';
import { readNumbers } from '#engine/numbers';
import { columnOf, type Table, TableProblem } from '#engine/table';
import { fitValue, type ValueModel } from '#engine/value/fit';
import { type Outlook, predictValue } from '#engine/value/predict';
import { collectCustomers, type Customer, type Left } from '#engine/value/purchases';
import { Refusal } from '#platform/errors';
import { type Answer, UsageError } from './command.ts';
import { readTable, withTables } from './engine-table.ts';
import { writeOut, writeRows } from './write-out.ts';

type Columns = { customer: string; date: string; amount: string | null };

export function fit(path: string, { end, model, ...columns }: Columns & { end: string; model: string }) {
  const last = toDay(end);
  if (Number.isNaN(last)) throw new UsageError('--end braucht einen Tag wie 2026-12-31.');
  return withTables(async (): Promise<Answer> => {
    const { customers, warnings } = customersOf(await readTable(path), columns, last);
    const found = fitValue(customers, { amounts: columns.amount !== null });
    const fitted = { ...found, warnings: [...warnings, ...found.warnings] };
    const kept: KeptModel = { kind: 'klinke value', version: 1, end: dayText(last), columns, ...fitted };
    await writeOut(model, `${JSON.stringify(kept, null, 2)}\n`);
    const { bgnbd, gammaGamma } = fitted;
    return {
      text: inWords(fitted, model),
      json: { customers: fitted.customers, bgnbd, gammaGamma, warnings: fitted.warnings },
    };
  });
}

export function predict(modelPath: string, path: string, { weeks, out }: { weeks: string; out: string }) {
  const ahead = Number(weeks.replace(',', '.'));
  if (weeks.trim() === '' || !(ahead > 0 && ahead <= mostWeeks))
    throw new UsageError(`--weeks braucht eine Zahl über 0 und bis ${mostWeeks}.`);
  return withTables(async (): Promise<Answer> => {
    const model = await readModel(modelPath);
    const { customers, warnings } = customersOf(await readTable(path), model.columns, toDay(model.end));
    const outlooks = predictValue(model, customers, ahead);
    await writeRows(out, header, outlooks.map(toRow));
    const told = [...warnings, ...model.warnings.filter((warning) => !warning.startsWith(leftMark))];
    const sum = (of: (outlook: Outlook) => number) => outlooks.reduce((total, outlook) => total + of(outlook), 0);
    const purchases = sum(({ expectedTransactions }) => expectedTransactions);
    const spend = model.meanAmount === null ? null : sum(({ expectedSpend }) => expectedSpend ?? 0);
    const text = [
      `${count(outlooks.length)} Kunden, in ${weeks} Wochen erwartet: ${count(purchases)} Käufe${spend === null ? '' : `, Umsatz ${count(spend)}`}. Je Kunde: ${out}`,
      ...told.map((warning) => `Achtung: ${warning}`),
    ].join('\n');
    const json = { customers: outlooks.length, expectedTransactions: purchases, expectedSpend: spend, warnings: told };
    return { text, json };
  });
}

/** Fifty years. */
const mostWeeks = 2600;

const header = 'customer,frequency,recency,T,pAlive,expectedTransactions,expectedSpend,class'.split(',');

const toRow = ({ customer, pAlive, expectedTransactions, expectedSpend, class: letter }: Outlook) => [
  customer.name,
  customer.frequency,
  customer.recency,
  customer.age,
  pAlive,
  expectedTransactions,
  expectedSpend,
  letter,
];

function customersOf(
  table: Table,
  { customer, date, amount }: Columns,
  end: number,
): { customers: Customer[]; warnings: string[] } {
  const [who, when] = [columnOf(table, customer), columnOf(table, date)];
  if (table.rows === 0) throw new TableProblem('Die Tabelle hat Spalten, aber keine Zeile.');
  const day = readDays(when);
  if (day.every((one) => Number.isNaN(one)))
    throw new TableProblem(`In der Spalte „${when.name}“ steht kein lesbarer Tag.`);
  const prices = amount === null ? undefined : readNumbers(columnOf(table, amount));
  if (prices?.readable === 0) throw new TableProblem(`Die Spalte „${amount ?? ''}“ enthält keine lesbare Zahl.`);
  const { customers, left } = collectCustomers(
    { names: who.words, customer: who.codes, day, amount: prices?.values },
    end,
  );
  return { customers, warnings: leftInWords(left, dayText(end)) };
}

const leftMark = 'Nicht mitgezählt: ';

function leftInWords({ blank, undated, later, unpriced, returned }: Left, end: string): string[] {
  const told: [number, string][] = [
    [blank, 'Zeilen ohne Kunde'],
    [undated, 'Zeilen ohne lesbaren Tag'],
    [later, `Zeilen nach dem ${end}`],
    [unpriced, 'Zeilen ohne lesbaren Betrag (der Kauf zählt, der Betrag nicht)'],
    [returned, 'Tage, an denen mehr zurückkam als gekauft wurde'],
  ];
  const parts = told.filter(([times]) => times > 0).map(([times, what]) => `${count(times)} ${what}`);
  return parts.length === 0 ? [] : [`${leftMark}${parts.join(', ')}.`];
}

const positive = z.number().positive();
const KeptModel = z.object({
  kind: z.literal('klinke value'),
  version: z.literal(1),
  end: z.string().refine((word) => !Number.isNaN(toDay(word))),
  columns: z.object({ customer: z.string(), date: z.string(), amount: z.string().nullable() }),
  customers: z.number(),
  bgnbd: z.object({
    r: positive,
    alpha: positive,
    a: positive,
    b: positive,
    logLik: z.number(),
    degenerate: z.boolean(),
  }),
  fallback: z.object({ r: positive, alpha: positive, spread: positive }).nullable(),
  gammaGamma: z.object({ p: positive, q: z.number().gt(1), v: positive }).nullable(),
  meanAmount: positive.nullable(),
  warnings: z.array(z.string()),
});
type KeptModel = z.infer<typeof KeptModel>;

async function readModel(path: string): Promise<KeptModel> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal(404, 'not_found', `Die Datei „${path}“ gibt es nicht, oder sie ist nicht lesbar.`);
  });
  const model = KeptModel.safeParse(parsed(text));
  if (!model.success) throw new Refusal(422, 'no_model', `„${path}“ ist kein Modell von klinke value fit.`);
  return model.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inWords({ customers, bgnbd, gammaGamma, warnings }: ValueModel, model: string): string {
  const of = (named: object) =>
    Object.entries(named)
      .filter(([, value]) => typeof value === 'number')
      .map(([name, value]) => `${name} ${(value as number).toLocaleString('de-DE', { maximumSignificantDigits: 5 })}`)
      .join('  ');
  return [
    `${count(customers)} Kunden. Modell: ${model}`,
    `  BG/NBD       ${of(bgnbd)}`,
    `  Gamma-Gamma  ${gammaGamma ? of(gammaGamma) : 'keines'}`,
    ...warnings.map((warning) => `Achtung: ${warning}`),
  ].join('\n');
}

const count = (number: number): string => Math.round(number).toLocaleString('de-DE');
