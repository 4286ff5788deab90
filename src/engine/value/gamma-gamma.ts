import { lnGamma } from '../gamma.ts';

/**
 * How much people spend at a purchase: each purchase is gamma(p, ν) distributed, and ν is gamma(q, v) distributed over the customers.
 */
export type GammaGamma = { p: number; q: number; v: number };

/** The mean of `purchases` amounts of one customer. */
export type Spending = { purchases: number; mean: number };

/** ln L of the mean amounts. Source: Fader, Hardie, The Gamma-Gamma Model of Monetary Value (2013), eq. 1a. */
export function gammaGammaLogLik({ p, q, v }: GammaGamma, of: readonly Spending[]): number {
  const known = new Map<number, number>();
  const lnV = Math.log(v);
  const lnGammaQ = lnGamma(q);
  let sum = 0;
  for (const { purchases: x, mean } of of) {
    const px = p * x;
    let ofX = known.get(x);
    if (ofX === undefined) known.set(x, (ofX = lnGamma(px + q) - lnGamma(px) - lnGammaQ + q * lnV + px * Math.log(x)));
    sum += ofX + (px - 1) * Math.log(mean) - (px + q) * Math.log(v + x * mean);
  }
  return sum;
}

/** E[mean amount | what was seen], Fader, Hardie 2013, eq. 5; without a purchase the mean of all customers. Needs q > 1: else the mean of all is infinite. */
export function expectedAmount({ p, q, v }: GammaGamma, { purchases, mean }: Spending): number {
  return (p * (v + purchases * mean)) / (p * purchases + q - 1);
}
