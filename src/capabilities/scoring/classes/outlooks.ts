import { fitFallback } from '#engine/value/fallback';
import { fitValue, groupHistories, type ValueModel } from '#engine/value/fit';
import { predictValue } from '#engine/value/predict';
import { collectCustomers, type Customer } from '#engine/value/purchases';

/** What was sold, sale by sale. `customer`: which one, from 0. */
export type Sales = {
  customers: number;
  customer: Int32Array;
  /** Days since 1970-01-01. */
  day: Float64Array;
  cents: Float64Array;
  end: number;
  weeks: number;
};

/** What each customer is expected to buy within the weeks; of who never bought, nothing is known. */
export type Outlooks = {
  alive: Float64Array;
  purchases: Float64Array;
  cents: Float64Array;
  repeating: number;
  degenerate: boolean;
  warnings: string[];
};

export function outlooksOf({ customers, customer, day, cents, end, weeks }: Sales): Outlooks {
  const none = () => new Float64Array(customers);
  const outlooks = { alive: none(), purchases: none(), cents: none() };
  if (customer.length === 0) return { ...outlooks, repeating: 0, degenerate: false, warnings: [] };
  const names = Array.from({ length: customers }, (_, at) => String(at));
  const { customers: bought } = collectCustomers({ names, customer, day, amount: cents }, end);
  const repeating = bought.filter(({ frequency }) => frequency > 0).length;
  const model = cautious(fitValue(bought, { amounts: true }), bought, repeating);
  for (const { customer: one, pAlive, expectedTransactions, expectedSpend } of predictValue(model, bought, weeks)) {
    const at = Number(one.name);
    outlooks.alive[at] = pAlive;
    outlooks.purchases[at] = expectedTransactions;
    outlooks.cents[at] = Math.round(expectedSpend ?? 0);
  }
  return {
    ...outlooks,
    repeating,
    degenerate: model.bgnbd.degenerate || model.fallback !== null,
    warnings: model.warnings,
  };
}

const fewRepeating = 30;

/** Of few who came back the likelihood believes anything: that all of them leave after the second purchase, if so far nobody made a third. Rate and silence of each say less, and hold. */
function cautious(model: ValueModel, bought: readonly Customer[], repeating: number): ValueModel {
  if (model.fallback || repeating >= fewRepeating) return model;
  return { ...model, fallback: fitFallback(bought, groupHistories(bought)) };
}
