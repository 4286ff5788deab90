import { z } from 'zod';
import {
  type ContactsTables,
  findCompaniesByIds,
  findContactsByIds,
  findPeopleOfCompanies,
  requireCompany,
  requireContact,
} from '#contacts';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import { Day, Id } from '#platform/operation';
import { fromCursor, pageOf } from '#platform/paging';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { listExpenses } from './queries.ts';
import type { ExpenseRow } from './schema.ts';

const Cursor = z.tuple([Day, Id]);

export function expenseRoutes(serve: Serve<commands.ExpensesWorld>): void {
  serve(contract.listExpenses, async ({ db, actor: { workspaceId }, query: { cursor, limit, ...about } }) => {
    const whose = await causersOf(db, workspaceId, about);
    const page = { limit: limit + 1, before: fromCursor(cursor, Cursor) };
    const { rows, next } = pageOf(await listExpenses(db, workspaceId, whose, page), limit, (row) => [
      row.happenedOn,
      row.id,
    ]);
    return { items: await toExpenseViews(db, workspaceId, rows), next };
  });
  serve(contract.createExpense, async ({ db, actor, body, now }) =>
    viewOf(db, await commands.createExpense(db, actor, body, now)),
  );
  serve(contract.changeExpense, async ({ db, actor, params: { expenseId }, body, ifMatch, now }) =>
    viewOf(db, await commands.changeExpense(db, actor, { expenseId, ifMatch }, body, now)),
  );
  serve(contract.removeExpense, async ({ db, actor, params: { expenseId }, ifMatch, now }) => {
    await commands.removeExpense(db, actor, { expenseId, ifMatch }, now);
    return null;
  });
  serve(contract.restoreExpense, async ({ db, actor, params: { expenseId }, now }) =>
    viewOf(db, await commands.restoreExpense(db, actor, expenseId, now)),
  );
}

async function causersOf(
  db: Db<ContactsTables>,
  workspaceId: string,
  { contactId, companyId }: { contactId?: string | undefined; companyId?: string | undefined },
): Promise<{ contactIds: string[]; companyIds: string[] }> {
  if (companyId === undefined) {
    const { id } = await requireContact(db, workspaceId, contactId ?? '');
    return { contactIds: [id], companyIds: [] };
  }
  const { id } = await requireCompany(db, workspaceId, companyId);
  const staff = await findPeopleOfCompanies(db, workspaceId, [id]);
  return { contactIds: staff.map((person) => person.id), companyIds: [id] };
}

async function viewOf(db: Db<commands.ExpensesWorld>, row: ExpenseRow): Promise<contract.ExpenseView> {
  const [view] = await toExpenseViews(db, row.workspaceId, [row]);
  if (!view) throw notFound();
  return view;
}

/** The one place where an expense becomes what the outside sees. */
async function toExpenseViews(
  db: Db<ContactsTables>,
  workspaceId: string,
  rows: readonly ExpenseRow[],
): Promise<contract.ExpenseView[]> {
  const idsIn = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const [people, companies] = await Promise.all([
    findContactsByIds(db, workspaceId, idsIn(rows.map(({ contactId }) => contactId))),
    findCompaniesByIds(db, workspaceId, idsIn(rows.map(({ companyId }) => companyId))),
  ]);
  const names = new Map([...people, ...companies].map(({ id, name }) => [id, name]));
  const named = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    contact: named(row.contactId),
    company: named(row.companyId),
    happenedOn: row.happenedOn,
    amountCents: row.amountCents,
    closedOn: row.closedOn,
    note: row.note,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  }));
}
