import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dayText } from '#engine/days';
import { makeUpPurchases } from '#engine/value/made-up';

const klinke = resolve(import.meta.dirname, '../../bin/klinke');
const folder = mkdtempSync(join(tmpdir(), 'klinke-value-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('from purchases to classes', async () => {
  const made = makeUpPurchases(
    800,
    { r: 0.5, alpha: 5, a: 0.8, b: 2.4 },
    { p: 6, q: 4, v: 15 },
    { weeks: 52, seed: 3 },
  );
  const price = (row: number) => made.amount![row]!.toFixed(2).replace('.', ',');
  const rows = made.customer.map((who, row) => `${made.names[who]};${dayText(made.day[row]!)};${price(row)}`);
  const extra = ['c0;1999-01-01;9,99', 'c0;morgen;9,99', ';1970-02-01;1,00', 'c1;1970-12-29;-5,00'];
  writeFileSync(at('purchases.csv'), `Kunde;Tag;Betrag\n${[...rows, ...extra].join('\n')}\n`);

  const columns = ['--customer', 'Kunde', '--date', 'Tag', '--amount', 'Betrag'];
  const fitted = await value('fit', at('purchases.csv'), ...columns, '--end', '1970-12-30', '--model', at('v.json'));
  expect(fitted.code).toBe(0);
  expect(fitted.told).toEqual({
    customers: 800,
    bgnbd: {
      r: expect.any(Number),
      alpha: expect.any(Number),
      a: expect.any(Number),
      b: expect.any(Number),
      logLik: expect.any(Number),
      degenerate: false,
    },
    gammaGamma: { p: expect.any(Number), q: expect.any(Number), v: expect.any(Number) },
    warnings: [
      'Nicht mitgezählt: 1 Zeilen ohne Kunde, 1 Zeilen ohne lesbaren Tag, 1 Zeilen nach dem 1970-12-30, 1 Tage, an denen mehr zurückkam als gekauft wurde.',
    ],
  });

  const predicted = await value('predict', at('v.json'), at('purchases.csv'), '--weeks', '26', '--out', at('c.csv'));
  expect(predicted).toMatchObject({ code: 0, told: { customers: 800 } });
  const [header, ...lines] = readFileSync(at('c.csv'), 'utf8').trimEnd().split('\n');
  expect(header).toBe('customer,frequency,recency,T,pAlive,expectedTransactions,expectedSpend,class');
  const letters = Map.groupBy(lines, (line) => line.at(-1));
  expect([letters.get('A')?.length, letters.get('B')?.length, letters.get('C')?.length]).toEqual([160, 240, 400]);
});

test('what cannot be done is said', async () => {
  writeFileSync(at('empty.csv'), 'Kunde,Tag\n');
  writeFileSync(at('words.csv'), 'Kunde,Tag\na,morgen\n');
  writeFileSync(at('no-model.json'), '{"r":1}');
  const fit = (file: string, customer = 'Kunde') =>
    value('fit', at(file), '--customer', customer, '--date', 'Tag', '--end', '2026-01-31', '--model', at('x.json'));
  const said = (text: string, code = 1) => ({
    code,
    told: { error: expect.objectContaining({ message: expect.stringContaining(text) }) },
  });
  expect(await fit('empty.csv')).toEqual(said('keine Zeile'));
  expect(await fit('words.csv')).toEqual(said('kein lesbarer Tag'));
  expect(await fit('words.csv', 'Firma')).toEqual(said('„Firma“'));
  expect(await value('fit', at('words.csv'))).toEqual(said('--customer', 2));
  const predict = (model: string, weeks: string) =>
    value('predict', at(model), at('words.csv'), '--weeks', weeks, '--out', at('y.csv'));
  expect(await predict('no-model.json', '4')).toEqual(said('kein Modell'));
  expect(await predict('no-model.json', '-4')).toEqual(said('--weeks', 2));
});

function value(...words: string[]): Promise<{ code: number | null; told: unknown }> {
  return new Promise((done) => {
    const child = execFile(klinke, ['value', ...words, '--json'], (_error, stdout) =>
      done({ code: child.exitCode, told: JSON.parse(stdout) as unknown }),
    );
  });
}
