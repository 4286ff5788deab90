import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportField, ImportSettings } from './fields.ts';
import { importFields } from './fields.ts';
import { interpretRow } from './interpret.ts';

const settings: ImportSettings = { dateOrder: 'dmy', decimal: ',', defaultCountry: 'DE' };

/** `read({ Vorname: ['firstName', 'Mia'] })`: one row of a list with these headers. */
function read(columns: Record<string, [ImportField, string]>, extra: string[] = []) {
  const entries = Object.entries(columns);
  const mapping = entries.map(([header, [field]], index) => ({ index, header, field }));
  return interpretRow(mapping, { row: 7, cells: [...entries.map(([, [, cell]]) => cell), ...extra] }, settings);
}

test('a door without a name becomes a household at its address', () => {
  const { row } = read({
    Straße: ['street', 'Goethestr.'],
    Nr: ['houseNumber', '82'],
    Ort: ['city', 'Leipzig'],
    Ergebnis: ['visit.result', 'nicht angetroffen'],
    Datum: ['visit.date', '11.05.2026'],
    Zeit: ['visit.time', '17:20'],
    Vertreter: ['visit.by', 'K. Wolter'],
  });
  expect(row?.person).toEqual({ displayName: 'Goethestr. 82, Leipzig', household: true });
  expect(row?.kind).toEqual({ value: 'private', because: 'household' });
  expect(row?.visit).toEqual({
    result: 'not_home',
    wording: 'nicht angetroffen',
    on: '2026-05-11',
    time: '17:20',
    by: 'K. Wolter',
  });
});

test('"bitte nicht mehr klingeln" is a visit and an objection', () => {
  const { row } = read({ Name: ['fullName', 'Fam. Weiß'], Ergebnis: ['visit.result', 'bitte nicht mehr klingeln'] });
  expect(row?.person?.displayName).toBe('Familie Weiß');
  expect(row?.person).not.toHaveProperty('firstName');
  expect(row?.objections).toEqual([{ channel: 'visit', wording: 'bitte nicht mehr klingeln' }]);
});

test('a no to calls is heard in a note and in a column of yes and no', () => {
  const { row } = read({
    Name: ['fullName', 'Mia Knoll'],
    'Do Not Call': ['own', 'TRUE'],
    Notiz: ['note', 'keine E-Mails bitte'],
  });
  expect(row?.objections.map(({ channel }) => channel).sort()).toEqual(['email', 'phone']);
});

test('a company under "Name" is a company; a person beside a company is business', () => {
  expect(read({ Name: ['fullName', 'Ebert Dachbau GmbH'] }).row).toMatchObject({
    company: { name: 'Ebert Dachbau GmbH' },
    kind: { value: 'business', because: 'company' },
  });
  expect(read({ Name: ['fullName', 'Ebert Dachbau GmbH'] }).row).not.toHaveProperty('person');
  const both = read({ Name: ['fullName', 'Mia Knoll'], Firma: ['companyName', 'Bergland eG'] }).row;
  expect(both).toMatchObject({ person: { firstName: 'Mia', lastName: 'Knoll' }, company: { name: 'Bergland eG' } });
  expect(read({ Kunde: ['companyName', 'Familie Knoll'] }).row).toMatchObject({
    person: { lastName: 'Knoll', household: true },
  });
});

test('bad cells become remarks and stay in the note; the row lives', () => {
  const { row, problems } = read({
    Name: ['fullName', 'Mia Knoll'],
    Telefon: ['phone', '1,76298E+11, 0561 88120'],
    Mail: ['email', 'mia@'],
    Geburtstag: ['birthday', '31.02.1980'],
    Wert: ['deal.value', 'viel'],
    Land: ['country', 'Phantasia'],
  });
  expect(row?.phones).toEqual([{ number: '+4956188120', mobile: false, place: 'other' }]);
  expect(problems.map(({ row: number, column }) => [number, column])).toEqual([
    [7, 'Mail'],
    [7, 'Land'],
    [7, 'Telefon'],
    [7, 'Wert'],
    [7, 'Geburtstag'],
  ]);
  for (const cell of ['1,76298E+11', 'mia@', '31.02.1980', 'viel', 'Phantasia']) expect(row?.note).toContain(cell);
});

