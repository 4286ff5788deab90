import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { knowsHeader } from '#leads';
import { openTable, type TableLimits, type TableRow } from '#platform/tables';
import { encode, folder, utf16 } from './files.ts';
import { textSheet, workbook } from './workbook.ts';

/** Writes a file and reads it as the import would. */
async function read(name: string, content: string | Uint8Array, limits: Partial<TableLimits> = {}) {
  await using files = await folder();
  await using table = await openTable(await files.write(name, content), { knowsHeader, limits });
  const rows: TableRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  let counted = 0;
  for await (const more of table.counts()) counted += more;
  expect(counted).toBe(rows.length);
  const { format, encoding, delimiter, headers, hasHeaderRow, sample, sheet } = table;
  return { format, encoding, delimiter, headers, hasHeaderRow, sample, sheet, rows };
}

const list = 'Vorname;Nachname;Straße;Ort\nJürgen;Müßig;Größerweg 3;Köln\nKäthe;Öhler;Überlandstraße 5;Düren\n';
const cells = [
  ['Jürgen', 'Müßig', 'Größerweg 3', 'Köln'],
  ['Käthe', 'Öhler', 'Überlandstraße 5', 'Düren'],
];

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(list)],
    ['utf-8', Buffer.from(`\ufeff${list}`)],
    ['windows-1252', encode(list, 'windows-1252')],
    ['iso-8859-15', encode(`${list}100 €;x;y;z\n`, 'iso-8859-15')],
    ['macintosh', encode(list, 'macintosh')],
    ['ibm850', encode(list, 'ibm850')],
    ['utf-16le', utf16(list, 'le', true)],
    ['utf-16be', utf16(list, 'be', true)],
    ['utf-16le', utf16(list, 'le', false)],
    ['utf-16be', utf16(list, 'be', false)],
  ])('%s', async (encoding, bytes) => {
    const table = await read('a.csv', bytes);
    expect(table.encoding).toBe(encoding);
    expect(table.headers).toEqual(['Vorname', 'Nachname', 'Straße', 'Ort']);
    expect(table.rows.slice(0, 2).map((row) => row.cells)).toEqual(cells);
  });

  test('the first umlaut may come after a megabyte', async () => {
    const table = await read(
      'a.csv',
      encode(`Name;Ort\n${'Mia Knoll;Kassel\n'.repeat(70_000)}Jürgen;Köln\n`, 'windows-1252'),
    );
    expect(table.encoding).toBe('windows-1252');
    expect(table.rows.at(-1)?.cells).toEqual(['Jürgen', 'Köln']);
  });

  test('a line in another encoding than the rest keeps its letters', async () => {
    const bytes = Buffer.concat([Buffer.from(list.repeat(20)), encode('Björn;Weiß;Weg 1;Köln\n', 'windows-1252')]);
    expect((await read('a.csv', bytes)).rows.at(-1)?.cells[0]).toBe('Björn');
  });
});

