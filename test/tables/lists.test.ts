import { expect, test } from 'vitest';
import { dryRun } from '../../src/cli/dry-run.ts';
import { folder } from './files.ts';
import { lists } from './lists.ts';

test('there are many lists', () => expect(lists.length).toBeGreaterThan(25));

test.each(lists)('$from maps itself', async ({ bytes, rows, fields }) => {
  await using files = await folder();
  const run = await dryRun(await files.write('list', bytes));
  expect(run.columns.map(({ field }) => field)).toEqual(fields);
  expect(run.rows).toBe(rows);
});

test('the dry run says exactly what was agreed, and a flood of remarks is cut with its number', async () => {
  await using files = await folder();
  const run = await dryRun(await files.write('a.csv', `Name;Telefon\n${'Mia Knoll;0000 000000\n'.repeat(1500)}`));
  expect(Object.keys(run)).toEqual(['format', 'encoding', 'delimiter', 'rows', 'columns', 'problems']);
  expect(Object.keys(run.columns[0]!)).toEqual(['header', 'field', 'confidence']);
  expect(run).toMatchObject({ format: 'csv', encoding: 'utf-8', delimiter: ';', rows: 1500 });
  expect(run.problems).toHaveLength(1001);
  expect(run.problems[0]).toEqual({
    row: 2,
    column: 'Telefon',
    message: '„0000 000000“ ist keine gültige Telefonnummer.',
  });
  expect(run.problems.at(-1)?.message).toContain('500 weitere');
});
