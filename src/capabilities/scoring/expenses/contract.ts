import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Page, PageQuery, Text } from '#platform/operation';

/** What a customer costs beside calls and meetings. A ticket: something they want settled. */
export const ExpenseKind = z.enum(['ticket', 'dunning_letter', 'returned_debit', 'discount']);
export type ExpenseKind = z.infer<typeof ExpenseKind>;

const Named = z.strictObject({ id: Id, name: z.string() });

export const ExpenseView = z.strictObject({
  id: Id,
  kind: ExpenseKind,
  contact: Named.nullable(),
  company: Named.nullable(),
  happenedOn: Day,
  /** In the currency of the workspace; null: by the rate of its kind. */
  amountCents: z.number().int().nullable(),
  /** Of a ticket: null while it is open. */
  closedOn: Day.nullable(),
  note: z.string().nullable(),
  createdBy: Id.nullable(),
  createdAt: Instant,
  version: z.number().int(),
});
export type ExpenseView = z.infer<typeof ExpenseView>;

/** Those of a company include what its people caused. */
export const listExpenses = defineOperation({
  name: 'scoring.listExpenses',
  method: 'GET',
  path: '/expenses',
  summary: 'What a person or a company cost beside calls and meetings, the latest first',
  permission: 'scoring.read',
  query: z
    .strictObject({ contactId: Id.optional(), companyId: Id.optional(), ...PageQuery })
    .refine((query) => (query.contactId === undefined) !== (query.companyId === undefined), 'contactId or companyId'),
  output: Page(ExpenseView),
  refusals: ['cursor_invalid'],
});

const params = z.strictObject({ expenseId: Id });

const facts = {
  kind: ExpenseKind,
  happenedOn: Day,
  amountCents: z.number().int().min(0).max(100_000_000_000).nullable(),
  closedOn: Day.nullable(),
  note: Text(10_000).nullable(),
};
type Facts = { kind: ExpenseKind; happenedOn: string; amountCents: number | null; closedOn: string | null };
const clear = ({ kind, happenedOn, amountCents, closedOn }: Facts): boolean =>
  (kind !== 'discount' || amountCents !== null) && (closedOn === null || (kind === 'ticket' && closedOn >= happenedOn));
const clearly = 'A discount has an amount; only a ticket is closed, and not before it came.';

export const CreateExpense = z
  .strictObject({ ...facts, contactId: Id.optional(), companyId: Id.optional() })
  .refine(clear, clearly)
  .refine(
    ({ contactId, companyId }) => (contactId === undefined) !== (companyId === undefined),
    'contactId or companyId',
  );
export type CreateExpense = z.infer<typeof CreateExpense>;

export const createExpense = defineOperation({
  name: 'scoring.createExpense',
  method: 'POST',
  path: '/expenses',
  summary: 'Enter a ticket, a dunning letter, a returned debit or a discount; it counts in the cost of the customer',
  permission: 'scoring.write',
  body: CreateExpense,
  output: ExpenseView,
  refusals: ['in_the_future'],
});

/** All of it, as it is from now on. */
export const ChangeExpense = z.strictObject(facts).refine(clear, clearly);
export type ChangeExpense = z.infer<typeof ChangeExpense>;

export const changeExpense = defineOperation({
  name: 'scoring.changeExpense',
  method: 'PUT',
  path: '/expenses/:expenseId',
  summary: 'Change what was entered; a ticket is closed with its day',
  permission: 'scoring.write',
  params,
  body: ChangeExpense,
  output: ExpenseView,
  refusals: ['stale', 'in_the_future'],
});

export const removeExpense = defineOperation({
  name: 'scoring.removeExpense',
  method: 'DELETE',
  path: '/expenses/:expenseId',
  summary: 'Remove what was entered by mistake; it can be brought back',
  permission: 'scoring.write',
  params,
  output: z.null(),
  status: 204,
  refusals: ['stale'],
});

export const restoreExpense = defineOperation({
  name: 'scoring.restoreExpense',
  method: 'POST',
  path: '/expenses/:expenseId/restoration',
  summary: 'Bring back what was removed',
  permission: 'scoring.write',
  params,
  output: ExpenseView,
  status: 200,
});
