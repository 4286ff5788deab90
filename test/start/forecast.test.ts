import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const klinke = resolve(import.meta.dirname, '../../bin/klinke');
const folder = mkdtempSync(join(tmpdir(), 'klinke-forecast-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const threeNumbers = [0, 1, 2].map(() => expect.any(Number) as unknown);

test('series: a line for each, other columns left alone, and words on what is short', async () => {
  const rows = Array.from({ length: 36 }, (_, t) => `Kassel;${t};${100 + (t % 12)},5`);
  const path = tableOf('series', 'series;month;value', ...rows, 'Marburg;1;7', 'Hanau;1;fehlt');
  const { code, stdout } = await run('series', path, '--horizon', '3', '--season', '12', '--json');
  expect(code).toBe(0);
  expect(linesOf(stdout)).toEqual([
    {
      series: 'Kassel',
      point: threeNumbers,
      lo80: threeNumbers,
      hi80: threeNumbers,
      lo95: threeNumbers,
      hi95: threeNumbers,
      warnings: [],
    },
    expect.objectContaining({ series: 'Marburg', point: [7, 7, 7], lo80: null }),
    expect.objectContaining({
      series: 'Hanau',
      point: null,
      warnings: [expect.stringContaining('Kein lesbarer Wert')],
    }),
  ]);
  expect((await run('series', path, '--horizon', '3')).stdout).toMatch(/^Kassel\n  \+1 {4}10\d {2}\(80 %: /);
});

test('series: what cannot be done is said', async () => {
  const told = async (...words: string[]) => {
    const { code, stdout } = await run('series', ...words, '--json');
    return [code, linesOf(stdout)[0]];
  };
  const error = (text: string) => ({ error: expect.objectContaining({ message: expect.stringContaining(text) }) });
  expect(await told(tableOf('one', 'series,value', 'a,1'))).toEqual([2, error('--horizon')]);
  expect(await told(tableOf('none', 'series,value'), '--horizon', '3')).toEqual([1, error('keine Zeile')]);
  expect(await told(tableOf('other', 'a,b', '1,2'), '--horizon', '3')).toEqual([1, error('„series“')]);
  expect(await told(tableOf('words', 'series,value', 'a,x'), '--horizon', '3')).toEqual([
    1,
    error('keine lesbare Zahl'),
  ]);
});

test('pipeline: what was known on that day, a list price under another spelling, and the same as words', async () => {
  const monday = Date.UTC(2026, 5, 29) / 86_400_000;
  const on = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  const rows = Array.from({ length: 600 }, (_, at) => {
    const [opened, life] = [monday - 300 + (at >> 1), 20 + ((at * 37) % 60)];
    const ended = opened + life <= monday + 20;
    return [
      on(opened),
      ended ? on(opened + life) : '',
      ended ? (at % 3 ? 'Won' : 'Lost') : 'Offer',
      ended ? '950,5' : '',
      at % 2 ? 'GTXPro' : 'Basic',
    ].join(';');
  });
  const deals = tableOf('deals', 'von;bis;stufe;summe;product', ...rows);
  const prices = tableOf('prices', 'product,serie,sales_price', 'GTX Pro,A,1000', 'Basic,B,900');
  const ask = [
    'pipeline',
    deals,
    '--as-of',
    '2026-06-29',
    '--days',
    '30',
    '--opened',
    'von',
    '--closed',
    'bis',
    '--stage',
    'stufe',
  ];
  const rest = ['--won', 'Won', '--lost', 'Lost', '--amount', 'summe', '--by', 'product'];
  const { code, stdout } = await run(...ask, ...rest, '--list-price', prices, '--json');
  expect([code, ...linesOf(stdout)]).toEqual([
    0,
    {
      point: expect.any(Number),
      lo80: expect.any(Number),
      hi80: expect.any(Number),
      lo95: expect.any(Number),
      hi95: expect.any(Number),
      open: expect.any(Number),
      basis: expect.objectContaining({ won: expect.any(Number), text: expect.stringContaining('offene Abschlüsse') }),
    },
  ]);
  expect((await run(...ask, ...rest)).stdout).toContain('Aus dem, was am 2026-06-29 offen ist');
  expect(linesOf((await run(...ask, '--json')).stdout)).toEqual([
    { error: { code: 'usage', message: '--won fehlt.' } },
  ]);
  expect(linesOf((await run(...ask, ...rest.slice(0, -1), 'farbe', '--json')).stdout)).toEqual([
    { error: { code: 'table_unusable', message: expect.stringContaining('„farbe“') } },
  ]);
});

function tableOf(name: string, ...lines: string[]): string {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

const linesOf = (stdout: string): unknown[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

function run(...words: string[]): Promise<{ code: number | null; stdout: string }> {
  return new Promise((done) => {
    const child = execFile(
      klinke,
      ['forecast', ...words],
      { env: { ...process.env, KLINKE_DATA: folder } },
      (_, stdout) => done({ code: child.exitCode, stdout }),
    );
  });
}
