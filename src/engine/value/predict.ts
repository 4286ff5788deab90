import { expectedPurchases, probabilityAlive } from './bgnbd.ts';
import { cautiouslyAlive, expectedByFallback } from './fallback.ts';
import type { ValueModel } from './fit.ts';
import { expectedAmount } from './gamma-gamma.ts';
import type { Customer } from './purchases.ts';

export type Class = 'A' | 'B' | 'C';

export type Outlook = {
  customer: Customer;
  pAlive: number;
  expectedTransactions: number;
  /** null: no amounts are known. */
  expectedSpend: number | null;
  class: Class;
};

/** What each customer is expected to buy in the next `weeks`, in the order given. */
export function predictValue(model: ValueModel, customers: readonly Customer[], weeks: number): Outlook[] {
  const known = new Map<string, { pAlive: number; expectedTransactions: number }>();
  const outlooks = customers.map((customer) => {
    const key = `${customer.frequency} ${customer.recency} ${customer.age}`;
    let buying = known.get(key);
    if (!buying) known.set(key, (buying = buyingOf(model, customer, weeks)));
    const amount = amountOf(model, customer);
    return { customer, ...buying, expectedSpend: amount === null ? null : buying.expectedTransactions * amount };
  });
  const classes = classify(outlooks);
  return outlooks.map((outlook, at) => ({ ...outlook, class: classes[at]! }));
}

function buyingOf(model: ValueModel, customer: Customer, weeks: number) {
  if (model.fallback)
    return {
      pAlive: cautiouslyAlive(model.fallback, customer),
      expectedTransactions: expectedByFallback(model.fallback, customer, weeks),
    };
  return {
    pAlive: probabilityAlive(model.bgnbd, customer),
    expectedTransactions: Math.max(0, expectedPurchases(model.bgnbd, customer, weeks)),
  };
}

/** The first purchase tells about the next ones as well as any other. Without Gamma-Gamma the mean of all customers weighs as much as one purchase. */
function amountOf({ gammaGamma, meanAmount }: ValueModel, { paid, mean }: Customer): number | null {
  if (meanAmount === null) return null;
  if (gammaGamma) return expectedAmount(gammaGamma, { purchases: paid, mean });
  return (meanAmount + paid * mean) / (1 + paid);
}

/** The 20 % who are expected to spend most (or, without amounts, to buy most often) are A, the next 30 % B. Who is equal in everything stands in the order of the names. */
export function classify(outlooks: readonly Omit<Outlook, 'class'>[]): Class[] {
  const order = outlooks.map((_, at) => at);
  order.sort((one, other) => {
    const [a, b] = [outlooks[one]!, outlooks[other]!];
    return (
      (b.expectedSpend ?? 0) - (a.expectedSpend ?? 0) ||
      b.expectedTransactions - a.expectedTransactions ||
      b.customer.frequency - a.customer.frequency ||
      (a.customer.name < b.customer.name ? -1 : 1)
    );
  });
  const classes: Class[] = outlooks.map(() => 'C');
  for (const [rank, at] of order.entries())
    if (rank < outlooks.length / 5) classes[at] = 'A';
    else if (rank < outlooks.length / 2) classes[at] = 'B';
  return classes;
}
