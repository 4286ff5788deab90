import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactsTables } from '#contacts';
import { changeRolePolicy, changeUser } from '#access/contract';
import { logCall } from '#calls/contract';
import {
  changeContact,
  createContact,
  getContact,
  listCompanies,
  listContacts,
  removeContact,
} from '#contacts/contract';
import { getConsent, listEntries, listSuppressionLists, mayContact, objectAll } from '#consent/contract';
import { changeDeal, createDeal, listDeals } from '#deals/contract';
import { createNextStep } from '#next-steps/contract';
import { addNote } from '#timeline/contract';
import { dbOf } from '#platform/ground';
import { enqueue } from '#platform/jobs';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, startApp, type TestApp } from '../../../test/setup/house.ts';
import * as contract from './contract.ts';
import { importRun } from './job-names.ts';
import type { LeadsTables } from './schema.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app[Symbol.asyncDispose]());

const doorLog = [
  'Straße;Hausnr.;PLZ;Ort;Name;Telefon;Ergebnis;Datum;Uhrzeit;Vertreter;Bemerkung',
  'Weserweg;12;34131;Kassel;Maier, Mia;0561 234949;wiederkommen;17.05.2026;17:14;Ö. Öztürk;Hund!',
  'Am Mühlbach;7b;34117;Kassel;Fam. Weiß;;bitte nicht mehr klingeln;18.05.2026;18:00;Ö. Öztürk;',
  'Goethestr.;82;34119;Kassel;;;nicht angetroffen;18.05.2026;18:20;Ö. Öztürk;',
  'Goethestr.;82;34119;Kassel;;;nicht angetroffen;25.05.2026;18:20;Ö. Öztürk;',
  ';;;;;;;19.05.2026;;;',
  'Summe: 5 Türen;;;;;;;;;;',
].join('\r\n');

