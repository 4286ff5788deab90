import { open } from 'node:fs/promises';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { knowsHeader } from '#leads';
import { Refusal } from '#platform/errors';
import { defaultLimits, openTable } from '#platform/tables';
import { openSource } from '../../src/platform/tables/source.ts';
import { folder } from './files.ts';
import { textSheet, workbook } from './workbook.ts';

/** Reads everything; answers with the number of rows or the code of the refusal. Anything else thrown fails the test. */
async function readAll(name: string, content: string | Uint8Array): Promise<number | string> {
  await using files = await folder();
  try {
    await using table = await openTable(await files.write(name, content), { knowsHeader });
    let rows = 0;
    for await (const batch of table.rows()) rows += batch.length;
    return rows;
  } catch (error) {
    if (error instanceof Refusal && error.message.length > 10) return error.code;
    throw error;
  }
}

const sheetOf = (xml: string) => workbook([{ name: 'L', xml }]);
const wide = Array.from({ length: 10_000 }, (_, i) => `S${i}`);

test.each<[string, string | Uint8Array, string]>([
  ['an empty file', '', 'table.empty'],
  ['only blank lines', '\n\n\n', 'table.empty'],
  ['a quote that is never closed', 'Name;Ort\n"Mia;Kassel\nUwe;Kassel\n', 'table.quote_not_closed'],
  ['the same in a large file', `Name;Ort\n"Mia;Kassel\n${'Uwe;Kassel\n'.repeat(200_000)}`, 'table.row_too_long'],
  ['a line that never ends', `Name;Ort\n${'x'.repeat(5_000_000)}`, 'table.row_too_long'],
  ['10,000 columns', `${wide.join(';')}\n${wide.join(';')}\n`, 'table.too_wide'],
  ['10,000 columns in a workbook', sheetOf(textSheet([wide])), 'table.too_wide'],
  [
    'entities of a document type',
    sheetOf('<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]><worksheet>&c;</worksheet>'),
    'table.hostile',
  ],
  ['deep nesting', sheetOf('<a>'.repeat(100_000)), 'table.too_heavy'],
  ['broken XML', sheetOf('<worksheet><sheetData><row><c></row>'), 'table.broken'],
  ['half a workbook', sheetOf(textSheet([['Name'], ['Mia']])).slice(0, 400), 'table.broken'],
  ['the old Excel format', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'table.old_excel'],
  ['a PDF', '%PDF-1.7\n', 'table.pdf'],
  ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'table.picture'],
  ['JSON', '[{"name":"Mia"}]', 'table.not_a_table'],
])('%s is refused in words', async (_, content, code) => expect(await readAll('a.csv', content)).toBe(code));

test.each([
  ['.xls', Buffer.from('d0cf11e0a1b11ae100000000', 'hex')],
  ['.xlsb', zipSync({ 'xl/workbook.bin': strToU8('x') })],
])('the old %s is refused with the way on', async (ending, content) => {
  await using files = await folder();
  const opening = openTable(await files.write(`Liste${ending}`, content), { knowsHeader });
  await expect(opening).rejects.toMatchObject({
    code: 'table.old_excel',
    message: expect.stringMatching(new RegExp(`\\${ending}\\).*Excel.*„Speichern unter“.*\\.xlsx`)),
  });
});

/** An OLE container with 512-byte sectors, as far as one looks into it: its header and its directory. */
function container(entry: string, directorySector: number): Buffer {
  const bytes = Buffer.alloc((directorySector + 2) * 512);
  bytes.write('d0cf11e0a1b11ae1', 'hex');
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(directorySector, 48);
  bytes.write(entry, (directorySector + 1) * 512 + 128, 'utf16le');
  return bytes;
}

