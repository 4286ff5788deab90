import { fitFallback } from '#engine/value/fallback';
import { fitValue, groupHistories, type ValueModel } from '#engine/value/fit';
import { predictValue } from '#engine/value/predict';
import { collectCustomers, type Customer } from '#engine/value/purchases';
import { type ContractTerms, expectedMonths, fitRetention, type Retention } from '#engine/value/retention';

/** What was sold, sale by sale, and what was agreed. `customer`: which one, from 0. */
export type Sales = {
  customers: number;
  customer: Int32Array;
  /** Days since 1970-01-01. */
  day: Float64Array;
  cents: Float64Array;
  end: number;
  weeks: number;
  /** The same horizon. */
  months: number;
  contracts: Contracts;
};

/** Contracts in columns, as the worker gets them; months throughout. */
export type Contracts = {
  /** Whose, by their place in the book; -1: it has ended, and tells only how long it lasted. */
  customer: number[];
  monthlyCents: number[];
  terms: ContractTerms[];
  /** How long it has lasted until the customer gave notice, or is lasting. */
  lasted: number[];
  left: (0 | 1)[];
};

/** What each customer is expected to buy within the weeks; of who never bought, nothing is known. */
export type Outlooks = {
  alive: Float64Array;
  purchases: Float64Array;
  cents: Float64Array;
  contractCents: Float64Array;
  retention: Retention;
  repeating: number;
  degenerate: boolean;
  warnings: string[];
};

export function outlooksOf({ customers, customer, day, cents, end, weeks, months, contracts }: Sales): Outlooks {
  const none = () => new Float64Array(customers);
  const { cents: contractCents, retention } = contractOutlook(contracts, { customers, months });
  const outlooks = { alive: none(), purchases: none(), cents: none(), contractCents, retention };
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

/** What each customer's contracts are expected to bring within the coming months, and what that was learned from. */
function contractOutlook(
  { customer, monthlyCents, terms, lasted, left }: Contracts,
  { customers, months }: { customers: number; months: number },
): { cents: Float64Array; retention: Retention } {
  const retention = fitRetention({ months: Float64Array.from(lasted), left: Uint8Array.from(left) });
  const cents = new Float64Array(customers);
  for (const [at, place] of customer.entries())
    if (place >= 0) cents[place]! += monthlyCents[at]! * expectedMonths(terms[at]!, retention, months);
  return { cents: cents.map(Math.round), retention };
}

const fewRepeating = 30;

/** Of few who came back the likelihood believes anything: that all of them leave after the second purchase, if so far nobody made a third. Rate and silence of each say less, and hold. */
function cautious(model: ValueModel, bought: readonly Customer[], repeating: number): ValueModel {
  if (model.fallback || repeating >= fewRepeating) return model;
  return { ...model, fallback: fitFallback(bought, groupHistories(bought)) };
}
