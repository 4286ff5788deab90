import { expect, test } from 'vitest';
import { seeded } from '../random.ts';
import { betaBelow, betaQuantile, credible } from './beta.ts';
import { learnCurve, learnKappa, slotOf, slots, type Tally } from './curve.ts';
import { lift, share, triesNeeded } from './lift.ts';
import { bestWindow, reachAt, type Window, worthPerHour } from './reach.ts';

const open: Window[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8, to: 20 }));

/** People are reached in the evening, and on Tuesdays; and Tuesday evenings are better than both explain. */
function truth(slot: number): number {
  const [day, hour] = [Math.floor(slot / 24) + 1, slot % 24];
  const x = -0.8 + (hour >= 17 ? 0.9 : 0) + (day === 2 ? 0.3 : 0) + (day === 2 && hour >= 17 ? 0.4 : 0);
  return 1 / (1 + Math.exp(-x));
}

function made(calls: number, seed: number, rate = truth): Tally[] {
  const roll = seeded(seed);
  const tallies = Array.from({ length: slots }, () => ({ tries: 0, answered: 0 }));
  for (let call = 0; call < calls; call++) {
    const slot = slotOf(1 + Math.floor(roll() * 5), 8 + Math.floor(roll() * 12));
    const tally = tallies[slot];
    if (!tally) continue;
    tally.tries += 1;
    if (roll() < rate(slot)) tally.answered += 1;
  }
  return tallies;
}

test('the beta distribution has its published values', () => {
  // I_x(a, b) of Pearson's tables; and a beta of 1 and 1 is the straight line.
  expect(betaBelow(0.5, 2, 3)).toBeCloseTo(0.6875, 10);
  expect(betaBelow(0.25, 0.5, 0.5)).toBeCloseTo(1 / 3, 10);
  expect(betaBelow(0.3, 1, 1)).toBeCloseTo(0.3, 12);
  expect(betaBelow(betaQuantile(0.9, 400, 600), 400, 600)).toBeCloseTo(0.9, 5);
  const { low, high } = credible(0.4, 1000);
  expect(high - low).toBeCloseTo(2 * 1.2816 * Math.sqrt(0.24 / 1001), 3);
});

test('a curve that is known is found again, closer than by counting each hour alone', () => {
  const tallies = made(6_000, 1);
  const curve = learnCurve(tallies);
  const misses = (rate: (slot: number) => number) =>
    Math.sqrt(
      open
        .flatMap(({ weekday }) => Array.from({ length: 12 }, (_, hour) => slotOf(weekday, 8 + hour)))
        .reduce((sum, slot, _, all) => sum + (rate(slot) - truth(slot)) ** 2 / all.length, 0),
    );
  const alone = misses((slot) => (tallies[slot]?.answered ?? 0) / (tallies[slot]?.tries || 1));
  const learned = misses((slot) => curve.rate[slot] ?? 0);
  expect(learned).toBeLessThan(0.035);
  expect(learned).toBeLessThan(alone * 0.75);
  const best = bestWindow(curve, curve, [], 20, open);
  expect(best?.window.weekday).toBe(2);
  expect(best?.window.from).toBeGreaterThanOrEqual(17);
});

test('hours that do not differ are not told apart', () => {
  let found = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const curve = learnCurve(made(1_000, seed, () => 0.35));
    if (bestWindow(curve, curve, [], 20, open)) found += 1;
  }
  expect(found).toBeLessThanOrEqual(2);
});

test('a group with few calls has the curve of the team, one with many its own', () => {
  const team = learnCurve(made(6_000, 2));
  const few = learnCurve(
    made(8, 3, () => 0.35),
    team,
  );
  const evening = slotOf(2, 18);
  expect(Math.abs((few.rate[evening] ?? 0) - (team.rate[evening] ?? 0))).toBeLessThan(0.08);
  expect(learnCurve([], team).rate).toEqual(team.rate.map((rate) => expect.closeTo(rate, 10)));
  const mornings = (slot: number) => (slot % 24 < 12 ? 0.7 : 0.2);
  const many = learnCurve(made(6_000, 4, mornings), team);
  expect(many.rate[slotOf(2, 9)]).toBeGreaterThan(0.6);
  expect(many.rate[evening]).toBeLessThan(0.3);
});

test('each own call that is answered raises the chance, each in vain lowers it, and the interval narrows', () => {
  const group = learnCurve(made(3_000, 5));
  const at: Window = { weekday: 3, from: 10, to: 11 };
  const after = (calls: number, answered: boolean) =>
    reachAt(
      group,
      Array.from({ length: calls }, () => ({ slot: slotOf(3, 10), answered })),
      20,
      at,
    );
  for (let calls = 1; calls < 15; calls++) {
    expect(after(calls + 1, true).chance).toBeGreaterThan(after(calls, true).chance);
    expect(after(calls + 1, false).chance).toBeLessThan(after(calls, false).chance);
  }
  const wide = after(2, true);
  const narrow = after(14, true);
  expect(narrow.high - narrow.low).toBeLessThan(wide.high - wide.low);
  // Elsewhere it tells something too, though less.
  const elsewhere = reachAt(
    group,
    Array.from({ length: 6 }, () => ({ slot: slotOf(4, 18), answered: false })),
    20,
    at,
  );
  expect(elsewhere.chance).toBeLessThan(reachAt(group, [], 20, at).chance);
  expect(elsewhere.chance).toBeGreaterThan(after(6, false).chance);
});

