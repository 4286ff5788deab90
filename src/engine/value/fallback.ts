import { minimise } from '../nelder-mead.ts';
import { type Histories, type History, nbdLogLik, probabilityAlive } from './bgnbd.ts';
import type { Customer } from './purchases.ts';

/** Buying at a rate that is gamma(r, alpha) distributed, without leaving (NBD). `spread` keeps the sum when silence takes from some and gives to others. */
export type Fallback = { r: number; alpha: number; spread: number };

/**
 * For data which don't tell who leaves. The sum of NBD over all customers, (r + x) / (alpha + T) per week each (Ehrenberg 1959), distributed by how likely they still are customers.
 */
export function fitFallback(customers: readonly Customer[], histories: Histories): Fallback {
  const repeats = customers.reduce((sum, { frequency }) => sum + frequency, 0);
  const weeks = customers.reduce((sum, { age }) => sum + age, 0);
  // Where nobody came back there is no rate to fit: half a purchase in all that time, as Jeffreys has it.
  const [r, alpha] = repeats === 0 ? [1, (weeks + 1) / 0.5] : fitNbd(histories);
  const rates = customers.map((customer) => (r + customer.frequency) / (alpha + customer.age));
  const sum = rates.reduce((total, rate) => total + rate, 0);
  const kept = rates.reduce((total, rate, at) => total + rate * cautiouslyAlive({ r, alpha }, customers[at]!), 0);
  return { r, alpha, spread: sum / kept };
}

function fitNbd(of: Histories): [number, number] {
  const cost = ([r, alpha]: readonly number[]) =>
    Math.abs(r!) > 9 || Math.abs(alpha!) > 14
      ? Number.POSITIVE_INFINITY
      : -nbdLogLik({ r: Math.exp(r!), alpha: Math.exp(alpha!) }, of);
  const [r, alpha] = minimise(cost, [0, 1]).at;
  return [Math.exp(r!), Math.exp(alpha!)];
}

export function expectedByFallback(model: Fallback, history: History, weeks: number): number {
  const rate = (model.r + history.frequency) / (model.alpha + history.age);
  return rate * weeks * model.spread * cautiouslyAlive(model, history);
}

/**
 * P(still a customer) where data say nothing about leaving: how often somebody leaves after a purchase is then only what Jeffreys' prior beta(½, ½) and the purchases after which they came back tell. Never certain.
 */
export function cautiouslyAlive({ r, alpha }: Pick<Fallback, 'r' | 'alpha'>, history: History): number {
  return Math.min(0.99, probabilityAlive({ r, alpha, a: 0.5, b: history.frequency > 0 ? 1.5 : 0.5 }, history));
}