describe('dialects', () => {
  test.each([
    [';', 'Vorname;Ort\nMia;Kassel\nUwe;Fulda\n'],
    [',', 'Vorname,Ort\nMia,Kassel\nUwe,Fulda\n'],
    ['\t', 'Vorname\tOrt\nMia\tKassel\nUwe\tFulda\n'],
    ['|', 'sep=|\nVorname|Ort\nMia|Kassel\nUwe|Fulda\n'],
    [';', 'Vorname;Ort\r\nMia;Kassel\r\nUwe;Fulda'],
    [';', 'Vorname;Ort\rMia;Kassel\rUwe;Fulda\r'],
    [';', '"Vorname";"Ort"\n"Mia";"Kassel"\n"Uwe";"Fulda"\n'],
    [';', "'Vorname';'Ort'\n'Mia';'Kassel'\n'Uwe';'Fulda'\n"],
    [';', 'Vorname;Ort\n\n\nMia;Kassel\n;\nUwe;Fulda\n\n'],
  ])('delimiter %j in %j', async (delimiter, text) => {
    const table = await read('a.csv', text);
    expect(table.delimiter).toBe(delimiter);
    expect(table.format).toBe(delimiter === '\t' ? 'tsv' : 'csv');
    expect(table.headers).toEqual(['Vorname', 'Ort']);
    expect(table.rows.map((row) => row.cells)).toEqual([
      ['Mia', 'Kassel'],
      ['Uwe', 'Fulda'],
    ]);
  });

  test('line breaks, delimiters and quotes inside a cell; ragged rows; a row is what a spreadsheet shows', async () => {
    const { rows } = await read(
      'a.csv',
      'Name;Notiz;Ort\n"Hotel ""Zur Post""";"zwei\nZeilen; ja";Kassel\nMia;5" Rohr\n\nUwe;;Fulda;zu viel\n',
    );
    expect(rows).toEqual([
      { row: 2, cells: ['Hotel "Zur Post"', 'zwei\nZeilen; ja', 'Kassel'] },
      { row: 3, cells: ['Mia', '5" Rohr'] },
      { row: 5, cells: ['Uwe', '', 'Fulda', 'zu viel'] },
    ]);
  });

  test('one column of names with commas is one column', async () => {
    const table = await read('a.csv', 'Name\nMaier, Mia\nStamm, Uwe\n');
    expect(table.rows.map((row) => row.cells)).toEqual([['Maier, Mia'], ['Stamm, Uwe']]);
  });
});

describe('what is data and what is not', () => {
  test('titles, group headings and blank rows stand above the header', async () => {
    const table = await read('a.csv', 'Kundenliste 2026;;\n;;\n;Kontakt;\nNr;Name;Tel.\n1;Mia Knoll;0561 88120\n');
    expect(table.headers).toEqual(['Nr', 'Name', 'Tel.']);
    expect(table.rows).toEqual([{ row: 5, cells: ['1', 'Mia Knoll', '0561 88120'] }]);
  });

  test('without a header every row is data', async () => {
    const table = await read('a.csv', 'Mia;Knoll;0561 88120\nUwe;Stamm;0561 88121\n');
    expect(table).toMatchObject({ hasHeaderRow: false, headers: ['Spalte 1', 'Spalte 2', 'Spalte 3'] });
    expect(table.rows).toHaveLength(2);
  });

  test('unknown words above columns of numbers are a header', async () => {
    const table = await read('a.csv', 'Foo;Bar\nabc;12,5\ndef;13,5\nghi;14\n');
    expect(table).toMatchObject({ hasHeaderRow: true, headers: ['Foo', 'Bar'] });
  });

  test.each([
    'Summe;;3;1.234,00\n',
    '\nGesamt: 3 Datensätze;;;\n',
    'Stand: 23.11.2026\n',
    'Seite 1 von 3\n',
    '\n3 Einträge\n',
    '---------\nAnzahl Kontakte: 3;;;\n',
    '\n"Kontakte nach Inhaber"\n"Copyright (c) 2000-2026 salesforce.com"\n"Confidential"\n"Ebert GmbH"\n',
    'Summe;;;99\n\nErstellt am 23.11.2026 von Mia;;;\nSeite 1/1;;;\n',
    ';;;1.234,00\n',
    'Total;;3;99\n',
  ])('the footer %j', async (footer) => {
    const body = 'Name;Straße;Hausnr;Wert\nMia Knoll;Im Grund;9;1,00\nUwe Stamm;Markt;1;2,00\nFam. Gesamt;Weg;2;3,00\n';
    expect((await read('a.csv', body + footer)).rows.map(({ row }) => row)).toEqual([2, 3, 4]);
  });

  test('page numbers and repeated headers in the middle are left out, thin data rows at the end are not', async () => {
    const page = 'Name;Telefon;Ort\nMia;0561 88120;Kassel\n';
    const { rows } = await read('a.csv', `${page}Seite 1 von 2\n${page}Stand, Uwe;;\n;0561 88121;\n`);
    expect(rows.map((row) => row.cells[0])).toEqual(['Mia', 'Mia', 'Stand, Uwe', '']);
  });

  test('reading can go on from a row', async () => {
    await using files = await folder();
    const path = await files.write(
      'a.csv',
      `Name;Ort\n${Array.from({ length: 2000 }, (_, i) => `N${i};Ort`).join('\n')}\n`,
    );
    await using table = await openTable(path, { knowsHeader });
    const rows: TableRow[] = [];
    for await (const batch of table.rows(1999)) rows.push(...batch);
    expect(rows.map(({ row }) => row)).toEqual([1999, 2000, 2001]);
  });
});

