import { type ContactsTables, findCompaniesByIds, findContactsByIds } from '#contacts';
import { fewLeft } from '#engine/value/retention';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import { objectorsAmong } from '../queries/objections.ts';
import type { ScoringTables } from '../schema.ts';
import type { ClassPolicy, ClassRun, ClassSummary, CustomerPoint, CustomerView } from './contract.ts';
import * as queries from './queries.ts';
import {
  type Borders,
  certaintyOf,
  type ClassRules,
  defaultRules,
  expectedCents,
  least,
  missingCents,
} from './rules.ts';
import type { ClassRunRow, ClassTables, CustomerValueRow } from './schema.ts';

type Records = ContactsTables & Pick<ScoringTables, 'profilingObjection'>;
export type CustomerWorld = ClassTables & Records & WorkspaceTables;

/** Left out are customers who were removed since the computation, or have objected to profiling. */
export async function toCustomerViews(
  db: Db<CustomerWorld>,
  workspaceId: string,
  rows: readonly CustomerValueRow[],
): Promise<CustomerView[]> {
  const [run, records] = await Promise.all([queries.findRun(db, workspaceId), recordsOf(db, workspaceId, rows)]);
  const borders = run ? bordersIn(run) : null;
  return rows.flatMap((row) => {
    const record = records.get(row.customerId);
    return record ? [toCustomerView(row, record, borders)] : [];
  });
}

export async function toOneCustomer(db: Db<CustomerWorld>, row: CustomerValueRow): Promise<CustomerView> {
  const [view] = await toCustomerViews(db, row.workspaceId, [row]);
  if (!view) throw notFound();
  return view;
}

type Record = { name: string; ownerId: string | null; lastTouchAt: Date | null };

async function recordsOf(
  db: Db<Records>,
  workspaceId: string,
  rows: readonly CustomerValueRow[],
): Promise<Map<string, Record>> {
  const idsIn = (ids: readonly (string | null)[]) => ids.filter((id) => id !== null);
  const contactIds = idsIn(rows.map(({ contactId }) => contactId));
  const [companies, people, objectors] = await Promise.all([
    findCompaniesByIds(db, workspaceId, idsIn(rows.map(({ companyId }) => companyId))),
    findContactsByIds(db, workspaceId, contactIds),
    objectorsAmong(db, workspaceId, contactIds),
  ]);
  const shown = people.filter(({ id }) => !objectors.has(id));
  return new Map([...companies, ...shown].map((record) => [record.id, record]));
}

/** The one place where a customer becomes what the outside sees. */
function toCustomerView(row: CustomerValueRow, record: Record, borders: Borders | null): CustomerView {
  const { confirmedBy, confirmedAt, setBy, setReason, setUntil } = row;
  return {
    id: row.customerId,
    kind: row.companyId === null ? 'contact' : 'company',
    name: record.name,
    ownerId: record.ownerId,
    lastTouchAt: record.lastTouchAt?.toISOString() ?? null,
    class: row.class,
    classBefore: row.classBefore,
    classSince: row.classSince?.toISOString() ?? null,
    confirmed: confirmedBy && confirmedAt ? { by: confirmedBy, at: confirmedAt.toISOString() } : null,
    set: setBy && setReason && setUntil ? { by: setBy, reason: setReason, until: setUntil.toISOString() } : null,
    certainty: row.class && borders ? certaintyOf(row, borders) : null,
    missingCents: borders && missingCents(row.netCents, row.class, borders),
    wins: row.wins,
    wonCents: row.wonCents,
    firstWonOn: row.firstWonOn,
    lastWonOn: row.lastWonOn,
    expectedPurchases: row.expectedPurchases,
    purchaseCents: row.purchaseCents,
    alive: row.alive,
    openDeals: row.openDeals,
    openCents: row.openCents,
    contracts: row.contracts,
    contractCents: row.contractCents,
    contractSince: row.contractSince,
    calls: row.calls,
    callMinutes: row.callMinutes,
    meetings: row.meetings,
    meetingMinutes: row.meetingMinutes,
    visits: row.visits,
    tickets: row.tickets,
    dunningLetters: row.dunningLetters,
    returnedDebits: row.returnedDebits,
    discountCents: row.discountCents,
    costCents: row.costCents,
    netCents: row.netCents,
  };
}

