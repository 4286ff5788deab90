import { z } from 'zod';
import { Changed, defineEvent } from '#platform/events';
import { ExpenseKind } from './contract.ts';

/** Every event of an expense says what it is, so that neighbours need not ask. */
const about = {
  expenseId: z.uuid(),
  contactId: z.uuid().nullable(),
  companyId: z.uuid().nullable(),
  kind: ExpenseKind,
  happenedOn: z.string(),
  amountCents: z.number().int().nullable(),
};

export const expenseEntered = defineEvent('scoring.expenseEntered', z.strictObject(about));
export const expenseChanged = defineEvent('scoring.expenseChanged', z.strictObject({ ...about, changed: Changed }));
export const expenseRemoved = defineEvent('scoring.expenseRemoved', z.strictObject(about));
export const expenseRestored = defineEvent('scoring.expenseRestored', z.strictObject(about));
