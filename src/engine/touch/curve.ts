import { lnBeta } from './beta.ts';

/** Hours of the week: Monday 0:00 is 0, Sunday 23:00 is 167. */
export const slots = 168;
export const slotOf = (weekday: number, hour: number): number => (weekday - 1) * 24 + hour;

/** How often somebody was tried, and how often a person answered. */
export type Tally = { tries: number; answered: number };

/** The chance to be answered in each hour of the week, as believed after shrinking. */
export type Curve = Tally & {
  /** Of all calls together. */
  overall: number;
  rate: number[];
  /** So many calls the belief in an hour is worth. */
  cases: number[];
  /** What was seen there. */
  seen: Tally[];
};

const logit = (p: number): number => Math.log(p / (1 - p));
const chance = (x: number): number => 1 / (1 + Math.exp(-x));

/** In odds by as much as `from` stands to `to`: what holds for all, at another level. */
export function shifted(rate: number, from: number, to: number): number {
  return chance(logit(rate) + logit(to) - logit(from));
}

/**
 * Learns a curve. Without `towards`, a team's: the hours of the day and the days of the week, each drawn towards the rate of all calls, add up in logits to what
 * is expected of an hour of the week, and its own calls move it from there. With `towards`, a group's: expected is the other curve at the group's own level.
 */
export function learnCurve(tallies: readonly Tally[], towards?: Curve): Curve {
  const seen = Array.from({ length: slots }, (_, slot) => tallies[slot] ?? none);
  const all = added(seen);
  if (towards) {
    const overall = (towards.overall * groupsLevel + all.answered) / (groupsLevel + all.tries);
    const expected = towards.rate.map((rate) => shifted(rate, towards.overall, overall));
    return { ...all, overall, seen, ...believe(seen, expected, towards.cases) };
  }
  // Jeffreys' prior: half an answer in one try.
  const overall = (all.answered + 0.5) / (all.tries + 1);
  const flat = (length: number) => Array.from({ length }, () => overall);
  const worth = (length: number) => Array.from({ length }, () => all.tries + 1);
  const byHour = groups(seen, 24, (slot) => slot % 24);
  const byDay = groups(seen, 7, (slot) => Math.floor(slot / 24));
  const hours = believe(byHour, flat(24), worth(24));
  const days = believe(byDay, flat(7), worth(7));
  const at = (of: readonly number[], place: number): number => of[place] ?? overall;
  const expected = seen.map((_, slot) =>
    chance(logit(at(hours.rate, slot % 24)) + logit(at(days.rate, Math.floor(slot / 24))) - logit(overall)),
  );
  const cases = seen.map((_, slot) => Math.min(at(hours.cases, slot % 24), at(days.cases, Math.floor(slot / 24))));
  return { ...all, overall, seen, ...believe(seen, expected, cases) };
}

const none: Tally = { tries: 0, answered: 0 };
/** A group's level is believed over the team's after so many calls. */
const groupsLevel = 20;

const added = (tallies: readonly Tally[]): Tally =>
  tallies.reduce((sum, one) => ({ tries: sum.tries + one.tries, answered: sum.answered + one.answered }), none);

function groups(seen: readonly Tally[], length: number, of: (slot: number) => number): Tally[] {
  const sums = Array.from({ length }, () => ({ tries: 0, answered: 0 }));
  for (const [slot, { tries, answered }] of seen.entries()) {
    const sum = sums[of(slot)];
    if (!sum) continue;
    sum.tries += tries;
    sum.answered += answered;
  }
  return sums;
}

/** Each cell between what is expected of it and what was seen in it, the posterior mean of beta-binomial: (κm + a) / (κ + n). */
function believe(
  seen: readonly Tally[],
  expected: readonly number[],
  casesBehind: readonly number[],
): Pick<Curve, 'rate' | 'cases'> {
  const kappa = learnKappa(seen.map((tally, cell) => ({ ...tally, expected: expected[cell] ?? 0.5, times: 1 })));
  return {
    rate: seen.map(({ tries, answered }, cell) => (kappa * (expected[cell] ?? 0.5) + answered) / (kappa + tries)),
    // The expectation is worth no more than what it was itself learned from.
    cases: seen.map(({ tries }, cell) => tries + Math.min(kappa, casesBehind[cell] ?? 0)),
  };
}

/** `times`: so many cells are alike. */
export type Cell = Tally & { expected: number; times: number };

/**
 * How many calls an expectation is worth against those of a cell itself: κ of the beta-binomial (Skellam 1948; empirical Bayes as in Gelman et al., Bayesian Data Analysis, 5.3), where it
 * makes what was seen likeliest. Against believing chance, a prior of exp(−20 / κ): without much evidence no cell counts against its expectation before it has some twenty calls.
 */
export function learnKappa(cells: readonly Cell[]): number {
  const telling = cells.filter(({ tries }) => tries > 0);
  let best = { kappa: most, value: Number.NEGATIVE_INFINITY };
  for (let step = 0; step <= 50; step++) {
    const kappa = 10 ** (step * 0.08);
    const value = telling.reduce((sum, cell) => sum + cell.times * likelihood(cell, kappa), -20 / kappa);
    if (value >= best.value - 1e-9) best = { kappa, value };
  }
  return best.kappa;
}

const most = 10 ** 4;

function likelihood({ tries, answered, expected }: Cell, kappa: number): number {
  const [a, b] = [kappa * expected, kappa * (1 - expected)];
  return lnBeta(a + answered, b + tries - answered) - lnBeta(a, b);
}