test.each<[string, Buffer, string, RegExp]>([
  [
    'its list in front',
    container('EncryptedPackage', 1),
    'table.locked',
    /Kennwort.*in Excel.*ohne Kennwort speichern/,
  ],
  ['its list behind the content', container('EncryptedPackage', 3000), 'table.locked', /ohne Kennwort speichern/],
  ['a workbook inside', container('Workbook', 3000), 'table.old_excel', /Speichern unter/],
  ['a list beyond its end', container('', 1).fill(0xff, 48, 52), 'table.old_excel', /Speichern unter/],
])('a container with %s', async (_, content, code, message) => {
  await using files = await folder();
  const opening = openTable(await files.write('Liste.xlsx', content), { knowsHeader });
  await expect(opening).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('a zip bomb is refused before it is unpacked', async () => {
  const row = `<row><c t="inlineStr"><is><t>${'A'.repeat(64)}</t></is></c></row>`;
  const bomb = sheetOf(`<worksheet><sheetData>${row.repeat(1_200_000)}</sheetData></worksheet>`);
  expect(bomb.length).toBeLessThan(1_000_000);
  // What it worked, not what it waited for the processor.
  const begun = process.cpuUsage();
  expect(await readAll('bomb.xlsx', bomb)).toBe('table.too_heavy');
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(2000);
});

test('a file that is not there, and a folder', async () => {
  await expect(openTable('/nowhere/list.csv')).rejects.toMatchObject({ code: 'table.not_found' });
  await expect(openTable('/')).rejects.toMatchObject({ code: 'table.not_a_table' });
});

test('NUL bytes, formulas, markup and prototype names are harmless text', async () => {
  await using files = await folder();
  const path = await files.write('a.csv', '__proto__;Na\0me;Ort\n<script>alert(1)</script>;=HYPERLINK("x");Kas\0sel\n');
  await using table = await openTable(path, { knowsHeader });
  expect(table.headers).toEqual(['__proto__', 'Name', 'Ort']);
  for await (const [first] of table.rows())
    expect(first?.cells).toEqual(['<script>alert(1)</script>', '=HYPERLINK("x")', 'Kassel']);
});

test('the event loop that serves people is never held while a large file is read', async () => {
  await using files = await folder();
  const path = await files.write('a.csv', `Name;Telefon;Ort\n${'Mia Knoll;0561 88120;Kassel\n'.repeat(150_000)}`);
  let longest = 0;
  let last = workedMs();
  const pulse = setInterval(() => {
    const now = workedMs();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  try {
    await using table = await openTable(path, { knowsHeader });
    let rows = 0;
    for await (const batch of table.rows()) rows += batch.length;
    expect(rows).toBe(150_000);
  } finally {
    clearInterval(pulse);
  }
  expect(longest).toBeLessThan(100);
});

/** Of this thread alone: the clock on the wall also counts what others do on the machine. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

test('leaving early ends the worker', async () => {
  await using files = await folder();
  const path = await files.write('a.csv', `Name;Ort\n${'Mia;Kassel\n'.repeat(50_000)}`);
  await using table = await openTable(path, { knowsHeader });
  for await (const batch of table.rows()) {
    expect(batch.length).toBeGreaterThan(0);
    break;
  }
});

test('a worker that says nothing is stopped', async () => {
  await using files = await folder();
  const path = await files.write('a.csv', 'Name;Ort\nMia;Kassel\n');
  await expect(openTable(path, { limits: { silenceMs: 1 } })).rejects.toMatchObject({ code: 'table.too_heavy' });
});

describe('random and hostile bytes end in rows or in a refusal', () => {
  /** In this process, without a worker, so that many runs are quick; the reading code is the same. */
  async function survive(path: string): Promise<void> {
    const file = await open(path);
    try {
      const source = await openSource(file, { ...defaultLimits, columns: 50, recordChars: 4096 });
      for (const [index] of source.sheets.entries()) {
        for await (const rows of source.rows(index)) {
          for (const { row, cells } of rows) {
            expect(row).toBeGreaterThan(0);
            for (const cell of cells) expect(cell.includes('\0')).toBe(false);
          }
        }
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    } finally {
      await file.close();
    }
  }

  const pieces = (...words: string[]) =>
    fc
      .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 60 })
      .map((parts) => Buffer.from(parts.join('')));
  const kinds: Record<string, fc.Arbitrary<Uint8Array>> = {
    bytes: fc.uint8Array({ maxLength: 2000 }),
    csv: pieces('"', ';', ',', '\n', '\r', '\t', 'Name', '0561', '\0', 'ä', '""', 'sep=;\n', ' '),
    vcard: pieces(
      'BEGIN:VCARD\n',
      'END:VCARD\n',
      'N:',
      ';',
      'TEL;',
      'ENCODING=QUOTED-PRINTABLE:',
      '=C3=',
      '=\n',
      '\n ',
      ':',
      'item1.',
      'CHARSET=nope',
      '\\',
      '"',
    ).map((bytes) => Buffer.concat([Buffer.from('BEGIN:VCARD\n'), bytes])),
    html: pieces(
      '<table>',
      '<tr>',
      '<td>',
      '</td>',
      '</tr>',
      '<',
      '>',
      '&',
      '&#0;',
      '&#x10ffff;',
      '<!--',
      '-->',
      '<script>',
      'x',
    ).map((bytes) => Buffer.concat([Buffer.from('<table>'), bytes])),
    sheet: pieces(
      '<row>',
      '</row>',
      '<row r="9">',
      '<c r="A1" t="s">',
      '<c r="ZZZ9">',
      '</c>',
      '<v>',
      '</v>',
      '1',
      '<is><t>',
      '</t></is>',
      '&lt;',
      '&x;',
    ).map((bytes) => sheetOf(`<worksheet><sheetData>${Buffer.from(bytes).toString()}</sheetData></worksheet>`)),
    brokenWorkbook: fc.array(fc.tuple(fc.nat(900), fc.nat(255)), { minLength: 1, maxLength: 12 }).map((changes) => {
      const bytes = Uint8Array.from(
        sheetOf(
          textSheet([
            ['Name', 'Ort'],
            ['Mia', 'Kassel'],
          ]),
        ),
      );
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      return bytes;
    }),
  };

  test.each(Object.keys(kinds))('%s', async (kind) => {
    await using files = await folder();
    const survives = fc.asyncProperty(kinds[kind]!, async (bytes) => survive(await files.write('a', bytes)));
    const result = await fc.check(survives, { numRuns: 120 });
    expect(fc.defaultReportMessage(result)).toBeUndefined();
  });
});
