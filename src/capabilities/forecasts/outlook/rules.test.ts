import { describe, expect, test } from 'vitest';
import type { PeriodOutlook } from './contract.ts';
import { type Histories, spellsOf } from './histories.ts';
import { daysOf, endedBefore, periodsFrom } from './periods.ts';
import { backtestOf, missingOf } from './rules.ts';

test('the month and the quarter, and the next two of each', () => {
  expect(periodsFrom('2026-11-23')).toEqual(['2026-11', '2026-12', '2027-01', '2026-Q4', '2027-Q1', '2027-Q2']);
  expect(['2026-02', '2026-Q4'].map(daysOf)).toEqual([
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2026-10-01', to: '2026-12-31' },
  ]);
  expect(endedBefore('2026-11-23', 'quarter', 3)).toEqual(['2026-Q3', '2026-Q2', '2026-Q1']);
  expect(endedBefore('2026-01-01', 'month', 2)).toEqual(['2025-12', '2025-11']);
});

const outlook = (more: Partial<PeriodOutlook> = {}): PeriodOutlook => ({
  period: '2026-11',
  wonCents: 0,
  wonDeals: 0,
  weightedCents: 500,
  openCents: 800,
  openRanges: null,
  newCents: 200,
  expectedCents: 1000,
  ranges: null,
  moments: 0,
  ...more,
});
const ranges = { lo50: 900, hi50: 1100, lo80: 800, hi80: 1200, lo95: 500, hi95: 1500 };

describe('what a range still needs', () => {
  test.each([
    ['nothing, where there is one', outlook({ ranges, moments: 13 }), 50, null],
    ['wins first, then the weeks of the span and three more', outlook(), 6, { wins: 14, weeks: 8 }],
    ['only weeks, with enough wins', outlook({ moments: 1 }), 20, { wins: 0, weeks: 2 }],
  ])('%s', (_, period, wonDeals, missing) => {
    expect(missingOf(period, { takenOn: '2026-11-01', wonDeals })).toEqual(missing);
  });
});

test('how often the range held, and who was closer', () => {
  const { rows, held, errors } = backtestOf([
    { period: '2026-10', told: outlook({ ranges }), cameCents: 1150, commitCents: 1150 },
    { period: '2026-09', told: outlook({ ranges }), cameCents: 700 },
    { period: '2026-08', told: outlook(), cameCents: 1000 },
    { period: '2026-07', told: undefined, cameCents: 0 },
  ]);
  expect(rows.map(({ held80 }) => held80)).toEqual([true, false, null]);
  expect(held).toEqual({ of: 2, in50: 0, in80: 1, in95: 2 });
  expect(errors.model).toBeCloseTo((150 + 300 + 0) / 2850, 6);
  expect(errors.weighted).toBeCloseTo((650 + 200 + 500) / 2850, 6);
  expect(errors.commit).toBe(0);
});

describe('a deal as it was known', () => {
  const event = (version: number, day: number, more: object = {}) => ({
    deal: 0,
    version,
    day,
    stage: 1,
    owner: 1,
    cents: 100,
    closeOn: Number.NaN,
    state: 0,
    ...more, // oxfmt
  });
  const spells = (rows: readonly ReturnType<typeof event>[]) => {
    const all = (pick: (row: ReturnType<typeof event>) => number) => rows.map(pick);
    const histories: Histories = {
      deal: Uint32Array.from(all(({ deal }) => deal)),
      version: Int32Array.from(all(({ version }) => version)),
      day: Int32Array.from(all(({ day }) => day)),
      stage: Uint16Array.from(all(({ stage }) => stage)),
      owner: Uint16Array.from(all(({ owner }) => owner)),
      cents: Float64Array.from(all(({ cents }) => cents)),
      closeOn: Float64Array.from(all(({ closeOn }) => closeOn)),
      state: Uint8Array.from(all(({ state }) => state)),
    };
    return spellsOf(histories, 4);
  };

  test('on a day, not later, whatever the order of the rows', () => {
    const { changing, ownerAt, opened, outcome } = spells([
      event(3, 30, { stage: 3, owner: 2, cents: 300 }),
      event(1, 10),
      event(2, 20, { stage: 2, closeOn: 55 }),
    ]);
    expect([...opened, ...outcome]).toEqual([10, 0]);
    expect([10, 19, 20, 29, 30, 99].map((day) => changing.stageAt(0, day))).toEqual([1, 1, 2, 2, 3, 3]);
    expect([ownerAt(0, 29), ownerAt(0, 30)]).toEqual([1, 2]);
    expect([changing.dueAt(0, 19), changing.dueAt(0, 20)]).toEqual([Number.NaN, 55]);
    expect([changing.priceAt(0, 29), changing.priceAt(0, 30)]).toEqual([100, 300]);
  });

  test('opened again, it begins anew; what was won is worth what was corrected last', () => {
    const { opened, closed, outcome, amount } = spells([
      event(1, 10),
      event(2, 20, { state: 2 }),
      event(3, 40),
      event(4, 50, { state: 1, cents: 500 }),
      event(5, 60, { state: 1, cents: 450 }),
    ]);
    expect({ opened: [...opened], closed: [...closed], outcome: [...outcome] }).toEqual({
      opened: [10, 40],
      closed: [20, 50],
      outcome: [2, 1],
    });
    expect(amount[1]).toBe(450);
  });

  test('removed, it brings nothing', () => {
    expect([...spells([event(1, 10), event(2, 20, { state: 3 })]).outcome]).toEqual([2]);
  });
});
