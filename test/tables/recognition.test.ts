import { describe, expect, test } from 'vitest';
import { type ImportField, recogniseColumns } from '#leads';
import { headerVariants } from './header-variants.ts';
import { values } from './values.ts';

type Column = [header: string, values: readonly string[]];

function recognise(columns: Column[]): ImportField[] {
  const length = Math.max(...columns.map(([, cells]) => cells.length));
  const sample = Array.from({ length }, (_, row) => columns.map(([, cells]) => cells[row] ?? ''));
  return recogniseColumns(
    columns.map(([header]) => header),
    sample,
  ).columns.map(({ field }) => field);
}

/** What stands beside such a column in a real list. */
function neighbours(field: string): Column[] {
  if (field === 'visit.by') return [['Ergebnis', values['visit.result']]];
  if (field.startsWith('visit.'))
    return [
      ['Ort', values.city],
      ['Weg/Straße', values.street.map((street) => street.replace(/ \d.*/, ''))],
    ];
  if (field.startsWith('deal.')) return [['Kunde', values.fullName]];
  if (field === 'houseNumber') return [['Weg', ['Lindenweg', 'Am Sandkopf', 'Kasseler Straße']]];
  return [['Branche', ['Dach', 'Dach', 'Bau']]];
}

const variants = Object.entries(headerVariants).flatMap(([field, headers]) =>
  headers.map((header) => ({ field, header })),
);

test('there are many variants', () => expect(variants.length).toBeGreaterThan(300));

describe.each(variants)('$header is $field', ({ field, header }) => {
  const cells = values[field as keyof typeof values];
  test('among other columns', () => expect(recognise([[header, cells], ...neighbours(field)])[0]).toBe(field));
  test('with one value only', () =>
    expect(recognise([[header, cells.slice(0, 1)], ...neighbours(field)])[0]).toBe(field));
});

test('values overrule a header that misleads', () => {
  expect(
    recognise([
      ['Name', values.companyName],
      ['Telefon', values.email],
      ['E-Mail', values.phone],
      ['Nummer', values.mobile],
      ['Bemerkung', values.note],
    ]),
  ).toEqual(['companyName', 'email', 'phone', 'phone', 'note']);
});

test('a header overrules values that mislead', () => {
  expect(
    recognise([
      ['Lead Owner', values.email],
      ['E-Mail', values.email],
    ]),
  ).toEqual(['owner', 'email']);
  expect(recognise([['Stromanbieter', ['Stadtwerke Bebra', 'EAM GmbH', 'EAM GmbH']]])).toEqual(['own']);
});

test('the other columns decide what "Datum", "Name" and "Status" mean', () => {
  const date: Column = ['Datum', values['visit.date']];
  expect(recognise([date, ['Ergebnis', values['visit.result']]])[0]).toBe('visit.date');
  expect(
    recognise([
      ['Name', values.lastName],
      ['Vorname', values.firstName],
    ]),
  ).toEqual(['lastName', 'firstName']);
  expect(recognise([['Name', values.fullName]])).toEqual(['fullName']);
  expect(recognise([['Status', values.status]])).toEqual(['status']);
  expect(recognise([['Status', values['visit.result']], date])).toEqual(['visit.result', 'visit.date']);
});

test('house after house along a street are no numbers of rows, where the heading says so', () => {
  const houses = Array.from({ length: 40 }, (_, at) => String(at + 1));
  const street = houses.map(() => 'Weserweg');
  const results = houses.map(() => 'nicht angetroffen');
  const list = (heading: string): Column[] => [
    ['Straße', street],
    [heading, houses],
    ['Ergebnis', results],
  ];
  expect(recognise(list('Hausnr.'))[1]).toBe('houseNumber');
  expect(recognise(list('Hausnummer'))[1]).toBe('houseNumber');
  expect(recognise(list('Nr.'))[1]).toBe('ignore');
});

test('without any header the values speak', () => {
  const columns: Column[] = [
    values.firstName,
    values.lastName,
    values.street,
    values.postalCode,
    values.city,
    values.phone,
    values.email,
  ].map((cells, i) => [`Spalte ${i + 1}`, cells]);
  expect(recognise(columns)).toEqual(['firstName', 'lastName', 'street', 'postalCode', 'city', 'phone', 'email']);
});

test('confidence means something: a known word with fitting values is sure, a bare guess is not', () => {
  const sure = recogniseColumns(
    ['E-Mail'],
    values.email.map((cell) => [cell]),
  ).columns[0]!;
  const guess = recogniseColumns(
    ['Xyz'],
    values.lastName.map((cell) => [cell]),
  ).columns[0]!;
  expect(sure.confidence).toBeGreaterThan(0.95);
  expect(guess.confidence).toBeLessThan(0.75);
});

test('dates, decimals and country are found for the whole file', () => {
  const { settings } = recogniseColumns(
    ['Knock Date', 'Deal Amount', 'PLZ', 'Ort'],
    [
      ['05/03/2026', '1,250.00', '8004', 'Zürich'],
      ['05/13/2026', '990.50', '3600', 'Thun'],
    ],
  );
  expect(settings).toEqual({ dateOrder: 'mdy', decimal: '.', defaultCountry: 'CH' });
});

test('500 columns of nonsense are read in a moment', () => {
  const headers = Array.from({ length: 500 }, (_, i) => `Feld ${String.fromCharCode(97 + (i % 26)).repeat(9)}${i}`);
  const sample = Array.from({ length: 100 }, (_, row) => headers.map((_, i) => `Wert ${row * i}`));
  // Of the processor: how long it takes by the clock, others on this machine decide.
  const begun = process.cpuUsage();
  recogniseColumns(headers, sample);
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(5000);
});
