import { describe, expect, test } from 'vitest';
import { toDay } from '../days.ts';
import { seeded } from '../random.ts';
import type { Deals } from './deals.ts';
import { outlookOf } from './outlook.ts';

const asOf = toDay('2026-06-29');
const none = Number.NaN;

type Deal = { opened: number; closed: number; won: boolean; cents: number; turn: number };

/** Each deal is in the first stage until `turn`, then in the second, in which alone it is won, by an even chance every day. */
function twoStages(perDay: number, back = 400): Deal[] {
  const roll = seeded(5);
  const deals: Deal[] = [];
  for (let opened = asOf - back; opened <= asOf + 60; opened++)
    for (let each = 0; each < perDay; each++) {
      const turn = opened + 5 + Math.floor(roll() * 30);
      const closed = turn + Math.ceil(-12 * Math.log(1 - roll()));
      deals.push({ opened, turn, closed, won: roll() < 0.5, cents: 1000 });
    }
  return deals;
}

const column = (deals: readonly Deal[], pick: (deal: Deal) => number) => Float64Array.from(deals, pick);

/** Asked about a day after `asOf`, it throws: what is not known yet must not be looked at. */
function known(deals: readonly Deal[], withStages = true): Deals {
  const seen = <T>(day: number, value: T): T => {
    if (day > asOf) throw new Error(`looked at day ${day}`);
    return value;
  };
  return {
    opened: column(deals, ({ opened }) => opened),
    closed: column(deals, ({ closed }) => closed),
    outcome: Uint8Array.from(deals, ({ won }) => (won ? 1 : 2)),
    amount: column(deals, ({ cents, won }) => (won ? cents : 0)),
    listPrice: column(deals, () => none),
    by: [],
    changing: {
      stages: withStages ? 2 : 1,
      stageAt: (deal, day) => seen(day, withStages && day >= (deals[deal]?.turn ?? 0) ? 1 : 0),
      dueAt: (_, day) => seen(day, none),
      priceAt: (deal, day) => seen(day, deals[deal]?.cents ?? 0),
    },
  };
}

const came = (deals: readonly Deal[], to: number) =>
  deals
    .filter(({ opened, closed, won }) => won && opened <= asOf && closed > asOf && closed <= asOf + to)
    .reduce((sum, { cents }) => sum + cents, 0);

describe('the stage in which a deal stands', () => {
  const deals = twoStages(3);
  const { groups, deals: told } = outlookOf(known(deals), { asOf, spans: [14, 45].map((to) => ({ from: 0, to })) });

  test('tells what comes soon, and those on their way there are not forgotten', () => {
    for (const [at, to] of [14, 45].entries()) {
      const { point, ranges } = groups[0]?.spans[at]?.open ?? {};
      expect((point ?? 0) / came(deals, to)).toBeGreaterThan(0.75);
      expect((point ?? 0) / came(deals, to)).toBeLessThan(1.25);
      expect(ranges?.lo80).toBeLessThan(came(deals, to));
      expect(ranges?.hi80).toBeGreaterThan(came(deals, to));
    }
  });

  test('parts deals: who has turned is won sooner', () => {
    const mean = (turned: boolean) => {
      const own = told.filter(({ deal }) => (deals[deal]?.turn ?? 0) <= asOf === turned);
      return own.reduce((sum, { chances }) => sum + (chances[0] ?? 0), 0) / own.length;
    };
    expect(mean(true)).toBeGreaterThan(2 * mean(false));
  });
});

test('spans that follow each other add up to the whole', () => {
  const spans = [
    { from: 0, to: 17 },
    { from: 17, to: 40 },
    { from: 0, to: 40 },
  ];
  const { groups } = outlookOf(known(twoStages(2)), { asOf, spans });
  const [first, second, whole] = (groups[0]?.spans ?? []).map(({ open }) => open.point ?? none);
  expect((first ?? none) + (second ?? none)).toBeCloseTo(whole ?? none, 6);
});

test('groups add up to all, each with a range of its own', () => {
  const { groups } = outlookOf(known(twoStages(4)), {
    asOf,
    spans: [{ from: 0, to: 30 }],
    groups: { count: 2, at: (deal) => deal % 2 },
  });
  const points = groups.map(({ spans }) => spans[0]?.open.point ?? none);
  expect((points[1] ?? none) + (points[2] ?? none)).toBeCloseTo(points[0] ?? none, 6);
  expect(groups.map(({ spans }) => spans[0]?.open.ranges !== null)).toEqual([true, true, true]);
});

test('deals that do not exist yet are forecast from how many came before, and the sum has a range', () => {
  const deals = twoStages(3);
  const ask = { asOf, spans: [{ from: 0, to: 60 }], fresh: true };
  const { open, fresh, together } = outlookOf(known(deals), ask).groups[0]?.spans[0] ?? {};
  const later = deals
    .filter(({ opened, closed, won }) => won && opened > asOf && closed <= asOf + 60)
    .reduce((sum, { cents }) => sum + cents, 0);
  expect((fresh ?? 0) / later).toBeGreaterThan(0.8);
  expect((fresh ?? 0) / later).toBeLessThan(1.2);
  expect(together?.point).toBeCloseTo((open?.point ?? none) + (fresh ?? none), 6);
  const { lo50 = none, hi50 = none, lo80 = none, hi80 = none, lo95 = none, hi95 = none } = together?.ranges ?? {};
  const rising = [lo95, lo80, lo50, together?.point ?? none, hi50, hi80, hi95];
  expect(rising).toEqual(rising.toSorted((a, b) => a - b));
});

test('two months of history say nothing of what is new', () => {
  const { fresh, together } =
    outlookOf(known(twoStages(3, 60)), { asOf, spans: [{ from: 0, to: 30 }], fresh: true }).groups[0]?.spans[0] ?? {};
  expect(fresh).toBeNull();
  expect(together).toMatchObject({ point: null, ranges: null });
});