test('whoever answers in the mornings alone has their best time there, whatever the group does', () => {
  const group = learnCurve(made(4_000, 6));
  const calls = [
    ...Array.from({ length: 10 }, (_, day) => ({ slot: slotOf(1 + (day % 5), 9), answered: true })),
    ...Array.from({ length: 10 }, (_, day) => ({ slot: slotOf(1 + (day % 5), 18), answered: false })),
  ];
  const best = bestWindow(group, group, calls, 20, open);
  expect(best?.window.from).toBeGreaterThanOrEqual(8);
  expect(best?.window.to).toBeLessThanOrEqual(11);
  expect(best?.own).toBe(20);
});

test('without a call nothing is claimed, and everything stays a number', () => {
  const nothing = learnCurve([]);
  expect(nothing.tries).toBe(0);
  expect(nothing.rate.every((rate) => rate === 0.5)).toBe(true);
  expect(bestWindow(nothing, learnCurve([], nothing), [], learnKappa([]), open)).toBeUndefined();
  const wide = reachAt(nothing, [], 20, { weekday: 1, from: 9, to: 10 });
  expect(wide.low).toBeLessThan(0.1);
  expect(wide.high).toBeGreaterThan(0.9);
  const one = learnCurve([{ tries: 1, answered: 1 }]);
  expect([...one.rate, ...one.cases].every(Number.isFinite)).toBe(true);
});

test('times are kept to those that are open', () => {
  const curve = learnCurve(made(6_000, 1));
  const morning = bestWindow(curve, curve, [], 20, [{ weekday: 2, from: 8, to: 12 }]);
  expect(morning?.window.to ?? 12).toBeLessThanOrEqual(12);
  expect(bestWindow(curve, curve, [], 20, [])).toBeUndefined();
});

test('hours at which a group was never called are nobody’s best time, however good they are for the others', () => {
  const tuesdayEvening = (slot: number) => Math.floor(slot / 24) === 1 && slot % 24 >= 17;
  const team = learnCurve(made(6_000, 3));
  const uncalled = made(3_000, 4).map((tally, slot) => (tuesdayEvening(slot) ? { tries: 0, answered: 0 } : tally));
  const group = learnCurve(uncalled, team);
  const tuesday = [{ weekday: 2, from: 17, to: 20 }];
  expect(bestWindow(team, team, [], 20, tuesday)).toMatchObject({ window: { weekday: 2 } });
  expect(reachAt(group, [], 20, { weekday: 2, from: 17, to: 19 }).chance).toBeGreaterThan(team.overall);
  expect(bestWindow(team, group, [], 20, tuesday)).toBeUndefined();
});

test('an hour is worth more the likelier somebody answers, and the shorter it takes', () => {
  const seconds = { answered: 300, missed: 30 };
  expect(worthPerHour(0.5, 0.2, 1_000_000, seconds)).toEqual({ centsPerHour: 2_181_818, minutes: 2.75 });
  expect(worthPerHour(0, 0.2, 1_000_000, seconds).centsPerHour).toBe(0);
  expect(worthPerHour(0.5, 0.2, 1_000_000, { answered: 0, missed: 0 }).minutes).toBe(0.5);
});

test('a lift has Newcombe’s interval, and says how many more are needed', () => {
  // Newcombe 1998, table II: 56/70 − 48/80, method 10.
  const found = lift({ tries: 70, answered: 56 }, { tries: 80, answered: 48 });
  expect(found?.difference).toBeCloseTo(0.2, 10);
  expect(found?.low).toBeCloseTo(0.0524, 4);
  expect(found?.high).toBeCloseTo(0.3339, 4);
  expect(found?.shown).toBe(true);
  // Wilson 1927 as in Newcombe's first paper of 1998: 81 of 263.
  expect(share({ tries: 263, answered: 81 })).toMatchObject({
    low: expect.closeTo(0.2553, 4),
    high: expect.closeTo(0.3662, 4),
  });
  expect(lift({ tries: 0, answered: 0 }, { tries: 3, answered: 1 })).toBeUndefined();
  // Equal groups, .3 against .2: 291 each without continuity correction.
  expect(triesNeeded({ tries: 100, answered: 30 }, { tries: 100, answered: 20 })).toBe(291);
  expect(triesNeeded({ tries: 10, answered: 5 }, { tries: 2, answered: 1 })).toBeUndefined();
});
