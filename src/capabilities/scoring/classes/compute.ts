import { openDeals, wonDeals } from '#deals';
import { allContracts, type OffersTables } from '#offers';
import { findWorkspace, localDay } from '#workspace';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { findScores } from '../answers.ts';
import type { ScoringWorld } from '../commands/world.ts';
import { objectorsAmong } from '../queries/objections.ts';
import { type Book, type Entry, openBook, outlookOf } from './book.ts';
import type { CustomerClass } from './contract.ts';
import { classChanged } from './events.ts';
import type { Outlooks } from './outlooks.ts';
import * as queries from './queries.ts';
import { bordersOf, classOf, costCents, defaultRules, hasHistory, least, netCents, nextClass } from './rules.ts';
import type { Borders, ClassRules } from './rules.ts';
import type { ClassTables, CustomerValueRow } from './schema.ts';
import { type Served, servedSince, type ServedWorld } from './served.ts';
import { outlooksInThread } from './thread.ts';

export type ClassesWorld = ClassTables & ScoringWorld & ServedWorld & OffersTables;
type Valued = Entry &
  Omit<Served, 'expenses'> &
  Pick<CustomerValueRow, 'alive' | 'expectedPurchases' | 'purchaseCents' | 'contractCents' | 'costCents' | 'netCents'>;

const batch = 1_000;
const yearMs = 365 * 86_400_000;

/** Values all customers of a workspace anew, and lets classes follow. May run twice: the second finds nothing to change. */
export async function computeValues(
  db: Db<ClassesWorld>,
  workspaceId: string,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const [workspace, policy] = await Promise.all([findWorkspace(db, workspaceId), queries.findPolicy(db, workspaceId)]);
  if (!workspace) return;
  const rules = policy ?? defaultRules;
  const today = localDay(now, workspace.timeZone);
  const book = openBook(workspace.currency);
  for await (const contracts of allContracts(db, workspaceId))
    for (const contract of contracts) book.addContract(contract, today);
  await readDeals(db, workspaceId, book, workspace.timeZone);
  const outlooks = await outlooksInThread(book.salesUntil(today, rules.months), signal);
  const { retention } = outlooks;
  const valued = await valueAll(db, { workspaceId, book, outlooks, rules, now, signal });

  const known = valued.filter((one) => hasHistory(one, today));
  const wins = valued.reduce((sum, one) => sum + one.wins, 0);
  const enough = wins + retention.contracts >= least.wins && known.length >= least.known;
  const borders = enough
    ? bordersOf(
        known.map((one) => one.netCents),
        rules,
      )
    : null;
  for (let from = 0; from < valued.length; from += batch) {
    signal.throwIfAborted();
    await keep(db, workspaceId, valued.slice(from, from + batch), { borders, today, now });
  }
  while ((await queries.deleteOlder(db, workspaceId, now, batch)) === batch) signal.throwIfAborted();
  await queries.upsertRun(db, {
    workspaceId,
    computedAt: now,
    months: rules.months,
    wins,
    customers: valued.length,
    known: known.length,
    repeating: outlooks.repeating,
    contracts: retention.contracts,
    contractsLeft: retention.left,
    otherCurrencies: book.otherCurrencies,
    aFromCents: borders?.aFromCents ?? null,
    bFromCents: borders?.bFromCents ?? null,
    degenerate: outlooks.degenerate,
    warnings: outlooks.warnings,
  });
}

async function readDeals(db: Db<ClassesWorld>, workspaceId: string, book: Book, timeZone: string): Promise<void> {
  for await (const deals of wonDeals(db, workspaceId, timeZone)) deals.forEach((deal) => book.addWon(deal));
  for await (const deals of openDeals(db, workspaceId)) {
    const ids = deals.map(({ id }) => id);
    const scores = await findScores(db, workspaceId, 'deal_win', ids);
    for (const deal of deals) {
      const score = scores.get(deal.id);
      book.addOpen(deal, score?.basis === 'learned' ? score.probability : deal.probability / 100);
    }
  }
}

