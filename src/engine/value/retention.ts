import { lnGamma } from '../gamma.ts';
import { minimise } from '../nelder-mead.ts';

/** How long each contract has run: `months` until notice was given, or until now; `left`: 1 where the customer gave notice. */
export type Lifetimes = { months: Float64Array; left: Uint8Array };

/** How customers stay. `few`: too few have left to learn more than a rate. */
export type Retention = { contracts: number; left: number } & (
  | { kind: 'few'; monthlyRate: number }
  | { kind: 'learned'; alpha: number; beta: number }
);

/** Fewer who left tell a rate and no more. */
export const fewLeft = 10;
/** Until then one leaver in five years of one contract is added to what was seen: where nobody has left yet, not everybody stays for ever. */
const assumed = { left: 1, months: 60 };
/** ln alpha and ln beta stay within; beyond, all customers are alike and nothing changes any more. */
const mostLn = 7;

/**
 * The shifted beta-geometric of Fader & Hardie (2007): each customer leaves in any month with a chance of their own, which is beta(alpha, beta) distributed over them; who has stayed long is one of those who stay.
 * Maximum likelihood with contracts that still run as censored. A month begun counts as whole for who left in it; who stays is counted by the months they have seen through.
 */
export function fitRetention({ months, left }: Lifetimes): Retention {
  const total = left.reduce((sum, one) => sum + one, 0);
  const contracts = months.length;
  if (total < fewLeft) {
    const watched = months.reduce((sum, one) => sum + Math.max(0, one), 0);
    const monthlyRate = (total + assumed.left) / (watched + assumed.months);
    return { kind: 'few', contracts, left: total, monthlyRate };
  }
  const [leaving, staying] = [new Map<number, number>(), new Map<number, number>()];
  for (const [at, age] of months.entries()) {
    const [groups, whole] = left[at] ? [leaving, Math.max(1, Math.ceil(age))] : [staying, Math.max(0, Math.floor(age))];
    groups.set(whole, (groups.get(whole) ?? 0) + 1);
  }
  const cost = ([lnAlpha, lnBeta]: readonly number[]): number => {
    if (Math.abs(lnAlpha!) > mostLn || Math.abs(lnBeta!) > mostLn) return Number.POSITIVE_INFINITY;
    const [alpha, beta] = [Math.exp(lnAlpha!), Math.exp(lnBeta!)];
    let sum = 0;
    // P(left in month t) = S(t - 1) - S(t) = S(t - 1) · alpha / (alpha + beta + t - 1)
    for (const [t, count] of leaving)
      sum -= count * (lnSurvival(alpha, beta, t - 1) + Math.log(alpha / (alpha + beta + t - 1)));
    for (const [t, count] of staying) sum -= count * lnSurvival(alpha, beta, t);
    return sum;
  };
  const found = [
    [0, 3],
    [-0.5, 1],
    [2, 5],
  ].map((start) => minimise(cost, start));
  const best = found.reduce((one, other) => (other.value < one.value ? other : one));
  return { kind: 'learned', contracts, left: total, alpha: Math.exp(best.at[0]!), beta: Math.exp(best.at[1]!) };
}

/** ln B(alpha, beta + t) − ln B(alpha, beta): of not having left after t months. */
function lnSurvival(alpha: number, beta: number, t: number): number {
  return lnGamma(beta + t) - lnGamma(beta) + lnGamma(alpha + beta) - lnGamma(alpha + beta + t);
}

/** The share of customers who have not given notice after so many months, parts of them included. */
export function survival(retention: Retention, months: number): number {
  if (months <= 0) return 1;
  if (retention.kind === 'few') return Math.exp(-retention.monthlyRate * months);
  return Math.exp(lnSurvival(retention.alpha, retention.beta, months));
}

/**
 * A contract in months. `age`: since it began, below 0 before. `notice`: how long before the end notice has to be there. After the `term` it may end at any time with notice, or `renews` by so many months each
 * time. `endsIn`: its end is settled, by notice or because it ends by itself.
 */
export type ContractTerms = {
  age: number;
  term: number;
  notice: number;
  renews: number | null;
  endsIn: number | null;
};

/**
 * How many of the coming months are expected to be paid: for each the chance that the contract still runs at its beginning. Who has let the last day of notice pass stays until the next end, whatever they wish;
 * so the chance falls only with the days on which notice would still have ended it in time.
 */
export function expectedMonths(terms: ContractTerms, retention: Retention, horizon: number): number {
  const until = terms.endsIn ?? Number.POSITIVE_INFINITY;
  const standing = survival(retention, terms.age);
  let sum = 0;
  for (let month = 0; month < horizon; month++) {
    if (terms.age + month + 1 <= 0 || month >= until) continue;
    // The last and the first one may be parts of a month.
    const part = Math.min(1, until - month, terms.age + month + 1);
    const chance = terms.endsIn === null ? survival(retention, lastNoticeFor(terms, terms.age + month)) / standing : 1;
    sum += part * Math.min(1, chance);
  }
  return sum;
}

/** The latest age at which notice still ends the contract before this age; 0 where nothing can. */
function lastNoticeFor({ term, notice, renews }: ContractTerms, age: number): number {
  if (age <= term - 1e-9) return 0;
  if (renews === null) return age - notice;
  return term + Math.floor((age - term + 1e-9) / renews) * renews - notice;
}