describe('workbooks', () => {
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="20"/><xf numFmtId="22"/></cellXfs></styleSheet>';
  const shared =
    '<sst><si><t>Name</t></si><si><r><t>Kar</t></r><r><t>in &amp; Uwe</t></r><rPh><t>x</t></rPh></si></sst>';
  const header = ['PLZ', 'Geburtstag', 'Uhrzeit', 'Wert', 'Aktiv', 'Angelegt am']
    .map((text, i) => `<c r="${'BCDEFG'[i]}3" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('');
  const sheet = `<worksheet><sheetData><row r="1"><c r="A1"><v>0</v></c></row><row r="3"><c r="A3" t="s"><v>0</v></c>${header}<c r="XFD3" s="1"/></row>
    <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" s="2"><v>1067</v></c><c r="C4" s="1"><v>22352</v></c><c r="D4" s="3"><v>0.72222222</v></c><c r="E4"><f>1+1</f><v>18450.700000000001</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" s="4"><v>46000.5</v></c></row>
    <row r="7"><c r="A7" t="str"><v>Mia_x000D_</v></c><c r="B7" t="e"><v>#N/A</v></c><c r="E7"><v>176298488910</v></c></row></sheetData></worksheet>`;

  test('texts, dates, times, numbers, errors; the list is found among cover and hidden sheets', async () => {
    const book = workbook(
      [
        { name: 'Deckblatt', xml: textSheet([['Klinke'], ['Liste']]) },
        { name: 'Geheim', xml: textSheet(Array.from({ length: 300 }, () => ['Vorname', 'Ort'])), state: 'hidden' },
        { name: 'Liste', xml: sheet },
      ],
      { shared, styles },
    );
    const table = await read('a.xlsx', book);
    expect(table).toMatchObject({ format: 'xlsx', sheet: 'Liste', delimiter: null });
    expect(table.headers).toEqual(['Name', 'PLZ', 'Geburtstag', 'Uhrzeit', 'Wert', 'Aktiv', 'Angelegt am']);
    expect(table.rows).toEqual([
      { row: 4, cells: ['Karin & Uwe', '01067', '1961-03-12', '17:20', '18450.7', 'WAHR', '2025-12-09 12:00'] },
      { row: 7, cells: ['Mia', '#N/A', '', '', '176298488910'] },
    ]);
  });

  test('days counted from 1904', async () => {
    const table = await read('a.xlsx', workbook([{ name: 'L', xml: sheet }], { shared, styles, date1904: true }));
    expect(table.rows[0]?.cells[2]).toBe('1965-03-13');
  });

  test('a spreadsheet of LibreOffice', async () => {
    const cell = (text: string) => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;
    const content = `<office:document-content><office:body><office:spreadsheet><table:table table:name="A"><table:table-row>${cell('Name')}${cell('PLZ')}${cell('Geburtstag')}</table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>
      <table:table-row>${cell('Mia Knoll')}<table:table-cell office:value-type="float" office:value="1067"><text:p>01067</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1961-03-12"><text:p>12.3.61</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`;
    const table = await read('a.ods', zipSync({ 'content.xml': strToU8(content) }));
    expect(table.format).toBe('ods');
    expect(table.rows).toEqual([{ row: 4, cells: ['Mia Knoll', '01067', '1961-03-12'] }]);
  });
});

describe('names that lie', () => {
  test('a web page called .xls is read, its scripts are not', async () => {
    const html =
      '<html><head><style>td{}</style></head><body><script>var a="<tr><td>x"</script><table><tr><th>Vorname</th><th>Ort</th></tr><tr><td>J&uuml;rgen&nbsp;</td><td>K&#246;ln<br>Nord</td></tr></table></body></html>';
    const table = await read('a.xls', html);
    expect(table).toMatchObject({ format: 'html', headers: ['Vorname', 'Ort'] });
    expect(table.rows[0]?.cells).toEqual(['Jürgen', 'Köln\nNord']);
  });

  test('a CSV called .xlsx is read as what it is', async () => {
    expect(await read('a.xlsx', list)).toMatchObject({ format: 'csv', delimiter: ';' });
  });
});

describe('vCards', () => {
  const card = (lines: string) => `BEGIN:VCARD\n${lines}\nEND:VCARD\n`;
  const row = (table: Awaited<ReturnType<typeof read>>, at = 0) =>
    Object.fromEntries(
      table.headers.map((header, i) => [header, table.rows[at]?.cells[i]]).filter(([, cell]) => cell !== ''),
    );

  test('2.1 with quoted-printable, folded lines and a picture', async () => {
    const table = await read(
      'a.vcf',
      card(
        'VERSION:2.1\nN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FC=DFig;J=FCrgen;;Dr.;\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen =\nM=C3=BC=C3=9Fig\nTEL;CELL:0171 5523411\nPHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ\n AAAQ\nADR;WORK:;;Lindenweg 4;Homberg;Hessen;34576;Germany',
      ).replaceAll('\n', '\r\n'),
    );
    expect(row(table)).toEqual({
      Anrede: 'Dr.',
      Vorname: 'Jürgen',
      Nachname: 'Müßig',
      Name: 'Jürgen Müßig',
      Mobil: '0171 5523411',
      'Straße (geschäftlich)': 'Lindenweg 4',
      'PLZ (geschäftlich)': '34576',
      'Ort (geschäftlich)': 'Homberg',
      'Region (geschäftlich)': 'Hessen',
      'Land (geschäftlich)': 'Germany',
    });
  });

  test('3.0 with groups and escapes, 4.0 with URIs; one table for both', async () => {
    const table = await read(
      'a.vcf',
      card(
        'VERSION:3.0\nN:Knoll;Mia;;;\nORG:Fuchs\\; Söhne GbR;Einkauf\nitem1.EMAIL;TYPE=INTERNET:mia@example.de\nitem1.X-ABLabel:_$!<Home>!$_\nitem2.EMAIL:m@example.org\nNOTE:eins\\nzwei\\, drei',
      ) +
        card(
          'VERSION:4.0\nFN:Bergland eG\nTEL;VALUE=uri;TYPE="work,voice":tel:+49-5622-91823\nGEO:geo:51.0455,9.2811\nBDAY:19610312',
        ),
    );
    expect(table.rows.map((found) => found.row)).toEqual([1, 2]);
    expect(row(table)).toEqual({
      Vorname: 'Mia',
      Nachname: 'Knoll',
      Firma: 'Fuchs; Söhne GbR',
      Abteilung: 'Einkauf',
      'E-Mail': 'mia@example.de ::: m@example.org',
      Notiz: 'eins\nzwei, drei',
    });
    expect(row(table, 1)).toEqual({
      Name: 'Bergland eG',
      'Telefon (geschäftlich)': '+49-5622-91823',
      Breitengrad: '51.0455',
      Längengrad: '9.2811',
      Geburtstag: '1961-03-12',
    });
  });
});