async function valueAll(
  db: Db<ClassesWorld>,
  {
    workspaceId,
    book: { entries },
    outlooks,
    rules,
    now,
    signal,
  }: {
    workspaceId: string;
    book: Book;
    outlooks: Outlooks;
    rules: ClassRules;
    now: Date;
    signal: AbortSignal;
  },
): Promise<Valued[]> {
  const since = new Date(now.getTime() - yearMs);
  const buyers = new Set(entries.filter(({ isCompany }) => !isCompany).map(({ id }) => id));
  const valued: Valued[] = [];
  for (let from = 0; from < entries.length; from += batch) {
    signal.throwIfAborted();
    const some = entries.slice(from, from + batch);
    const people = some.filter(({ isCompany }) => !isCompany).map(({ id }) => id);
    const objectors = await objectorsAmong(db, workspaceId, people);
    const served = await servedSince(db, workspaceId, some, (id) => buyers.has(id), since);
    for (const [at, entry] of some.entries()) {
      const work = served.get(entry.id);
      if (!work || objectors.has(entry.id)) continue;
      const { expenses: _, ...counted } = work;
      const cost = costCents(work, rules);
      const one = { ...entry, ...counted, ...outlookOf(outlooks, from + at, entry), costCents: cost };
      valued.push({ ...one, netCents: netCents(one, rules.months) });
    }
  }
  return valued;
}

/** Locks what is written, so that a decision made meanwhile is seen. */
async function keep(
  db: Db<ClassesWorld>,
  workspaceId: string,
  some: readonly Valued[],
  { borders, today, now }: { borders: Borders | null; today: string; now: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ids = some.map(({ id }) => id);
    const standing = new Map((await queries.lockCustomers(trx, workspaceId, ids)).map((row) => [row.customerId, row]));
    const rows = some.map((one) => {
      const before = standing.get(one.id);
      const computed = borders && hasHistory(one, today) ? classOf(one.netCents, borders, before?.class ?? null) : null;
      return { before, row: { ...toRow(workspaceId, one, now), ...decide(before, computed, now) } };
    });
    await queries.upsertCustomers(
      trx,
      rows.map(({ row }) => row),
    );
    const changed = rows.flatMap(({ before, row }) =>
      row.class === null || row.class === before?.class
        ? []
        : [{ payload: eventOf(row, row.class, before?.class ?? null), occurredAt: now }],
    );
    await announceAll(trx, systemActor(workspaceId), classChanged, changed, now);
  });
}

function eventOf(row: Omit<CustomerValueRow, 'customerId'>, to: CustomerClass, from: CustomerClass | null) {
  const { contactId, companyId, netCents: net } = row;
  return { contactId, companyId, from, to, netCents: net, reason: null };
}

function decide(before: CustomerValueRow | undefined, computed: CustomerClass | null, now: Date): queries.Decision {
  const next = nextClass(before, computed, now);
  const undecided = { confirmedBy: null, confirmedAt: null, setBy: null, setReason: null, setUntil: null };
  if (!before || next !== before.class)
    return { class: next, classBefore: before?.class ?? null, classSince: next && now, ...undecided };
  const { class: standing, classBefore, classSince, confirmedBy, confirmedAt, setBy, setReason, setUntil } = before;
  const over = setUntil !== null && setUntil <= now;
  const decided = over ? undecided : { confirmedBy, confirmedAt, setBy, setReason, setUntil };
  return { class: standing, classBefore, classSince, ...decided };
}

function toRow(
  workspaceId: string,
  one: Valued,
  now: Date,
): Omit<CustomerValueRow, 'customerId' | keyof queries.Decision> {
  const { id, isCompany, ...values } = one;
  return {
    ...values,
    workspaceId,
    companyId: isCompany ? id : null,
    contactId: isCompany ? null : id,
    computedAt: now,
  };
}
