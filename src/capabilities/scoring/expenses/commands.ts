import { type ContactsTables, requireCompany, requireContact } from '#contacts';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll, changesIn } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { hereAndNow, type WorkspaceTables } from '#workspace';
import type { ChangeExpense, CreateExpense } from './contract.ts';
import * as events from './events.ts';
import { insertExpense, insertExpenses, lockExpense, updateExpense } from './queries.ts';
import type { ExpenseRow, ExpenseTables } from './schema.ts';

export type ExpensesWorld = ExpenseTables & ContactsTables & WorkspaceTables & PlatformTables;
type Whose = { expenseId: string; ifMatch: number | undefined };

export function createExpense(
  db: Db<ExpensesWorld>,
  actor: Actor,
  { contactId, companyId, ...facts }: CreateExpense,
  now: Date,
): Promise<ExpenseRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId: createdBy } = actor;
    if (contactId) await requireContact(trx, workspaceId, contactId);
    if (companyId) await requireCompany(trx, workspaceId, companyId);
    await refuseFuture(trx, workspaceId, facts, now);
    const row = await insertExpense(trx, {
      workspaceId,
      id: newId(now.getTime()),
      ...factsOf(facts),
      contactId: contactId ?? null,
      companyId: companyId ?? null,
      createdBy,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
    });
    await announce(trx, actor, events.expenseEntered, about(row), now);
    return row;
  });
}

export function changeExpense(
  db: Db<ExpensesWorld>,
  actor: Actor,
  whose: Whose,
  input: ChangeExpense,
  now: Date,
): Promise<ExpenseRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeExpense(trx, actor, whose);
    await refuseFuture(trx, actor.workspaceId, input, now);
    const facts = factsOf(input);
    const changed = changesIn<ExpenseRow>(before, facts);
    if (Object.keys(changed).length === 0) return before;
    const after = await updateExpense(trx, before, { ...facts, updatedAt: now });
    await announce(trx, actor, events.expenseChanged, { ...about(after), changed }, now);
    return after;
  });
}

export function removeExpense(db: Db<ExpensesWorld>, actor: Actor, whose: Whose, now: Date): Promise<ExpenseRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeExpense(trx, actor, whose);
    const after = await updateExpense(trx, before, { removedAt: now, updatedAt: now });
    await announce(trx, actor, events.expenseRemoved, about(after), now);
    return after;
  });
}

/** Bringing back what is there changes nothing: the second of two clicks is no mistake. */
export function restoreExpense(db: Db<ExpensesWorld>, actor: Actor, expenseId: string, now: Date): Promise<ExpenseRow> {
  return inTransaction(db, async (trx) => {
    const before = await lockExpense(trx, { workspaceId: actor.workspaceId, expenseId });
    if (!before) throw notFound();
    if (before.removedAt === null) return before;
    const after = await updateExpense(trx, before, { removedAt: null, updatedAt: now });
    await announce(trx, actor, events.expenseRestored, about(after), now);
    return after;
  });
}

/** An expense as an example or another system tells it. */
export type PastExpense = Omit<ExpenseRow, 'workspaceId' | 'id' | 'updatedAt' | 'removedAt' | 'version'>;

/** Many expenses at once, each announced at its own time. */
export async function insertPastExpenses(
  trx: Db<ExpenseTables & PlatformTables>,
  actor: Actor,
  expenses: readonly PastExpense[],
  now: Date,
): Promise<void> {
  const { workspaceId } = actor;
  const rows = expenses.map((one): ExpenseRow => {
    const id = newId(one.createdAt.getTime());
    return { ...one, workspaceId, id, updatedAt: one.createdAt, removedAt: null, version: 1 };
  });
  await insertExpenses(trx, rows);
  const entered = rows.map((row) => ({ payload: about(row), occurredAt: row.createdAt }));
  await announceAll(trx, actor, events.expenseEntered, entered, now);
}

/** The expense, locked, in the version the caller saw. */
async function takeExpense(trx: Db<ExpenseTables>, actor: Actor, { expenseId, ifMatch }: Whose): Promise<ExpenseRow> {
  const expense = await lockExpense(trx, { workspaceId: actor.workspaceId, expenseId });
  if (!expense || expense.removedAt) throw notFound();
  refuseStale(expense.version, ifMatch);
  return expense;
}

async function refuseFuture(
  trx: Db<WorkspaceTables>,
  workspaceId: string,
  { happenedOn, closedOn }: Pick<ExpenseRow, 'happenedOn' | 'closedOn'>,
  now: Date,
): Promise<void> {
  const { today } = await hereAndNow(trx, workspaceId, now);
  if (happenedOn > today || (closedOn !== null && closedOn > today))
    throw new Refusal(422, 'in_the_future', 'Dieser Tag kommt erst noch.');
}

function factsOf({ kind, happenedOn, amountCents, closedOn, note }: ChangeExpense): ChangeExpense {
  return { kind, happenedOn, amountCents, closedOn, note: note?.trim() ? note : null };
}

function about({ id, contactId, companyId, kind, happenedOn, amountCents }: ExpenseRow) {
  return { expenseId: id, contactId, companyId, kind, happenedOn, amountCents };
}