async function upload(client: Client, name: string, bytes: Buffer | string): Promise<contract.ImportView> {
  const { status, body } = await client.call(contract.uploadImport, { query: { name }, bytes });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

async function bring(
  client: Client,
  name: string,
  bytes: Buffer | string,
  onMatch: 'create' | 'update' | 'skip' = 'update',
): Promise<contract.ImportView> {
  const draft = await upload(client, name, bytes);
  const started = await client.call(contract.startImport, {
    params: { importId: draft.id },
    body: { columns: [], settings: draft.settings, options: { ...draft.options, onMatch } },
  });
  expect(started.status).toBe(200);
  return ended(client, draft.id, 'done');
}

function ended(client: Client, importId: string, state: contract.ImportState): Promise<contract.ImportView> {
  return eventually(async () => {
    const { body } = await client.call(contract.getImport, { params: { importId } });
    expect(body.state).toBe(state);
    return body;
  });
}

const people = async (client: Client) => (await client.call(listContacts, { query: { limit: 200 } })).body.items;

test('a door log becomes people, visits and objections; nobody may be called for it', async () => {
  const { owner } = await app.workspace();

  const done = await bring(owner, 'Türliste Kassel.csv', Buffer.from(doorLog, 'latin1'));

  expect(done).toMatchObject({ created: 3, updated: 1, failed: 1, rowsRead: 5, rowsTotal: 5 });
  const all = await people(owner);
  expect(all.map((person) => person.name).toSorted()).toEqual(['Familie Weiß', 'Goethestr. 82, Kassel', 'Mia Maier']);
  expect(all.every((person) => person.source === 'Türliste Kassel' && person.kind === 'private')).toBe(true);
  const family = all.find((person) => person.name === 'Familie Weiß');
  const consent = await owner.call(getConsent, { params: { contactId: family?.id ?? '' } });
  const standing = new Map(consent.body.channels.map((one) => [one.channel, one]));
  expect(standing.get('visit')).toMatchObject({
    standing: { entry: { state: 'denied', because: 'objected', wording: 'bitte nicht mehr klingeln' } },
  });
  expect(standing.get('phone')).toMatchObject({ answer: { allowed: false, because: 'no_consent' } });
});

test('the row that names nobody comes back in a file with the reason', async () => {
  const { owner } = await app.workspace();
  const { id } = await bring(owner, 'Türliste.csv', doorLog);

  const problems = await owner.call(contract.listProblems, { params: { importId: id }, query: {} });
  const file = await owner.call(contract.downloadFailedRows, { params: { importId: id } });

  expect(problems.body.items).toMatchObject([{ row: 6, rowFailed: true }]);
  const inEnglish = await app.running.server.inject({
    url: `/api/v1/imports/${id}/problems`,
    headers: { ...owner.headers, 'accept-language': 'en' },
  });
  expect(inEnglish.body).toContain('The row has no name');
  expect(problems.body.items[0]?.message).toContain('In der Zeile steht kein Name');
  expect(String(file.body).split('\r\n')[0]).toContain('Zeile;Grund;Straße;Hausnr.');
  expect(String(file.body)).toContain('19.05.2026');
});

test('the preview shows what a mapping would make, and takes nothing over', async () => {
  const { owner } = await app.workspace();
  const draft = await upload(owner, 'liste.csv', 'A;B\nErika Muster;0561 4711000\nHans Beispiel;0561 4711001');

  const { body } = await owner.call(contract.previewImport, {
    params: { importId: draft.id },
    body: {
      columns: [
        { index: 0, field: 'fullName' },
        { index: 1, field: 'phone' },
      ],
      settings: draft.settings,
    },
  });

  expect(body.rows.map(({ name, phones }) => [name, phones])).toEqual([
    ['Erika Muster', ['+495614711000']],
    ['Hans Beispiel', ['+495614711001']],
  ]);
  expect(await people(owner)).toEqual([]);
});

test('brought twice, a list makes nobody twice', async () => {
  const { owner } = await app.workspace();
  await bring(owner, 'Türliste.csv', doorLog);

  const again = await bring(owner, 'Türliste.csv', doorLog, 'skip');

  expect(again).toMatchObject({ created: 0, skipped: 4 });
  expect(await people(owner)).toHaveLength(3);
});

/** Strangers, so many that they come in several chunks of 500. */
const strangers = (count: number, lastName = (n: number) => `Fremd${n}`) =>
  Array.from({ length: count }, (_, n) => `Eva;${lastName(n)};0151 ${10_000_000 + n};eva${n}@example.net;`);
const heading = 'Vorname;Nachname;Telefon;E-Mail;Firma';

test('rows that name people and companies of the rows before find them, also across the chunks that are written side by side', async () => {
  const { owner } = await app.workspace();
  const list = strangers(1_700);
  // The next chunk (+ 500) and the one behind it (+ 1,000) name somebody of the first by number, by address, and a company that the first brings.
  list[520] = 'Eva;Fremd20;0151 10000020;;';
  list[530] = 'Eva;Fremd30;;eva30@example.net;';
  list[1_040] = 'Eva;Fremd40;0151 10000040;;';
  list[10] = 'Udo;Neu;0151 20000001;;Solar Nord GmbH';
  list[510] = 'Uwe;Neu;0151 20000002;;Solar Nord GmbH';
  list[1_010] = 'Ute;Neu;0151 20000003;;Solar-Nord GmbH';

  const done = await bring(owner, 'liste.csv', [heading, ...list].join('\n'));

  expect(done).toMatchObject({ rowsRead: 1_700, created: 1_697, updated: 3, failed: 0 });
  const companies = await owner.call(listCompanies, { query: {} });
  expect(companies.body.items.map(({ name }) => name)).toEqual(['Solar Nord GmbH']);
});

test('a chunk gives way when the one before waits for what it has written', async () => {
  const { owner } = await app.workspace();
  const db = dbOf<ContactsTables>(app.ground, owner.actor);
  const waitFor = Promise.withResolvers<void>();
  const { workspaceId } = owner.actor;
  // Somebody else is about to bring a word of the first chunk: that one waits for them, and the second is done before it.
  const other = db.transaction().execute(async (trx) => {
    await trx.insertInto('searchWord').values({ workspaceId, word: 'wartewort' }).execute();
    await waitFor.promise;
  });
  const draft = await upload(
    owner,
    'liste.csv',
    [heading, ...strangers(900, (n) => (n === 3 ? 'Wartewort' : n === 4 || n === 700 ? 'Zuspaet' : `F${n}`))].join(
      '\n',
    ),
  );
  await owner.call(contract.startImport, {
    params: { importId: draft.id },
    body: { columns: [], settings: draft.settings, options: draft.options },
  });
  // Longer than its patience.
  await pause(2_000);
  const meanwhile = await owner.call(contract.getImport, { params: { importId: draft.id } });
  expect(meanwhile.body).toMatchObject({ state: 'running', rowsRead: 0 });
  waitFor.resolve();
  await other;

  expect(await ended(owner, draft.id, 'done')).toMatchObject({ rowsRead: 900, created: 900, failed: 0 });
  const { count } = await db
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(900);
});

test('a cancel that comes while chunks are written stops behind the last one that stands', async () => {
  const { owner } = await app.workspace();
  const draft = await upload(owner, 'liste.csv', [heading, ...strangers(4_000)].join('\n'));
  const db = dbOf<ContactsTables>(app.ground, owner.actor);
  await owner.call(contract.startImport, {
    params: { importId: draft.id },
    body: { columns: [], settings: draft.settings, options: draft.options },
  });
  await expect
    .poll(async () => (await owner.call(contract.getImport, { params: { importId: draft.id } })).body.rowsRead, {
      interval: 5,
    })
    .toBeGreaterThan(0);
  await owner.call(contract.cancelImport, { params: { importId: draft.id } });

  const cancelled = await ended(owner, draft.id, 'cancelled');
  expect(cancelled.rowsRead).toBeLessThan(4_000);
  const { count } = await db
    .selectFrom('contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(cancelled.created);
});

test('what we know is filled up, not overwritten; a shared telephone does not make two people one', async () => {
  const { owner } = await app.workspace();
  const known = await owner.call(createContact, {
    body: { firstName: 'Uwe', lastName: 'Maier', jobTitle: 'Chef', phones: [{ label: 'home', value: '0561 234949' }] },
  });

  await bring(
    owner,
    'liste.csv',
    'Vorname;Nachname;Telefon;E-Mail;Position\nUwe;Maier;0561 234949;uwe@example.de;Mitarbeiter\nLeonie;Maier;0561 234949;;',
  );

  const uwe = await owner.call(getContact, { params: { contactId: known.body.id } });
  expect(uwe.body).toMatchObject({ jobTitle: 'Chef', emails: [{ value: 'uwe@example.de' }] });
  expect((await people(owner)).map((person) => person.name).toSorted()).toEqual(['Leonie Maier', 'Uwe Maier']);
});

const undo = async (client: Client, importId: string) => {
  await client.call(contract.undoImport, { params: { importId } });
  const { undo: counts } = await ended(client, importId, 'undone');
  const { body } = await client.call(contract.listKept, { params: { importId }, query: {} });
  return { counts, kept: body.items.map(({ subject, name, made, reason }) => [subject, name, made, reason]) };
};

test('where a door stands comes with the list, also for a door that is known already, and goes with it again', async () => {
  const { owner } = await app.workspace();
  const doors = (...rows: string[]) => ['Name;Straße;Hausnr.;PLZ;Ort;Breitengrad;Längengrad', ...rows].join('\n');
  await bring(owner, 'alt.csv', doors('Berg, Ina;Weserweg;12;34131;Kassel;;'));
  const { id } = await bring(
    owner,
    'neu.csv',
    doors('Berg, Ina;Weserweg;12;34131;Kassel;51,3127;9,4797', 'Tal, Uwe;Am Hang;3;34131;Kassel;51,32;95,4797'),
  );
  const spots = async () => {
    const found = (await people(owner)).map(async ({ id: contactId }) => {
      const { name, addresses } = (await owner.call(getContact, { params: { contactId } })).body;
      return [name, addresses[0]?.latitude, addresses[0]?.longitude];
    });
    return (await Promise.all(found)).toSorted();
  };
  expect(await spots()).toEqual([
    ['Ina Berg', 51.3127, 9.4797],
    ['Uwe Tal', 51.32, 95.4797],
  ]);
  expect((await undo(owner, id)).counts).toMatchObject({ contacts: 1, restored: 1 });
  expect(await spots()).toEqual([['Ina Berg', undefined, undefined]]);
});

test('an undone import leaves everything as it was, keeps what was worked on since, and says what and why', async () => {
  const { owner } = await app.workspace();
  const known = await owner.call(createContact, {
    body: { firstName: 'Mia', lastName: 'Maier', phones: [{ label: 'home', value: '0561 234949' }] },
  });
  const { id } = await bring(owner, 'Türliste.csv', doorLog);
  const touched = (await people(owner)).find((person) => person.name === 'Familie Weiß');
  await owner.call(changeContact, { params: { contactId: touched?.id ?? '' }, body: { jobTitle: 'Vermieter' } });

  const { counts, kept } = await undo(owner, id);

  expect(counts).toEqual({ contacts: 1, companies: 0, deals: 0, visits: 3, restored: 1, kept: 1 });
  expect(kept).toEqual([['contact', 'Familie Weiß', true, 'changed']]);
  expect((await people(owner)).map((person) => person.name).toSorted()).toEqual(['Familie Weiß', 'Mia Maier']);
  const mia = await owner.call(getContact, { params: { contactId: known.body.id } });
  expect(mia.body.addresses).toEqual([]);
  // Who stays keeps the no of the list.
  const consent = await owner.call(getConsent, { params: { contactId: touched?.id ?? '' } });
  expect(consent.body.channels.find(({ channel }) => channel === 'visit')).toMatchObject({
    standing: { entry: { because: 'objected' } },
  });
});

test('who never wants to be contacted again stays on the suppression list, whichever list is undone', async () => {
  const { owner } = await app.workspace();
  const first = await bring(owner, 'eins.csv', 'Vorname;Nachname;Telefon\nUwe;Maier;0561 234949');
  const [uwe] = await people(owner);
  const body = { at: app.time.now.toISOString(), source: 'incoming_call' } as const;
  expect((await owner.call(objectAll, { params: { contactId: uwe?.id ?? '' }, body })).status).toBe(201);
  const { kept } = await undo(owner, first.id);
  expect(kept).toEqual([['contact', 'Uwe Maier', true, 'consent']]);

  const second = await bring(owner, 'zwei.csv', 'Vorname;Nachname;Telefon\nU.;Mayer;0561 234949', 'create');
  const again = (await people(owner)).find(({ name }) => name === 'U. Mayer');
  const ask = { params: { contactId: again?.id ?? '' }, query: { channel: 'phone' } } as const;
  expect((await owner.call(mayContact, ask)).body).toMatchObject({ allowed: false, because: 'suppressed' });
  await undo(owner, second.id);
  expect((await people(owner)).map(({ name }) => name)).toEqual(['Uwe Maier']);
  expect((await owner.call(listSuppressionLists)).body.own).toBe(1);
});

test('a person whom a later row of the same list filled up goes too', async () => {
  const { owner } = await app.workspace();
  const rows = Array.from({ length: 600 }, (_, at) => `Mensch;Nr${at};0561 ${7_000_000 + at};`);
  const { id, updated } = await bring(
    owner,
    'lang.csv',
    ['Vorname;Nachname;Telefon;E-Mail', ...rows, 'Mensch;Nr7;0561 7000007;nr7@example.de'].join('\n'),
  );
  expect(updated).toBe(1);

  const { counts, kept } = await undo(owner, id);

  expect({ counts, kept }).toEqual({
    counts: { contacts: 600, companies: 0, deals: 0, visits: 0, restored: 0, kept: 0 },
    kept: [],
  });
  expect(await people(owner)).toEqual([]);
});

test('what is kept says what holds it: a call, a step, a note, a deal, another list, people, an own change', async () => {
  const { owner } = await app.workspace();
  const names = ['Anruf', 'Schritt', 'Notiz', 'Abschluss', 'Andere', 'Fort', 'Weg'];
  const list = [
    'Nachname;Firma;Telefon;Deal Name;Amount',
    ...names.map((name, at) => `${name};${name} GmbH;0561 800000${at};PV ${name};100`),
    'Wert;;0561 8000009;PV Wert;100',
  ].join('\n');
  const { id } = await bring(owner, 'firmen.csv', list);
  const found = new Map((await people(owner)).map((person) => [person.name, person.id]));
  const contactId = (name: string) => found.get(name) ?? '';
  await owner.call(logCall, {
    body: { contactId: contactId('Anruf'), direction: 'inbound', startedAt: app.time.now.toISOString() },
  });
  await owner.call(createNextStep, {
    body: { kind: 'task', title: 'Angebot', dueOn: '2026-11-30', contactId: contactId('Schritt') },
  });
  await owner.call(addNote, { body: { contactId: contactId('Notiz'), text: 'Ruft zurück.' } });
  await owner.call(createDeal, { body: { title: 'Wallbox', contactId: contactId('Abschluss') } });
  await owner.call(removeContact, { params: { contactId: contactId('Fort') } });
  const deals = await owner.call(listDeals, { query: { importId: id } });
  const value = deals.body.items.find(({ title }) => title === 'PV Wert');
  await owner.call(changeDeal, { params: { dealId: value?.id ?? '' }, body: { valueCents: 7 } });
  const other = await bring(owner, 'andere.csv', 'Nachname;Telefon;E-Mail\nAndere;0561 8000004;a@example.de');

  const { counts, kept } = await undo(owner, id);

  expect(kept).toEqual(
    expect.arrayContaining([
      ['company', 'Anruf GmbH', true, 'people'],
      ['contact', 'Anruf', true, 'call'],
      ['contact', 'Schritt', true, 'next_step'],
      ['contact', 'Notiz', true, 'note'],
      ['contact', 'Abschluss', true, 'deal'],
      ['contact', 'Andere', true, 'other_import'],
      ['contact', 'Fort', true, 'removed'],
      ['contact', 'Wert', true, 'deal'],
      ['deal', 'PV Wert', true, 'changed'],
    ]),
  );
  expect(counts).toEqual({ contacts: 1, companies: 1, deals: 7, visits: 0, restored: 0, kept: kept.length });
  expect(kept).toHaveLength(14);

  // The other list gone, nothing but itself is to be said of it.
  expect((await undo(owner, other.id)).counts).toMatchObject({ restored: 1, kept: 0 });
});

test('a no in a column of consents is an objection, a yes is a hint and no consent; undone, the ledger says so', async () => {
  const { owner } = await app.workspace();
  const known = await owner.call(createContact, {
    body: { lastName: 'Kern', phones: [{ label: 'home', value: '0561 300001' }] },
  });
  const { id } = await bring(
    owner,
    'Liste.csv',
    [
      'Nachname;Telefon;Anruf erlaubt;Newsletter;Werbesperre',
      'Kern;0561 300001;nein;ja;',
      'Weiß;0561 300002;ja;false;nein',
      'Öz;0561 300003;;;ja',
    ].join('\n'),
  );
  const nos = async (name: string) => {
    const person = (await people(owner)).find((one) => one.name === name);
    const { body } = await owner.call(getConsent, { params: { contactId: person?.id ?? '' } });
    return body.channels.flatMap(({ channel, standing }) =>
      standing.state === 'denied'
        ? [[channel, standing.entry.because, standing.entry.source, standing.entry.wording]]
        : [],
    );
  };
  expect(await nos('Kern')).toEqual([['phone', 'objected', 'import', 'Anruf erlaubt: nein']]);
  expect(await nos('Weiß')).toEqual([]);
  const own = async () => (await owner.call(listSuppressionLists)).body.own;
  await expect.poll(own).toBe(2);
  const again = (
    await owner.call(createContact, {
      body: { lastName: 'Nocheinmal', phones: [{ label: 'home', value: '0561 300003' }] },
    })
  ).body.id;
  expect(
    (await owner.call(mayContact, { params: { contactId: again }, query: { channel: 'phone' } })).body,
  ).toMatchObject({
    allowed: false,
    because: 'suppressed',
  });
  expect((await nos('Öz')).map(([channel]) => channel)).toEqual(['phone', 'email', 'sms', 'post', 'visit']);
  const weiss = (await people(owner)).find((one) => one.name === 'Weiß');
  const shown = await owner.call(getContact, { params: { contactId: weiss?.id ?? '' } });
  expect(shown.body.note).toContain('Liste sagt: Anruf erlaubt: ja – Nachweis fehlt');
  const { body } = await owner.call(getConsent, { params: { contactId: weiss?.id ?? '' } });
  expect(body.channels.find(({ channel }) => channel === 'phone')).toMatchObject({
    standing: { state: 'unknown' },
    answer: { allowed: false, because: 'no_consent' },
  });

  await undo(owner, id);

  expect(await nos('Kern')).toEqual([]);
  expect(await own()).toBe(0);
  const ledger = await owner.call(listEntries, { params: { contactId: known.body.id } });
  expect(ledger.body.items.map(({ state, wording }) => [state, wording]).toSorted()).toEqual([
    ['denied', 'Anruf erlaubt: nein'],
    ['unknown', 'Import „Liste.csv“ zurückgenommen. Dort stand: Anruf erlaubt: nein'],
  ]);
});

test('deals of a list find their stage, and those that are over are over', async () => {
  const { owner } = await app.workspace();
  await bring(
    owner,
    'deals.csv',
    'Deal Name,Deal Stage,Amount,Close Date,Contact\nPV Maier,Closed won,18115.8,2026-10-16,Uwe Maier\nPV Kühn,Contract sent,29304.7,2026-12-22,Dörte Kühn',
  );

  const titles = async (state: 'open' | 'won') =>
    (await owner.call(listDeals, { query: { state } })).body.items.map((deal) => [deal.title, deal.valueCents]);
  expect(await titles('open')).toEqual([['PV Kühn', 2_930_470]]);
  expect(await titles('won')).toEqual([['PV Maier', 1_811_580]]);
});

test('a file that is no table is refused in words, and nothing is left of it', async () => {
  const { owner } = await app.workspace();

  const { status, body } = await owner.call(contract.uploadImport, {
    query: { name: 'bild.xlsx' },
    bytes: Buffer.from('PK\u0003\u0004 not really'),
  });

  expect(status).toBe(422);
  expect(body).toMatchObject({ detail: expect.stringMatching(/[A-ZÄÖÜ].+\./) });
  expect((await owner.call(contract.listImports, { query: {} })).body.items).toEqual([]);
});

test('who sees only their own brings people and companies as their own, whomever the list names', async () => {
  const workspace = await app.workspace();
  const { owner } = workspace;
  const member = await workspace.person('member', { name: 'Paula Person' });
  await owner.call(changeRolePolicy, { params: { role: 'member' }, body: { seesOnlyOwn: true } });
  app.time.now = new Date(app.time.now.getTime() + 2_000);

  await bring(member, 'firmen.csv', 'Name;Firma;Telefon;Betreuer\nErika Muster;Muster GmbH;0561 4711;Olga Inhaberin\n');

  const mine = [...(await people(member)), ...(await member.call(listCompanies, { query: {} })).body.items];
  expect(mine.map(({ name, ownerId }) => [name, ownerId])).toEqual([
    ['Erika Muster', member.userId],
    ['Muster GmbH', member.userId],
  ]);
});

test('an import whose starter has left the team ends with that reason, and goes round no more', async () => {
  const workspace = await app.workspace();
  const { owner } = workspace;
  const member = await workspace.person('member');
  const { id: importId } = await upload(member, 'liste.csv', 'Name\nErika Muster');
  await owner.call(changeUser, { params: { userId: member.userId }, body: { ended: true } });

  const db = dbOf<LeadsTables>(app.ground, { workspaceId: workspace.id });
  await db.updateTable('import').set({ state: 'waiting' }).where('id', '=', importId).execute();
  await enqueue(db, importRun, { workspaceId: workspace.id, importId });

  expect(await ended(owner, importId, 'failed')).toMatchObject({ created: 0, error: expect.stringContaining('Team') });
  const inEnglish = await app.running.server.inject({
    url: `/api/v1/imports/${importId}`,
    headers: { ...owner.headers, 'accept-language': 'en' },
  });
  expect(inEnglish.json()).toMatchObject({ error: 'Whoever began this import is no longer in the team.' });
});

test("another workspace's import does not exist", async () => {
  const [mine, theirs] = [await app.workspace(), await app.workspace()];
  const draft = await upload(theirs.owner, 'geheim.csv', 'Name\nErika Muster');

  for (const operation of [
    contract.getImport,
    contract.cancelImport,
    contract.undoImport,
    contract.removeDraft,
    contract.listProblems,
    contract.downloadFailedRows,
  ]) {
    expect(
      (await mine.owner.call(operation as typeof contract.getImport, { params: { importId: draft.id } })).status,
    ).toBe(404);
  }
});
