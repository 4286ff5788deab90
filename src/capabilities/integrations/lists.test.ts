import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeRolePolicy } from '#access/contract';
import { logCall } from '#calls/contract';
import { createCompany, createContact } from '#contacts/contract';
import { createDeal, listDeals } from '#deals/contract';
import { createNextStep } from '#next-steps/contract';
import { dbOf } from '#platform/ground';
import type { PlatformTables } from '#platform/schema';
import { interpretRow, recogniseColumns } from '#leads';
import { type Client, monday, startApp, type TestApp, type TestWorkspace } from '../../../test/setup/house.ts';
import { loadExample } from '../../example/load.ts';
import { getClassSummary, listCustomers, setClass } from '#scoring/contract';
import {
  exportCalls,
  exportCompanies,
  exportContacts,
  exportCustomers,
  exportDeals,
  exportNextSteps,
} from './contract.ts';
import { listExported } from './events.ts';
import { contactColumns } from './lists/columns.ts';
import { listFile } from './lists/file.ts';
import { type ListWorld, readContacts } from './lists/read.ts';

let app: TestApp;
let house: TestWorkspace;
let owner: Client;
beforeAll(async () => {
  app = await startApp({ database: 'lists' });
  house = await app.workspace();
  owner = house.owner;
});
afterAll(() => app[Symbol.asyncDispose]());

const table = (file: Buffer, delimiter = ';'): Record<string, string>[] =>
  parse(file, { bom: true, delimiter, columns: true });
const exportedOf = async (workspaceId: string) => {
  const rows = await dbOf<PlatformTables>(app.ground, { workspaceId })
    .selectFrom('event')
    .select(['actorId', 'payload'])
    .where('workspaceId', '=', workspaceId)
    .where('type', '=', listExported.type)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...listExported.shape.parse(row.payload), actorId: row.actorId }));
};

