import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { textAt } from '#engine/table';
import { readTable, withTables } from './engine-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'klinke-engine-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(text: string | Buffer) {
  const path = join(folder, 'table.csv');
  writeFileSync(path, text);
  const table = await withTables(() => readTable(path));
  return table.columns.map((column) => [
    column.name,
    ...Array.from({ length: table.rows }, (_, row) => textAt(column, row)),
  ]);
}

test('every row counts, however short, and what looks like a sum too', async () => {
  expect(await read('Name;Betrag\nMaier;3,5\nSumme;3,5\nkurz\n')).toEqual([
    ['Name', 'Maier', 'Summe', 'kurz'],
    ['Betrag', '3,5', '3,5', ''],
  ]);
});

test('quotes, line ends inside of them, another encoding, two columns of one name', async () => {
  expect(await read(Buffer.from('A,A\r\n"Mü\nller, Jörg",1\r\n', 'latin1'))).toEqual([
    ['A', 'Mü\nller, Jörg'],
    ['A (2)', '1'],
  ]);
});

test('many rows', async () => {
  const lines = Array.from({ length: 30_000 }, (_, n) => `${n},${n % 7}`);
  const [first = [], second = []] = await read(`n,rest\n${lines.join('\n')}\n`);
  expect([first.length, first.at(-1), second.at(-1)]).toEqual([30_001, '29999', String(29_999 % 7)]);
});

test('nothing in it, and nothing there', async () => {
  await expect(read('')).rejects.toThrow('ist leer');
  await expect(readTable(join(folder, 'missing.csv'))).rejects.toThrow('gibt es nicht');
});