test('several values, own columns and cells beyond the header are all kept', () => {
  const { row, problems } = read(
    {
      Name: ['fullName', 'Mia Knoll'],
      'Mail privat': ['email', 'a@b.de; c@d.de'],
      Dachform: ['own', 'Satteldach'],
      Tags: ['tags', '* myContacts ::: Messe, VIP'],
      Notiz: ['note', '=WENN(A1;1) <b>fett</b>'],
    },
    ['übrig'],
  );
  expect(row?.emails).toEqual([
    { address: 'a@b.de', place: 'home' },
    { address: 'c@d.de', place: 'home' },
  ]);
  expect(row?.tags).toEqual(['Messe', 'VIP']);
  expect(row?.note).toBe('=WENN(A1;1) <b>fett</b>\nDachform: Satteldach\nSpalte 6: übrig');
  expect(problems).toHaveLength(1);
});

test('two addresses of one contact stay two; a lone "Wohnort" joins the street', () => {
  const { row } = read({
    'Straße geschäftlich': ['street', 'Lindenweg 4'],
    'Ort geschäftlich': ['city', 'Homberg'],
    'Straße privat': ['street', 'Am Sandkopf 17a'],
    'Ort privat': ['city', 'Bebra'],
    Nachname: ['lastName', 'Ebert'],
  });
  expect(row?.addresses).toMatchObject([
    { street: 'Lindenweg', houseNumber: '4', city: 'Homberg', place: 'work' },
    { street: 'Am Sandkopf', houseNumber: '17a', city: 'Bebra', place: 'home' },
  ]);
  const one = read({ Straße: ['street', 'Im Grund'], Nr: ['houseNumber', '9'], Wohnort: ['city', 'Borken'] }).row;
  expect(one?.addresses).toEqual([
    { street: 'Im Grund', houseNumber: '9', city: 'Borken', country: 'DE', place: 'other' },
  ]);
});

test('a deal with its money, stage and outcome', () => {
  const { row } = read({
    Deal: ['deal.title', 'PV 9 kWp'],
    Wert: ['deal.value', '29.304,70 €'],
    Phase: ['deal.stage', 'Verhandlung'],
    Status: ['deal.stage', 'Gewonnen'],
    Abschluss: ['deal.closeDate', '30.06.2026'],
  });
  expect(row?.deal).toEqual({
    title: 'PV 9 kWp',
    valueCents: 2930470,
    currency: 'EUR',
    stage: 'Verhandlung',
    outcome: 'won',
    closeOn: '2026-06-30',
  });
  expect(row).not.toHaveProperty('person');
});

test('Austria and Switzerland are seen in postal code and town', () => {
  const at = read({ Tel: ['phone', '0512 123456'], PLZ: ['postalCode', '6020'], Ort: ['city', 'Innsbruck'] }).row;
  expect(at).toMatchObject({
    phones: [{ number: '+43512123456' }],
    addresses: [{ postalCode: '6020', country: 'AT' }],
  });
  const dresden = read({ PLZ: ['postalCode', '1067'], Ort: ['city', 'Dresden'], Name: ['lastName', 'Knoll'] }).row;
  expect(dresden?.addresses[0]).toMatchObject({ postalCode: '01067', country: 'DE' });
});

test('only a row without anybody in it is given up, and says so', () => {
  const { row, problems } = read({ Notiz: ['note', 'nur ein Satz'], PLZ: ['postalCode', '34117'] });
  expect(row).toBeUndefined();
  expect(problems.at(-1)).toMatchObject({ row: 7, column: '' });
});

test('no row of any cells under any mapping throws, and no NUL survives', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.constantFrom('0561 88120', 'a@b.de', '1.2.2026', '=1+1', '34117 Kassel', '-', '#NV'),
  );
  const column = fc.tuple(fc.constantFrom(...importFields), fc.string({ maxLength: 12 }), cell);
  fc.assert(
    fc.property(fc.array(column, { maxLength: 12 }), (columns) => {
      const mapping = columns.map(([field, header], index) => ({ index, header, field }));
      const result = interpretRow(mapping, { row: 2, cells: columns.map(([, , text]) => text) }, settings);
      expect(JSON.stringify({ ...result, problems: [] })).not.toContain('\\u0000');
      expect(result.row !== undefined || result.problems.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});
