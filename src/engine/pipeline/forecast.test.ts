import { describe, expect, test } from 'vitest';
import { seeded } from '../random.ts';
import { toDay } from '../days.ts';
import type { Deals } from './deals.ts';
import { forecastPipeline } from './forecast.ts';

const asOf = toDay('2026-06-29');
const none = Number.NaN;

type Deal = {
  opened: number;
  closed?: number;
  outcome?: 'won' | 'lost';
  amount?: number;
  listPrice?: number;
  by?: number;
};

function dealsOf(rows: readonly Deal[]): Deals {
  return {
    opened: Float64Array.from(rows, ({ opened }) => opened),
    closed: Float64Array.from(rows, ({ closed }) => closed ?? none),
    outcome: Uint8Array.from(rows, ({ outcome }) => (outcome === 'won' ? 1 : outcome === 'lost' ? 2 : 0)),
    amount: Float64Array.from(rows, ({ amount }) => amount ?? none),
    listPrice: Float64Array.from(rows, ({ listPrice }) => listPrice ?? none),
    by: [{ codes: Uint32Array.from(rows, ({ by }) => by ?? 0) }],
  };
}

/** Deals that are won or lost by an even chance every day, whatever their age: what comes is known. */
function steady({
  perDay,
  daily,
  from = asOf - 250,
  to = asOf,
}: {
  perDay: number;
  daily: number;
  from?: number;
  to?: number;
}): Deal[] {
  const roll = seeded(11);
  const rows: Deal[] = [];
  for (let day = from; day <= to; day++)
    for (let each = 0; each < perDay; each++) {
      const life = Math.ceil(Math.log(1 - roll()) / Math.log(1 - 2 * daily));
      const won = roll() < 0.5;
      rows.push({
        opened: day,
        closed: day + life,
        outcome: won ? 'won' : 'lost',
        amount: won ? 1000 : 0,
        by: each % 2,
      });
    }
  return rows;
}

test('what comes every day is forecast, within a range that is not far off', () => {
  const { point, lo80, hi80, lo95, hi95, open, basis } = forecastPipeline(dealsOf(steady({ perDay: 3, daily: 0.01 })), {
    asOf,
    days: 30,
  });
  const expected = 1000 * open * 0.5 * (1 - 0.98 ** 30);
  expect((point ?? 0) / expected).toBeGreaterThan(0.85);
  expect((point ?? 0) / expected).toBeLessThan(1.15);
  expect([lo95, lo80, point, hi80, hi95]).toEqual(
    [lo95, lo80, point, hi80, hi95].toSorted((a, b) => (a ?? 0) - (b ?? 0)),
  );
  expect(lo80).toBeGreaterThan(expected * 0.5);
  expect(hi80).toBeLessThan(expected * 1.5);
  expect(basis.backtests).toBe(13);
});

test('what is dated later changes nothing: not an outcome, not an amount, not a deal', () => {
  const known = steady({ perDay: 3, daily: 0.01 });
  const told = forecastPipeline(dealsOf(known), { asOf, days: 30 });
  const later = known.map((deal) =>
    (deal.closed ?? 0) > asOf ? { ...deal, closed: asOf + 1, outcome: 'lost' as const, amount: 1e9 } : deal,
  );
  const more = steady({ perDay: 9, daily: 0.1, from: asOf + 1, to: asOf + 60 });
  expect(forecastPipeline(dealsOf([...later, ...more]), { asOf, days: 30 })).toEqual(told);
  const withoutEnds = known.map((deal) =>
    (deal.closed ?? 0) > asOf ? { opened: deal.opened, by: deal.by ?? 0 } : deal,
  );
  expect(forecastPipeline(dealsOf(withoutEnds), { asOf, days: 30 })).toEqual(told);
});

test('who is won three times as often is worth three times as much', () => {
  const rows = steady({ perDay: 6, daily: 0.01 }).map((deal, at) => ({
    ...deal,
    by: at % 3 === 0 ? 1 : 0,
    ...(at % 3 === 0 && at % 9 !== 0 && { outcome: 'lost' as const, amount: 0 }),
  }));
  const per = (by: number) => {
    const one = rows.filter((deal) => (deal.closed ?? 0) <= asOf).concat({ opened: asOf - 10, by });
    return forecastPipeline(dealsOf(one), { asOf, days: 30 }).point ?? 0;
  };
  expect(per(0)).toBeGreaterThan(1.4 * per(1));
});

test('the list price counts, and what wins bring of it', () => {
  const rows = steady({ perDay: 3, daily: 0.01 }).map((deal) => ({ ...deal, listPrice: 2000 }));
  const dear = rows.map((deal) => ((deal.closed ?? 0) > asOf ? { ...deal, listPrice: 4000 } : deal));
  const [half, full] = [rows, dear].map((each) => forecastPipeline(dealsOf(each), { asOf, days: 30 }).point ?? 0);
  expect((full ?? 0) / (half ?? 1)).toBeCloseTo(2, 5);
  const plain = forecastPipeline(dealsOf(steady({ perDay: 3, daily: 0.01 })), { asOf, days: 30 }).point ?? 0;
  expect((half ?? 0) / plain).toBeCloseTo(1, 1);
});

describe('few deals', () => {
  const few = steady({ perDay: 1, daily: 0.01, from: asOf - 39 });

  test('none: nothing is open, nothing comes', () => {
    expect(forecastPipeline(dealsOf([]), { asOf, days: 30 })).toMatchObject({ point: 0, lo80: 0, hi95: 0, open: 0 });
  });

  test('five, none of them won: no figure', () => {
    expect(
      forecastPipeline(dealsOf(few.slice(-5).map(({ opened }) => ({ opened }))), { asOf, days: 30 }),
    ).toMatchObject({
      point: null,
      hi80: null,
      open: 5,
      basis: { won: 0, text: expect.stringContaining('Ohne einen gewonnenen') },
    });
  });

  test('forty: a figure, no range, and the reason', () => {
    const { point, lo80, basis } = forecastPipeline(dealsOf(few), { asOf, days: 30 });
    expect(point).toBeGreaterThan(0);
    expect(lo80).toBeNull();
    expect(basis.text).toContain('zu wenig');
    expect(basis.text).toContain('Für eine Spanne fehlen');
  });
});

test('rows without a day are counted and left out', () => {
  const known = steady({ perDay: 3, daily: 0.01 });
  const told = forecastPipeline(
    dealsOf([...known, { opened: none }, { opened: asOf - 9, outcome: 'won', amount: 7 }]),
    { asOf, days: 30 },
  );
  expect(told.point).toBe(forecastPipeline(dealsOf(known), { asOf, days: 30 }).point);
  expect(told.basis.text).toContain('2 Zeilen ohne lesbaren Tag');
});

test('amounts below zero and nonsense in them never make the sum nonsense', () => {
  const rows = steady({ perDay: 3, daily: 0.01 }).map((deal, at) => ({
    ...deal,
    amount: at % 5 === 0 ? -500 : at % 7 === 0 ? none : (deal.amount ?? 0),
  }));
  const { point, lo95, hi95 } = forecastPipeline(dealsOf(rows), { asOf, days: 30 });
  for (const value of [point, lo95, hi95]) expect(value).toBeGreaterThanOrEqual(0);
});