function bordersIn({ aFromCents, bFromCents }: ClassRunRow): Borders | null {
  return aFromCents === null || bFromCents === null ? null : { aFromCents, bFromCents };
}

export function toRunView(run: ClassRunRow): ClassRun {
  return {
    computedAt: run.computedAt.toISOString(),
    months: run.months,
    wins: run.wins,
    customers: run.customers,
    known: run.known,
    repeating: run.repeating,
    contracts: run.contracts,
    contractsLeft: run.contractsLeft,
    contractsFew: run.contractsLeft < fewLeft,
    otherCurrencies: run.otherCurrencies,
    borders: bordersIn(run),
    degenerate: run.degenerate,
    warnings: run.warnings,
  };
}

const monthMs = 30 * 86_400_000;

export async function toSummary(db: Db<CustomerWorld>, workspaceId: string, now: Date): Promise<ClassSummary> {
  const [run, workspace, rows, moves] = await Promise.all([
    queries.findRun(db, workspaceId),
    findWorkspace(db, workspaceId),
    queries.sumCustomers(db, workspaceId),
    queries.countMoves(db, workspaceId, new Date(now.getTime() - monthMs)),
  ]);
  if (!workspace) throw notFound();
  const none = { customers: 0, waiting: 0, netCents: 0, costCents: 0, wonCents: 0 };
  const sums = (['A', 'B', 'C', null] as const).map((one) => ({
    ...(rows.find((row) => row.class === one) ?? none),
    class: one,
  }));
  return {
    run: run ? toRunView(run) : null,
    needed: least,
    currency: workspace.currency,
    sums: sums.map(({ waiting: _, ...sum }) => sum),
    moves: moves.filter(({ from, to }) => from !== to),
    waiting: sums.reduce((all, { waiting }) => all + waiting, 0),
  };
}

const looked = 200;

/** Whose turn it is to hear from us; the longest silence first. */
export async function toDue(db: Db<CustomerWorld>, workspaceId: string, now: Date) {
  const [policy, rows] = await Promise.all([
    queries.findPolicy(db, workspaceId),
    queries.listCustomers(db, workspaceId, { class: 'A', waiting: false }, { limit: looked }),
  ]);
  const { contactEveryDays: everyDays } = policy ?? defaultRules;
  const before = new Date(now.getTime() - everyDays * 86_400_000).toISOString();
  const items = (await toCustomerViews(db, workspaceId, rows))
    .filter(({ ownerId, lastTouchAt }) => ownerId === null || lastTouchAt === null || lastTouchAt < before)
    .toSorted((a, b) => ((a.lastTouchAt ?? '') < (b.lastTouchAt ?? '') ? -1 : 1));
  return { everyDays, items };
}

const drawn = 300;

export async function toPoints(
  db: Db<CustomerWorld>,
  workspaceId: string,
): Promise<{ items: CustomerPoint[]; all: boolean }> {
  const [run, rows] = await Promise.all([
    queries.findRun(db, workspaceId),
    queries.findExtremes(db, workspaceId, drawn),
  ]);
  const records = await recordsOf(db, workspaceId, rows);
  const items = rows.flatMap((row): CustomerPoint[] => {
    const record = records.get(row.customerId);
    if (!record) return [];
    return [
      {
        id: row.customerId,
        kind: row.companyId === null ? 'contact' : 'company',
        name: record.name,
        class: row.class,
        valueCents: expectedCents(row),
        costCents: row.costCents,
      },
    ];
  });
  return { items, all: (run?.customers ?? 0) <= rows.length };
}

export function toPolicy(rules: ClassRules): ClassPolicy {
  return {
    months: rules.months,
    hourCents: rules.hourCents,
    visitCents: rules.visitCents,
    ticketCents: rules.ticketCents,
    dunningLetterCents: rules.dunningLetterCents,
    returnedDebitCents: rules.returnedDebitCents,
    basis: rules.basis,
    shareA: rules.shareA,
    shareB: rules.shareB,
    aFromCents: rules.aFromCents,
    bFromCents: rules.bFromCents,
    contactEveryDays: rules.contactEveryDays,
  };
}