describe('people', () => {
  beforeAll(async () => {
    const company = await owner.call(createCompany, { body: { name: 'Metallbau Yılmaz' } });
    await owner.call(createContact, {
      body: {
        firstName: 'Änne',
        lastName: 'Groß-Özdemir',
        companyId: company.body.id,
        phones: [
          { label: 'mobile', value: '+49 171 3920001' },
          { label: 'work', value: '030 23125 001' },
        ],
        emails: [{ label: 'work', value: 'aenne@example.de' }],
        addresses: [
          {
            label: 'main',
            street: 'Goethestraße',
            houseNumber: '5a',
            postalCode: '34119',
            city: 'Kassel',
            country: 'DE',
          },
        ],
        tags: ['Speicher', 'Altbau'],
        note: 'zwei\nZeilen; mit "Anführung"',
        birthdayOn: '1980-02-29',
      },
    });
    await owner.call(createContact, { body: { lastName: "=cmd|'/C calc'!A0", note: '@SUM(1+1)', source: '-2+3' } });
  });

  test('come as a German CSV file with a name, and as others wish it', async () => {
    const answer = await owner.call(exportContacts);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8' });
    expect(answer.headers['content-disposition']).toContain("filename*=UTF-8''Menschen%202026-11-23.csv");
    const [first, second] = table(answer.bytes);
    expect(second).toMatchObject({
      Name: 'Änne Groß-Özdemir',
      Vorname: 'Änne',
      Art: 'geschäftlich',
      Firma: 'Metallbau Yılmaz',
      Telefon: '+49 1713920001',
      'Telefon 2': '+49 3023125001',
      'E-Mail': 'aenne@example.de',
      Hausnummer: '5a',
      PLZ: '34119',
      Schlagworte: 'Speicher, Altbau',
      Notiz: 'zwei\nZeilen; mit "Anführung"',
      Geburtstag: '29.02.1980',
      'Angelegt am': '23.11.2026 10:30',
      Zuständig: 'Olga Inhaberin',
    });
    expect(first).toMatchObject({ Nachname: "'=cmd|'/C calc'!A0", Notiz: "'@SUM(1+1)", Herkunft: "'-2+3" });

    const english = await owner.call(exportContacts, { query: { locale: 'en', separator: 'comma' } });
    expect(table(english.bytes, ',')[1]).toMatchObject({
      'First name': 'Änne',
      Birthday: '1980-02-29',
      Kind: 'business',
    });
  });

  test('come as an XLSX file of text cells', async () => {
    const answer = await owner.call(exportContacts, { query: { format: 'xlsx' } });
    expect(answer.headers['content-disposition']).toContain('.xlsx');
    const sheet = strFromU8(unzipSync(answer.bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(sheet).toContain('<t xml:space="preserve">+49 1713920001</t>');
    expect(sheet).toContain('&apos;=cmd'.replace('&apos;', "'"));
    expect(sheet).not.toContain('<f>');
  });

  test('come filtered as the list is, and the filter is remembered', async () => {
    const answer = await owner.call(exportContacts, { query: { q: 'metallbau', sort: '-name' } });
    expect(table(answer.bytes).map((row) => row['Nachname'])).toEqual(['Groß-Özdemir']);
    expect((await exportedOf(house.id)).at(-1)).toEqual({
      actorId: owner.userId,
      list: 'contacts',
      format: 'csv',
      filter: { q: 'metallbau', sort: '-name' },
      rows: 1,
      complete: true,
    });
  });

  test('are understood by our own import', async () => {
    const rows: string[][] = parse((await owner.call(exportContacts)).bytes, { bom: true, delimiter: ';' });
    const [headers = [], ...cells] = rows;
    const { columns, settings } = recogniseColumns(headers, cells);
    const fields = Object.fromEntries(columns.map(({ header, field }) => [header, field]));
    expect(fields).toMatchObject({
      Vorname: 'firstName',
      Nachname: 'lastName',
      Firma: 'companyName',
      'E-Mail': 'email',
      Straße: 'street',
      Hausnummer: 'houseNumber',
      PLZ: 'postalCode',
      Ort: 'city',
      Schlagworte: 'tags',
      Notiz: 'note',
    });
    const read = interpretRow(columns, { row: 2, cells: cells[1] ?? [] }, settings);
    expect(JSON.stringify(read)).toContain('+491713920001');
  });
});

test('companies, deals, calls and next steps come in words', async () => {
  const { id: contactId } = (await owner.call(createContact, { body: { firstName: 'Piotr', lastName: 'Nowak' } })).body;
  await owner.call(createCompany, { body: { name: 'Bäckerei Botte', industry: 'Bäckerei' } });
  await owner.call(createDeal, {
    body: { title: 'PV 9,8 kWp', contactId, valueCents: 1_899_050, closeOn: '2026-12-24' },
  });
  await owner.call(logCall, {
    body: { direction: 'inbound', contactId, startedAt: monday.toISOString(), durationSeconds: 95, note: '+ Rückruf' },
  });
  await owner.call(createNextStep, {
    body: { kind: 'call', title: 'Zurückrufen', contactId, dueOn: '2026-11-24', dueTime: '17:30', promised: true },
  });

  const companies = table((await owner.call(exportCompanies)).bytes);
  expect(companies.find((row) => row['Firma'] === 'Bäckerei Botte')).toMatchObject({ Branche: 'Bäckerei' });
  const [deal] = table((await owner.call(exportDeals)).bytes);
  expect(deal).toMatchObject({
    Abschluss: 'PV 9,8 kWp',
    Name: 'Piotr Nowak',
    Phase: 'Neu',
    Stand: 'offen',
    Wert: '18990,50',
    Abschlussdatum: '24.12.2026',
  });
  const [call] = table((await owner.call(exportCalls)).bytes);
  expect(call).toMatchObject({
    Name: 'Piotr Nowak',
    Richtung: 'eingehend',
    'Dauer in Sekunden': '95',
    Notiz: "'+ Rückruf",
    Beginn: '23.11.2026 10:30',
  });
  const [step] = table((await owner.call(exportNextSteps)).bytes);
  expect(step).toMatchObject({
    Schritt: 'Zurückrufen',
    'Fällig am': '24.11.2026',
    Uhrzeit: '17:30',
    Zugesagt: 'ja',
    Art: 'Anruf',
  });
});

test('what is unknown in the filter is refused', async () => {
  expect((await owner.call(exportContacts, { query: { cursor: 'x' } as never })).status).toBe(400);
  expect((await owner.call(exportDeals, { query: { format: 'pdf' } as never })).status).toBe(400);
});

describe('two thousand of the example', () => {
  let sonnenwerk: TestWorkspace;
  beforeAll(async () => {
    sonnenwerk = await app.workspace('Sonnenwerk');
    await loadExample(app.ground, { workspaceId: sonnenwerk.id, ownerId: sonnenwerk.owner.userId }, monday);
  });

  test('each once, in the order of the list, none of a neighbour', async () => {
    const rows = table((await sonnenwerk.owner.call(exportContacts)).bytes);
    expect(rows.length).toBeGreaterThan(1900);
    expect(new Set(rows.map((row) => row['Klinke-ID'])).size).toBe(rows.length);
    expect(rows.filter((row) => row['Nachname'] === 'Groß-Özdemir')).toEqual([]);
    const count = await dbOf<{ contact: { workspaceId: string } }>(app.ground, { workspaceId: sonnenwerk.id })
      .selectFrom('contact')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    expect(rows.length).toBe(count.rows);
    expect((await exportedOf(sonnenwerk.id)).at(-1)).toMatchObject({
      list: 'contacts',
      rows: count.rows,
      complete: true,
    });
  });

  test('deals by value, won and lost ones with their reason', async () => {
    const rows = table(
      (await sonnenwerk.owner.call(exportDeals, { query: { state: 'all', sort: '-valueCents' } })).bytes,
    );
    const values = rows.map((row) => Number((row['Wert'] ?? '').replace(',', '.')));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(rows.filter((row) => row['Stand'] === 'verloren' && row['Verlustgrund'] === '')).toEqual([]);
    const asked = { state: 'won', limit: 200 } as const;
    const first = (await sonnenwerk.owner.call(listDeals, { query: asked })).body;
    const more = (await sonnenwerk.owner.call(listDeals, { query: { ...asked, cursor: first.next ?? '' } })).body;
    expect(more.next).toBeNull();
    expect(rows.filter((row) => row['Stand'] === 'gewonnen')).toHaveLength(first.items.length + more.items.length);
  });

  test('customers with class, value, cost and the reason of whoever decided', async () => {
    // The example asks for the computation, and a job does it.
    await expect.poll(async () => (await sonnenwerk.owner.call(getClassSummary)).body.run).toBeTruthy();
    const { items } = (await sonnenwerk.owner.call(listCustomers, { query: { class: 'A', limit: 1 } })).body;
    const params = { customerId: items[0]?.id ?? '' };
    await sonnenwerk.owner.call(setClass, { params, body: { class: 'B', reason: '=zahlt spät' } });
    const rows = table((await sonnenwerk.owner.call(exportCustomers)).bytes);
    expect(rows.find((row) => row['Klinke-ID'] === params.customerId)).toMatchObject({
      Kunde: items[0]?.name,
      Klasse: 'B',
      'Klasse vorher': 'A',
      Stand: 'festgelegt',
      Von: 'Olga Inhaberin',
      Begründung: "'=zahlt spät",
      'Netto-Wert': ((items[0]?.netCents ?? 0) / 100).toFixed(2).replace('.', ','),
    });
    expect(rows.find((row) => row['Verträge'] === '1')).toMatchObject({
      'Aus Verträgen': expect.stringMatching(/^\d+,\d\d$/),
      'Vertrag seit': expect.stringMatching(/20\d\d/),
    });
    const values = rows.map((row) => Number((row['Netto-Wert'] ?? '').replace(',', '.')));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const onlyB = table((await sonnenwerk.owner.call(exportCustomers, { query: { class: 'B' } })).bytes);
    expect(new Set(onlyB.map((row) => row['Klasse']))).toEqual(new Set(['B']));
    expect(onlyB.length).toBeLessThan(rows.length);
  });

  test('who sees only their own takes out only their own', async () => {
    const member = await sonnenwerk.person('member', { name: 'Mara Mitglied' });
    await sonnenwerk.owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
    await member.call(createContact, { body: { lastName: 'Allein' } });
    expect(table((await member.call(exportContacts)).bytes).map((row) => row['Nachname'])).toEqual(['Allein']);
    const others = [
      await member.call(exportCompanies),
      await member.call(exportDeals),
      await member.call(exportCalls),
      await member.call(exportNextSteps),
      await member.call(exportCustomers),
    ];
    for (const other of others) expect(table(other.bytes)).toEqual([]);
    expect(
      (await exportedOf(sonnenwerk.id)).filter((event) => event.actorId === member.userId).map(({ rows }) => rows),
    ).toEqual([1, 0, 0, 0, 0, 0]);
    await sonnenwerk.owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: false } });
  });

  test('a download that breaks off is told as such', async () => {
    const db = dbOf<ListWorld>(app.ground, { workspaceId: sonnenwerk.id });
    const { actor } = sonnenwerk.owner;
    const rows = readContacts(db, actor, { sort: 'name' });
    const file = await listFile(
      db,
      actor,
      { list: 'contacts', wish: { format: 'csv' }, filter: {}, columns: contactColumns, rows },
      app.ground.ports.clock,
    );
    for await (const _ of file.content) break;
    await expect.poll(async () => (await exportedOf(sonnenwerk.id)).at(-1)).toMatchObject({ complete: false });
  });
});
