import { z } from 'zod';

/** Up to a thousand million of the currency; sums of a whole pipeline stay exact in a double. */
export const Cents = z.number().int().min(0).max(100_000_000_000);
/** ISO 4217, as in EUR. */
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/);
/** Chance to win, in percent. */
export const Probability = z.number().int().min(0).max(100);

export const DealState = z.enum(['open', 'won', 'lost']);
export type DealState = z.infer<typeof DealState>;

/** Open deals of one currency. `weightedCents` is each value times the chance of its stage, rounded deal by deal. */
export const Sum = z.strictObject({
  currency: z.string(),
  deals: z.number().int(),
  valueCents: z.number().int(),
  weightedCents: z.number().int(),
});
export type Sum = z.infer<typeof Sum>;

export const DealSort = z.enum([
  'createdAt',
  '-createdAt',
  'valueCents',
  '-valueCents',
  'closeOn',
  '-closeOn',
  'stageSince',
  '-stageSince',
  'endedAt',
  '-endedAt',
]);
export type DealSort = z.infer<typeof DealSort>;

/** As `closing`: the day has passed and the deal is still open. */
export const closingOverdue = 'overdue';
/** As `closing`: nobody has said when. */
export const closingUndated = 'undated';
