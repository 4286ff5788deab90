import { type AccessTables, listMembers } from '#access';
import {
  type ContactsTables,
  findContactsByIds,
  insertCompanies,
  type CompanyRow,
  insertContacts,
  matchCompanyNames,
  matchDoors,
  matchKeys,
  type MatchKey,
  type NewContact,
  updateContacts,
} from '#contacts';
import { type ConsentTables, recordConsents, type Word } from '#consent';
import { type DealsTables, findPipelines, insertDeals, type PastDeal } from '#deals';
import type { Actor } from '#platform/actor';
import { behind, type Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { TableRow } from '#platform/tables';
import type { WorkspaceTables } from '#workspace';
import { visitRecorded } from '../events.ts';
import { insertProblems, insertVisits, rememberChanges } from '../queries/imports.ts';
import { type ImportRow, interpretRow, type Problem } from '../rules.ts';
import { additions, type Content, contentOf, doorOf, mayBeSame } from '../rules/take-over.ts';
import { stageFor, type StagePlan } from '../rules/stages.ts';
import type { ImportProblemRow, ImportRecord, LeadsTables, VisitRow } from '../schema.ts';

export type ImportWorld = LeadsTables &
  DealsTables &
  ConsentTables &
  ContactsTables &
  AccessTables &
  WorkspaceTables &
  PlatformTables;

/** What is the same for all rows of an import: looked up once. */
export type ImportContext = {
  record: ImportRecord;
  /** Names and addresses of users, plain, to their ids. */
  owners: Map<string, string>;
  stages: StagePlan | undefined;
  currency: string;
  timeZone: string;
};

export async function contextOf(
  db: Db<ImportWorld>,
  record: ImportRecord,
  place: { currency: string; timeZone: string },
): Promise<ImportContext> {
  const [members, pipelines] = await Promise.all([
    listMembers(db, record.workspaceId),
    findPipelines(db, record.workspaceId),
  ]);
  const owners = new Map(
    members
      .filter((member) => member.endedAt === null)
      .flatMap((member): [string, string][] => [
        [member.name.toLowerCase(), member.userId],
        [member.email.toLowerCase(), member.userId],
      ]),
  );
  const pipeline = pipelines.find((one) => one.archivedAt === null);
  return { record, owners, stages: pipeline && { pipelines, pipeline }, ...place };
}

export type Counts = { created: number; updated: number; skipped: number; failed: number };

type Person = {
  id: string;
  content: Content;
  companyId: string | null;
  ownerId: string | null;
  createdAt: Date | undefined;
  touchedAt: Date | undefined;
};

/** A row as the rules read it, with what stood in its cells. */
export type UnderstoodRow = ReturnType<typeof understand>;

export function understand({ record }: ImportContext, { cells, row: rowNumber }: TableRow) {
  return { cells, rowNumber, ...interpretRow(record.mapping, { cells, row: rowNumber }, record.settings) };
}

/** What stands already of what some rows name. */
export type Standing = {
  companies: Map<string, CompanyRow>;
  people: PeopleKnown;
};

/** Whom these rows may be about, as it stands now. */
export async function lookUp(
  trx: Db<ImportWorld>,
  { record: { workspaceId } }: ImportContext,
  understood: readonly UnderstoodRow[],
): Promise<Standing> {
  const rows = understood.flatMap(({ row }) => row ?? []);
  const [companies, people] = await Promise.all([
    matchCompanyNames(trx, workspaceId, [...new Set(rows.flatMap(({ company }) => company?.name ?? []))]),
    peopleKnown(trx, workspaceId, rows),
  ]);
  return { companies, people };
}

/**
 * Would these rows come out the same whether the ones before them have been taken over or not? So it is when they name only strangers and companies that
 * stand there, and nobody whom the ones before them bring.
 */
export function independent(
  understood: readonly UnderstoodRow[],
  standing: Standing,
  before: readonly UnderstoodRow[],
): boolean {
  if (standing.people.any) return false;
  const brought = new Set(before.flatMap(({ row }) => (row ? namesBrought(row) : [])));
  return understood.every(
    ({ row }) =>
      row === undefined ||
      ((row.company === undefined || standing.companies.has(row.company.name)) &&
        !namesAsked(row).some((name) => brought.has(name))),
  );
}

/** Takes over some rows in the caller's transaction: companies, people, visits, objections, deals, and what could not be understood. */
export async function takeOver(
  trx: Db<ImportWorld>,
  actor: Actor,
  context: ImportContext,
  understood: readonly UnderstoodRow[],
  standing: Standing,
  now: Date,
): Promise<Counts> {
  const { record } = context;
  const { workspaceId } = record;
  const problems = understood.flatMap(({ row, rowNumber, cells, problems: found }) =>
    problemRows(record, rowNumber, found, row === undefined ? cells : null),
  );
  const rows = understood.flatMap(({ row }) => row ?? []);

  const companies = await companiesFor(trx, actor, context, rows, standing.companies, now);
  const known = standing.people;

  const counts: Counts = { created: 0, updated: 0, skipped: 0, failed: understood.length - rows.length };
  const fresh = new Map<string, Person>();
  const changes = new Map<
    string,
    { before: Content & { version: number; importId: string | null }; change: Partial<Content> }
  >();
  const visits: VisitRow[] = [];
  const words: Word[] = [];
  const deals: PastDeal[] = [];

  for (const row of rows) {
    const companyId = row.company ? (companies.get(row.company.name) ?? null) : null;
    const ownerId = ownerOf(row, context, actor);
    const hasPerson = row.person !== undefined || row.phones.length + row.emails.length + row.addresses.length > 0;
    let personId: string | null = null;
    if (hasPerson) {
      const content = contentOf(row, record.options);
      const match = record.options.onMatch === 'create' ? undefined : known.find(row, content);
      if (match && record.options.onMatch === 'skip') {
        counts.skipped++;
        continue;
      }
      personId = match?.id ?? newId();
      const pending = fresh.get(personId);
      if (pending) {
        Object.assign(pending.content, additions(pending.content, content));
        counts.updated++;
      } else if (match) {
        const before = { ...match.content, version: match.version, importId: match.importId };
        const standing = changes.get(personId);
        const change = { ...standing?.change, ...additions({ ...before, ...standing?.change }, content) };
        changes.set(personId, { before: standing?.before ?? before, change });
        counts.updated++;
      } else {
        fresh.set(personId, {
          id: personId,
          content,
          companyId,
          ownerId,
          createdAt: createdAt(row, context),
          touchedAt: undefined,
        });
        known.add(personId, content);
        counts.created++;
      }
    } else if (companyId !== null || row.deal !== undefined) counts.created++;

    if (personId !== null && row.visit) {
      const visit = visitOf(row, personId, context, now);
      visits.push(visit);
      const person = fresh.get(personId);
      // Nobody opened: that was no contact.
      if (person && visit.result !== 'not_home' && (!person.touchedAt || person.touchedAt < visit.visitedAt))
        person.touchedAt = visit.visitedAt;
    }
    if (personId !== null) {
      for (const objection of row.objections) {
        words.push({
          contactId: personId,
          channel: objection.channel,
          state: 'denied',
          because: 'objected',
          at:
            row.visit?.on === undefined || objection.undated ? now : earliest(visitedAt(row.visit, context, now), now),
          source: objection.channel === 'visit' && !objection.undated ? 'visit' : 'import',
          wording: objection.wording || null,
          importId: record.id,
        });
      }
    }
    if (row.deal && context.stages) deals.push(dealOf(row, { personId, companyId, ownerId }, context, now));
  }

  await insertContacts(
    trx,
    actor,
    [...fresh.values()].map(({ id, content, companyId, ownerId, createdAt: made, touchedAt }): NewContact => ({
      ...content,
      id,
      companyId,
      ownerId,
      importId: record.id,
      ...(made && { createdAt: made }),
      ...(touchedAt && { lastTouchAt: touchedAt }),
    })),
    now,
  );
  const changed = await updateContacts(
    trx,
    actor,
    [...changes].map(([contactId, { change }]) => ({ contactId, change })),
    now,
  );
  await Promise.all([
    rememberChanges(
      trx,
      changed.map(({ before, after }) => ({
        workspaceId,
        importId: record.id,
        subject: 'contact' as const,
        subjectId: after.id,
        before: plainBefore(before),
        versionAfter: after.version,
      })),
    ),
    behind(trx, insertVisits(trx, visits)),
    announceAll(
      trx,
      actor,
      visitRecorded,
      visits.map((visit) => ({ payload: announced(visit), occurredAt: visit.visitedAt })),
      now,
    ),
    behind(trx, insertProblems(trx, problems)),
  ]);
  await recordConsents(trx, actor, words, now);
  if (deals.length > 0) await insertDeals(trx, actor, deals, now);
  return counts;
}

async function companiesFor(
  trx: Db<ImportWorld>,
  actor: Actor,
  context: ImportContext,
  rows: readonly ImportRow[],
  known: ReadonlyMap<string, CompanyRow>,
  now: Date,
): Promise<Map<string, string>> {
  const { record } = context;
  const named = new Map<string, ImportRow>();
  for (const row of rows) if (row.company && !named.has(row.company.name)) named.set(row.company.name, row);
  if (named.size === 0) return new Map();
  const missing = [...named].filter(([name]) => !known.has(name));
  const ids = new Map([...known].map(([name, company]) => [name, company.id]));
  // One company for all spellings of its name in this batch.
  const folded = new Map<string, string>();
  const fresh = missing.flatMap(([name, row]) => {
    const plain = name.toLowerCase().replace(/[\s.,&-]+/g, '');
    const twin = folded.get(plain);
    if (twin !== undefined) {
      ids.set(name, twin);
      return [];
    }
    const id = newId();
    folded.set(plain, id);
    ids.set(name, id);
    const alone = row.person === undefined && row.phones.length + row.emails.length + row.addresses.length === 0;
    return [
      {
        id,
        name,
        ownerId: ownerOf(row, context, actor),
        importId: record.id,
        source: row.source ?? record.options.source,
        ...(alone && companyOnly(row)),
      },
    ];
  });
  await insertCompanies(trx, actor, fresh, now);
  return ids;
}

/** A row that is about the company alone. */
function companyOnly(row: ImportRow) {
  return {
    website: row.websites[0] ?? null,
    tags: row.tags.slice(0, 50),
    note: row.note?.slice(0, 10_000) ?? null,
    externalId: row.externalId ?? null,
  };
}

type KnownPerson = { id: string; content: Content; version: number; importId: string | null };

type PeopleKnown = Awaited<ReturnType<typeof peopleKnown>>;

/** Everyone these rows may be about: by number, e-mail address, and the same door under the same name. */
async function peopleKnown(trx: Db<ImportWorld>, workspaceId: string, rows: readonly ImportRow[]) {
  const keys: MatchKey[] = rows.flatMap((row) => [
    ...row.phones.map(({ number }) => ({ kind: 'phone' as const, value: number })),
    ...row.emails.map(({ address }) => ({ kind: 'email' as const, value: address })),
  ]);
  const doors = rows.flatMap((row) => (row.phones.length + row.emails.length === 0 ? row.addresses.slice(0, 1) : []));
  const [byKey, byDoor] = await Promise.all([
    matchKeys(trx, workspaceId, keys),
    matchDoors(
      trx,
      workspaceId,
      doors.map(({ street, houseNumber }) => ({ street, houseNumber })),
    ),
  ]);
  const ids = new Set([...byKey.flatMap(({ contactIds }) => contactIds), ...byDoor]);
  const standing = await findContactsByIds(trx, workspaceId, [...ids]);

  const index = new Map<string, KnownPerson[]>();
  const add = (person: KnownPerson): void => {
    for (const name of namesOf(person.content)) index.set(name, [...(index.get(name) ?? []), person]);
  };
  for (const { id, version, importId, ...content } of standing.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    add({ id, version, importId, content });

  return {
    any: standing.length > 0,
    /** An e-mail address is a person's own; a number or a door may be a household's, so the names must agree. */
    find(row: ImportRow, content: Content): KnownPerson | undefined {
      const people = namesAsked(row).flatMap((name) => (index.get(name) ?? []).map((person) => ({ name, person })));
      return people.find(({ name, person }) => name.startsWith('email ') || mayBeSame(person.content, content))?.person;
    },
    add(id: string, content: Content): void {
      add({ id, content, version: 1, importId: null });
    },
  };
}

function namesOf({ phones, emails, addresses: [address] }: Content): string[] {
  return [
    ...phones.map(({ value }) => `phone ${value}`),
    ...emails.map(({ value }) => `email ${value.toLowerCase()}`),
    ...(address?.street ? [`door ${doorOf(address)}`] : []),
  ];
}

/** What a row knows its person by: an e-mail address is a person's own and comes first, a door only counts where there is nothing better. */
function namesAsked({ phones, emails, addresses: [address] }: ImportRow): string[] {
  if (phones.length + emails.length === 0) return address?.street ? [`door ${doorOf(address)}`] : [];
  return [
    ...emails.map(({ address: mail }) => `email ${mail.toLowerCase()}`),
    ...phones.map(({ number }) => `phone ${number}`),
  ];
}

/** What rows behind it may know its person by. */
function namesBrought(row: ImportRow): string[] {
  const [address] = row.addresses;
  return [...namesAsked(row), ...(address?.street ? [`door ${doorOf(address)}`] : [])];
}

function ownerOf(row: ImportRow, { owners, record }: ImportContext, actor: Actor): string | null {
  // Who sees only their own records can't give any away.
  if (actor.seesOnlyOwn) return actor.userId;
  return (row.owner && owners.get(row.owner.toLowerCase())) || record.options.ownerId;
}

function createdAt(row: ImportRow, context: ImportContext): Date | undefined {
  return row.created && instantOf(row.created.on, row.created.time, context.timeZone);
}

function instantOf(on: string, time: string | undefined, timeZone: string): Date {
  const local = Temporal.PlainDateTime.from(`${on}T${time ?? '12:00'}`);
  return new Date(local.toZonedDateTime(timeZone).epochMilliseconds);
}

function visitedAt(visit: NonNullable<ImportRow['visit']>, { timeZone }: ImportContext, now: Date): Date {
  return visit.on === undefined ? now : instantOf(visit.on, visit.time, timeZone);
}

function visitOf(row: ImportRow, contactId: string, context: ImportContext, now: Date): VisitRow {
  const { visit } = row;
  if (!visit) throw new Error('no visit in this row');
  return {
    workspaceId: context.record.workspaceId,
    id: newId(),
    contactId,
    visitedAt: visitedAt(visit, context, now),
    dayOnly: visit.time === undefined,
    result: visit.result,
    resultRaw: visit.wording || null,
    visitedBy: visit.by ?? null,
    count: visit.count ?? null,
    note: null,
    importId: context.record.id,
    createdAt: now,
  };
}

function announced(visit: VisitRow) {
  return {
    visitId: visit.id,
    contactId: visit.contactId,
    result: visit.result,
    resultRaw: visit.resultRaw,
    visitedBy: visit.visitedBy,
    count: visit.count,
    note: visit.note,
    dayOnly: visit.dayOnly,
    importId: visit.importId,
  };
}

function dealOf(
  row: ImportRow,
  about: { personId: string | null; companyId: string | null; ownerId: string | null },
  { record, stages, currency, timeZone }: ImportContext,
  now: Date,
): PastDeal {
  if (!row.deal || !stages) throw new Error('no deal in this row');
  const { deal } = row;
  const createdAt = row.created ? earliest(instantOf(row.created.on, row.created.time, timeZone), now) : now;
  const stage = stageFor(deal.stage, stages);
  const endedAt = deal.closeOn === undefined ? now : earliest(instantOf(deal.closeOn, undefined, timeZone), now);
  const at = endedAt < createdAt ? createdAt : endedAt;
  return {
    title: (deal.title ?? row.person?.displayName ?? row.company?.name ?? 'Abschluss').slice(0, 200),
    contactId: about.personId,
    companyId: about.companyId,
    valueCents: deal.valueCents ?? 0,
    currency: deal.currency ?? currency,
    closeOn: deal.closeOn ?? null,
    ownerId: about.ownerId,
    source: row.source ?? record.options.source,
    note: about.personId === null ? (row.note?.slice(0, 10_000) ?? null) : null,
    externalId: about.personId === null ? (row.externalId ?? null) : null,
    importId: record.id,
    createdAt,
    stages: [{ stageId: stage, since: createdAt }],
    ...(deal.outcome === 'won' && { ended: { as: 'won' as const, at } }),
    ...(deal.outcome === 'lost' && { ended: { as: 'lost' as const, at, lossReasonId: null } }),
  };
}

const earliest = (a: Date, b: Date): Date => (a < b ? a : b);

function problemRows(
  record: ImportRecord,
  row: number,
  found: readonly Problem[],
  cells: readonly string[] | null,
): ImportProblemRow[] {
  const base = { workspaceId: record.workspaceId, importId: record.id, row };
  if (cells === null)
    return found.map(({ column, message }) => ({ ...base, id: newId(), col: column || null, message, cells: null }));
  return [
    {
      ...base,
      id: newId(),
      col: null,
      message: found.map(({ message }) => message).join(' ') || 'In dieser Zeile steht niemand.',
      cells: [...cells],
    },
  ];
}

/** The content as it was, for undo. */
function plainBefore(row: Content & { companyId: string | null }): Record<string, unknown> {
  const {
    kind,
    salutation,
    title,
    firstName,
    lastName,
    jobTitle,
    phones,
    emails,
    addresses,
    tags,
    birthdayOn,
    website,
    note,
    source,
    status,
    externalId,
  } = row;
  return {
    kind,
    salutation,
    title,
    firstName,
    lastName,
    jobTitle,
    phones,
    emails,
    addresses,
    tags,
    birthdayOn,
    website,
    note,
    source,
    status,
    externalId,
  };
}
