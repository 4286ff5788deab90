import { betaBelow, credible } from './beta.ts';
import { type Curve, shifted, slotOf, type Tally } from './curve.ts';

/** One call to this person: when in the week, and whether somebody answered. */
export type OwnCall = { slot: number; answered: boolean };

/** How likely the next call is answered; `own` of the `cases` calls behind it were made to this person. */
export type Chance = { chance: number; low: number; high: number; cases: number; own: number };

export type Window = { weekday: number; from: number; to: number };

/** A person's own calls at these hours are believed over what is expected of them after so many: a choice, no estimate, as few have enough calls to learn it from. */
const ownHours = 12;

/** A chance, and what the belief in it is worth in calls. */
export type Belief = { chance: number; sure: number; cases: number; own: number };

/**
 * The chance to reach a person within some hours. First the person's level: the group's curve moved in odds by how they answered at all other hours, drawn towards the
 * group by `kappa` calls. Then their own calls at these hours of the day, on any working day (Saturdays count for Saturdays).
 */
export function believeReach(group: Curve, calls: readonly OwnCall[], kappa: number, at: Window): Belief {
  const inside = calls.filter(({ slot }) => isAlike(slot, at));
  const outside = calls.filter(({ slot }) => !isAlike(slot, at));
  const expected = outside.reduce((sum, { slot }) => sum + rateOf(group, slot), 0) / Math.max(outside.length, 1);
  const level = outside.length === 0 ? 0.5 : (kappa * expected + answeredOf(outside)) / (kappa + outside.length);
  const from = outside.length === 0 ? 0.5 : expected;
  const hours = slotsOf(at);
  const mean = hours.reduce((sum, slot) => sum + shifted(rateOf(group, slot), from, level), 0) / hours.length;
  const groupCases = Math.min(
    hours.reduce((sum, slot) => sum + (group.cases[slot] ?? 0), 0),
    group.tries + 1,
  );
  if (calls.length === 0) return { chance: mean, sure: groupCases, cases: group.tries, own: 0 };
  const prior = Math.min(ownHours, groupCases);
  const chance = (prior * mean + answeredOf(inside)) / (prior + inside.length);
  return { chance, sure: prior + inside.length, cases: group.tries, own: calls.length };
}

export function chanceOf({ chance, sure, cases, own }: Belief): Chance {
  return { chance, ...credible(chance, sure), cases, own };
}

export function reachAt(group: Curve, calls: readonly OwnCall[], kappa: number, at: Window): Chance {
  return chanceOf(believeReach(group, calls, kappa, at));
}

const rateOf = (group: Curve, slot: number): number => group.rate[slot] ?? group.overall;
const answeredOf = (calls: readonly OwnCall[]): number => calls.filter(({ answered }) => answered).length;

export function slotsOf({ weekday, from, to }: Window): number[] {
  return Array.from({ length: to - from }, (_, hour) => slotOf(weekday, from + hour));
}

/** At these hours, on a day of this kind: working days are alike, Saturday and Sunday are themselves. */
function isAlike(slot: number, { weekday, from, to }: Window): boolean {
  const [day, hour] = [Math.floor(slot / 24) + 1, slot % 24];
  return hour >= from && hour < to && (day === weekday || (day <= 5 && weekday <= 5));
}

const width = 2;
/** Of the likeliest windows so many are asked whether they are known to be better: lists ask for hundreds of people. */
const tried = 8;
/** Hours at which the group was hardly ever called are nobody's best time: only their neighbours speak for them. */
const fewest = 10;

/**
 * The two hours in which the person is reached best, among those that are open; undefined: none is known (nine to one) to be better than all calls of the team, or there is nothing
 * to know it from. A person's own calls decide where there are any; else what is known of the group.
 */
export function bestWindow(
  team: Curve,
  group: Curve,
  calls: readonly OwnCall[],
  kappa: number,
  open: readonly Window[],
): (Chance & { window: Window; calls: number }) | undefined {
  if (team.tries === 0) return undefined;
  const best = open
    .flatMap(pairs)
    .filter((window) => tallyOf(group, window).tries >= fewest)
    .map((window) => ({ window, belief: believeReach(group, calls, kappa, window) }))
    .filter(({ belief }) => belief.chance > team.overall)
    .toSorted((a, b) => b.belief.chance - a.belief.chance)
    .slice(0, tried)
    .find(({ belief: { chance, sure } }) => betaBelow(team.overall, chance * sure, (1 - chance) * sure) < 0.1);
  return best && { ...chanceOf(best.belief), window: best.window, calls: tallyOf(group, best.window).tries };
}

function pairs({ weekday, from, to }: Window): Window[] {
  return Array.from({ length: Math.max(0, to - from - width + 1) }, (_, hour) => ({
    weekday,
    from: from + hour,
    to: from + hour + width,
  }));
}

export function tallyOf(curve: Curve, window: Window): Tally {
  return slotsOf(window).reduce(
    (sum, slot) => ({
      tries: sum.tries + (curve.seen[slot]?.tries ?? 0),
      answered: sum.answered + (curve.seen[slot]?.answered ?? 0),
    }),
    { tries: 0, answered: 0 },
  );
}

/** What an hour of such calls is expected to bring, and from what. */
export type Worth = { centsPerHour: number; minutes: number };

/** A try costs at least this, ringing and noting down included. */
const leastMinutes = 0.5;

/**
 * Expected value per hour: P(reached) · P(won | reached) · value ÷ expected minutes, where the minutes are what somebody takes who is reached (all that follows included) and what a call in vain takes, by their chances.
 */
export function worthPerHour(
  reached: number,
  won: number,
  valueCents: number,
  seconds: { answered: number; missed: number },
): Worth {
  const minutes = Math.max(leastMinutes, (reached * seconds.answered + (1 - reached) * seconds.missed) / 60);
  return { centsPerHour: Math.round((reached * won * valueCents * 60) / minutes), minutes };
}
