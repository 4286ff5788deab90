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
  const path = tableOf('series;month;value', ...rows, 'Marburg;1;7', 'Hanau;1;fehlt');
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
  expect(await told(tableOf('series,value', 'a,1'))).toEqual([2, error('--horizon')]);
  expect(await told(tableOf('series,value'), '--horizon', '3')).toEqual([1, error('keine Zeile')]);
  expect(await told(tableOf('a,b', '1,2'), '--horizon', '3')).toEqual([1, error('„series“')]);
  expect(await told(tableOf('series,value', 'a,x'), '--horizon', '3')).toEqual([1, error('keine lesbare Zahl')]);
});

function tableOf(...lines: string[]): string {
  const path = join(folder, 'table.csv');
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
