import type { ReachCount } from '#calls';
import { credible } from '#engine/touch/beta';
import { type Curve, learnCurve, learnKappa, type Tally } from '#engine/touch/curve';
import { bestWindow, type Chance, type Window } from '#engine/touch/reach';

export type Best = Chance & { window: Window; calls: number };

export type UserReach = Tally & { userId: string; rate: number; low: number; high: number; best: Best | null };

/** All that Heute and the page of reach need; everything personal but for the names of our own users stays with the calls. */
export type ReachModel = {
  /** Calendar days: from the first, before the second. */
  from: string;
  to: string;
  team: Curve;
  kinds: { private: Curve; business: Curve };
  users: UserReach[];
  /** So many calls of a person's own move them halfway from their group. */
  kappa: number;
  /** How long a call in vain takes. */
  missedSeconds: number;
  /** People who were reached for the first time long enough ago: how many of them have bought since, and how long all calls and meetings with them have taken. */
  firstReached: { people: number; won: number; seconds: number };
  /** Deals won in the workspace's currency. */
  won: { deals: number; cents: number };
};

type History = {
  from: string;
  to: string;
  counts: readonly ReachCount[];
  people: readonly { tries: number; answered: number; people: number }[];
  firstReached: ReachModel['firstReached'];
  won: ReachModel['won'];
  open: readonly Window[];
};

/** Below so many calls nothing is said about when people are reached. */
export const enoughCalls = 100;
/** A user's level is believed over the team's after so many calls. */
const usersLevel = 30;

export function learnReach({ from, to, counts, people, firstReached, won, open }: History): ReachModel {
  const team = learnCurve(bySlot(counts));
  const kindOf = (kind: ReachCount['kind']) => learnCurve(bySlot(counts.filter((one) => one.kind === kind)), team);
  const cells = people.map(({ people: times, ...tally }) => ({ ...tally, expected: team.overall, times }));
  const kappa = learnKappa(cells);
  const users = [...Map.groupBy(counts, ({ userId }) => userId)].map(([userId, own]) => {
    const curve = learnCurve(bySlot(own), team);
    const { tries, answered } = curve;
    const rate = (usersLevel * team.overall + answered) / (usersLevel + tries);
    const best = tries < enoughCalls ? undefined : bestWindow(curve, curve, [], kappa, open);
    return { userId, tries, answered, rate, ...credible(rate, usersLevel + tries), best: best ?? null };
  });
  return {
    from,
    to,
    team,
    kinds: { private: kindOf('private'), business: kindOf('business') },
    users: users.toSorted((a, b) => b.tries - a.tries),
    kappa,
    missedSeconds: missedSecondsOf(counts),
    firstReached,
    won,
  };
}

function bySlot(counts: readonly ReachCount[]): Tally[] {
  const tallies: { tries: number; answered: number }[] = Array.from({ length: 168 }, () => ({ tries: 0, answered: 0 }));
  for (const { slot, tries, answered } of counts) {
    const tally = tallies[slot];
    if (!tally) continue;
    tally.tries += tries;
    tally.answered += answered;
  }
  return tallies;
}

/** Where nobody timed the calls in vain, they count as nothing, and the least a try costs holds. */
function missedSecondsOf(counts: readonly ReachCount[]): number {
  const sum = (of: (count: ReachCount) => number) => counts.reduce((total, count) => total + of(count), 0);
  const timed = sum(({ missedTimed }) => missedTimed);
  return timed === 0 ? 0 : sum(({ missedSeconds }) => missedSeconds) / timed;
}
