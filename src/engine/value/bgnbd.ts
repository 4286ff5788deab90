import { hypergeometric, lnGamma } from '../gamma.ts';

/**
 * How people buy again, and stop. While they are customers they buy at a rate that is gamma(r, alpha) distributed over them (per week); after each further purchase they leave for good with a
 * chance that is beta(a, b) distributed.
 */
export type BgNbd = { r: number; alpha: number; a: number; b: number };

/** What is known of a customer, in weeks: `frequency` further purchases after the first, the last of them `recency` after it; watched for `age`. */
export type History = { frequency: number; recency: number; age: number };

/** Customers with equal histories, once, with their number. */
export type Histories = { frequency: Float64Array; recency: Float64Array; age: Float64Array; count: Float64Array };

/**
 * ln L of BG/NBD. Source: Fader, Hardie, Lee, "Counting Your Customers" the Easy Way: An Alternative to the Pareto/NBD Model, Marketing Science 24 (2005), eq. 6, in the form of their note
 * on computing (A1 … A4).
 */
export function bgNbdLogLik({ r, alpha, a, b }: BgNbd, of: Histories): number {
  const byFrequency = perFrequency(
    of,
    (x) => risingLn(r, x) + r * Math.log(alpha) + risingLn(b, x) - risingLn(a + b, x),
  );
  const lnA = Math.log(a);
  let sum = 0;
  for (let at = 0; at < of.count.length; at++) {
    const x = of.frequency[at]!;
    const stays = -(r + x) * Math.log(alpha + of.age[at]!);
    let either = stays;
    if (x > 0) {
      const leaves = lnA - Math.log(b + x - 1) - (r + x) * Math.log(alpha + of.recency[at]!);
      either = lnOfSum(stays, leaves);
    }
    sum += of.count[at]! * (byFrequency[x]! + either);
  }
  return sum;
}

/** ln L of NBD, in which nobody leaves: BG/NBD where a / (a + b) comes to 0. Source: Ehrenberg 1959; Schmittlein, Morrison, Colombo 1987. */
export function nbdLogLik({ r, alpha }: Pick<BgNbd, 'r' | 'alpha'>, of: Histories): number {
  const byFrequency = perFrequency(of, (x) => risingLn(r, x) + r * Math.log(alpha));
  let sum = 0;
  for (let at = 0; at < of.count.length; at++) {
    const x = of.frequency[at]!;
    sum += of.count[at]! * (byFrequency[x]! - (r + x) * Math.log(alpha + of.age[at]!));
  }
  return sum;
}

/** Terms that depend on the number of purchases alone are worked out once for each number. */
function perFrequency(of: Histories, term: (x: number) => number): Float64Array {
  const most = of.frequency.reduce((one, other) => Math.max(one, other), 0);
  const known = new Float64Array(most + 1).fill(Number.NaN);
  for (const x of of.frequency) if (Number.isNaN(known[x]!)) known[x] = term(x);
  return known;
}

/** ln Γ(x + n) − ln Γ(x), without the loss of digits that the difference has for large x. */
function risingLn(x: number, n: number): number {
  if (n > 60) return lnGamma(x + n) - lnGamma(x);
  let product = 1;
  let sum = 0;
  for (let at = 0; at < n; at++) {
    product *= x + at;
    if (product > 1e200 || product < 1e-200) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}

const lnOfSum = (one: number, other: number): number =>
  one > other ? one + Math.log1p(Math.exp(other - one)) : other + Math.log1p(Math.exp(one - other));

/**
 * P(still a customer). With further purchases as in Fader, Hardie, Lee 2008 (Computing P(alive) Using the BG/NBD Model). Without one BG/NBD knows no way to leave and says 1; there we take what MBG/NBD
 * (Batislam, Denizel, Filiztekin 2007), in which people may leave after the first purchase too, says for the same four numbers.
 */
export function probabilityAlive(model: BgNbd, history: History): number {
  return 1 / (1 + oddsOfLeft(model, history));
}

/** P(has left) / P(has not), given the last purchase and the silence since. */
function oddsOfLeft({ r, alpha, a, b }: BgNbd, { frequency: x, recency, age }: History): number {
  return (a / (b + Math.max(x - 1, 0))) * Math.exp((r + x) * Math.log((alpha + age) / (alpha + recency)));
}

/**
 * E[purchases in the next `weeks` | history], Fader, Hardie, Lee 2005, eq. 10. The hypergeometric function is taken through Euler's transform, where (1 − z)^(a − 1) is all that is left of two
 * powers that would leave the range of numbers.
 */
export function expectedPurchases(model: BgNbd, history: History, weeks: number): number {
  const { r, alpha, b } = model;
  const x = history.frequency;
  // a = 1 and a + b + x = 1 are removable gaps of the formula.
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a;
  const c = Math.abs(a + b + x - 1) < 1e-6 ? 1e-6 : a + b + x - 1;
  const z = weeks / (alpha + history.age + weeks);
  const noCancelling = a + b - 1 - r >= 0;
  const { value, scale } = noCancelling
    ? hypergeometric(a - 1, a + b - 1 - r, c, z)
    : hypergeometric(r + x, b + x, c, z);
  const rest = value * Math.exp(scale + (noCancelling ? a - 1 : r + x) * Math.log1p(-z));
  const whileCustomer = (c / (a - 1)) * (1 - rest);
  return x === 0 ? whileCustomer : whileCustomer / (1 + oddsOfLeft(model, history));
}
