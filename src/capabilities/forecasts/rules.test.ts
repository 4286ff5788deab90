import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DealFacts, weightedCents } from '#deals';
import { bridge, countedCents, forecast, type Lens, partsOf, placeOf, revaluedCents } from './rules.ts';
import { monthsFrom } from './months.ts';

const today = '2026-11-23';

test.each([
  ['no day', null, 'undated'],
  ['yesterday', '2026-11-22', 'overdue'],
  ['today', today, '2026-11'],
  ['the last of the month', '2026-11-30', '2026-11'],
  ['the first of the next', '2026-12-01', '2026-12'],
  ['years ahead', '2031-01-01', '2031-01'],
])('an open deal to close: %s', (_, closeOn, place) => expect(placeOf(closeOn, today)).toBe(place));

test('six months run over the turn of the year', () => {
  expect(monthsFrom(today, 6)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04']);
});

test('every deal stands in exactly one row', () => {
  const sum = (closeOn: string | null, weighted: number, currency = 'EUR') => ({
    stageId: 's',
    closeOn,
    currency,
    deals: 1,
    valueCents: weighted * 2,
    weightedCents: weighted,
  });
  const open = [
    sum('2026-11-01', 1),
    sum('2026-11-24', 10),
    sum('2027-04-30', 100),
    sum('2027-05-01', 1000),
    sum(null, 10_000),
    sum('2026-12-24', 7, 'CHF'),
  ];
  const won = [
    { currency: 'EUR', deals: 2, valueCents: 100_000 },
    { currency: 'CHF', deals: 1, valueCents: 5 },
  ];
  const view = forecast(open, won, { today, currency: 'EUR' });
  expect(view.months.map(({ expectedCents }) => expectedCents)).toEqual([100_010, 0, 0, 0, 0, 100]);
  expect([view.overdue, view.later, view.undated].map(({ weightedCents: cents }) => cents)).toEqual([1, 1000, 10_000]);
  expect(view.total).toEqual({
    deals: 5,
    valueCents: 22_222,
    weightedCents: 11_111,
    wonDeals: 2,
    wonCents: 100_000,
    expectedCents: 111_111,
  });
  expect(view.otherCurrencies).toEqual([{ currency: 'CHF', deals: 2 }]);
});

const facts: DealFacts = {
  pipelineId: 'p',
  stageId: 'half',
  valueCents: 1000,
  currency: 'EUR',
  closeOn: '2026-11-27',
  ownerId: 'anna',
  state: 'open',
  endedAt: null,
};
const chances: Record<string, number> = { half: 50, most: 90, tenth: 10 };
const lens: Lens = {
  currency: 'EUR',
  month: null,
  wonMonth: '2026-11',
  dayOf: (at) => at.slice(0, 10),
  chanceOf: (stageId) => chances[stageId] ?? 0,
};
const won = { ...facts, state: 'won' as const, endedAt: '2026-11-20T10:00:00.000Z' };

describe('one deal, taken apart', () => {
  const days = { since: '2026-11-16', today };
  test.each<[string, DealFacts | null, DealFacts, Partial<Lens>, [string, number][]]>([
    ['new', null, facts, {}, [['new', 500]]],
    ['new and won at once', null, won, {}, [['won', 1000]]],
    ['won for less', facts, { ...won, valueCents: 800 }, {}, [['won', 300]]],
    ['lost', facts, { ...facts, state: 'lost' }, {}, [['lost', -500]]],
    ['removed', facts, { ...facts, state: 'removed' }, {}, [['removed', -500]]],
    ['brought back', { ...facts, state: 'lost' }, facts, {}, [['reopened', 500]]],
    ['came and went unseen', null, { ...facts, state: 'lost' }, {}, []],
    [
      'grew and moved',
      facts,
      { ...facts, valueCents: 2000, stageId: 'most' },
      {},
      [
        ['grew', 500],
        ['moved', 800],
      ],
    ],
    ['fell back', facts, { ...facts, stageId: 'tenth' }, {}, [['moved', -400]]],
    ['shrank', facts, { ...facts, valueCents: 900 }, {}, [['shrank', -50]]],
    ['another day counts the same in the whole', facts, { ...facts, closeOn: '2027-02-01' }, {}, [['dateMoved', 0]]],
    ['and leaves its month', facts, { ...facts, closeOn: '2027-02-01' }, { month: '2026-11' }, [['dateMoved', -500]]],
    ['given to a colleague', facts, { ...facts, ownerId: 'bea' }, { ownerId: 'anna' }, [['transferred', -500]]],
    ['taken from a colleague', { ...facts, ownerId: 'bea' }, facts, { ownerId: 'anna' }, [['transferred', 500]]],
    [
      'a colleague among themselves',
      { ...facts, ownerId: 'bea' },
      { ...facts, ownerId: 'bea', valueCents: 1 },
      { ownerId: 'anna' },
      [],
    ],
    [
      'nothing but time',
      { ...facts, closeOn: '2026-11-18' },
      { ...facts, closeOn: '2026-11-18' },
      { month: '2026-11' },
      [['overdue', -500]],
    ],
    ['time is nothing in the whole', { ...facts, closeOn: '2026-11-18' }, { ...facts, closeOn: '2026-11-18' }, {}, []],
    ['won in another month than asked', facts, { ...won, endedAt: '2026-10-30T10:00:00.000Z' }, {}, [['won', -500]]],
    ['another currency', facts, { ...facts, currency: 'CHF' }, {}, [['transferred', -500]]],
  ])('%s', (_, before, after, view, parts) => {
    const found = partsOf({ dealId: 'd', before, after }, days, { ...lens, ...view });
    expect(found.map(({ kind, cents }) => [kind, cents])).toEqual(parts);
  });
});

/** A history of deals and of the chances of their stages, told day by day; the end of a day is the morning of the next. */
const stages = ['a', 'b', 'c'];
const dayIn = fc.option(fc.integer({ min: -20, max: 60 }).map((days) => plus(today, days)));
const change = fc.record(
  {
    valueCents: fc.nat(100_000),
    stageId: fc.constantFrom(...stages),
    pipelineId: fc.constantFrom('p', 'q'),
    closeOn: dayIn,
    ownerId: fc.constantFrom('anna', 'bea', null),
    currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'CHF'),
    state: fc.constantFrom('open', 'open', 'open', 'won', 'lost', 'removed'),
  } as const,
  { requiredKeys: [] },
);
const history = fc.record({
  born: fc.integer({ min: -40, max: 0 }),
  changes: fc.array(fc.tuple(fc.integer({ min: -40, max: 0 }), change), { maxLength: 8 }),
});
const chanceHistory = fc.array(
  fc.tuple(fc.integer({ min: -40, max: 0 }), fc.constantFrom(...stages), fc.integer({ min: 0, max: 100 })),
  { maxLength: 6 },
);

function plus(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The deal on the morning of a day: after everything that happened before it. */
function onMorning(
  { born, changes }: { born: number; changes: [number, Partial<DealFacts>][] },
  day: number,
): DealFacts | null {
  if (born >= day) return null;
  const happened = changes.filter(([at]) => at >= born && at < day).toSorted(([a], [b]) => a - b);
  return happened.reduce<DealFacts>(
    (now, [at, next]) => {
      const after = { ...now, ...next };
      const turned = after.state !== now.state;
      const ended = after.state === 'won' || after.state === 'lost' ? `${plus(today, at)}T10:00:00.000Z` : null;
      return { ...after, endedAt: turned ? ended : now.endedAt };
    },
    { ...facts, stageId: 'a' },
  );
}

function chancesOn(changes: [number, string, number][], day: number): Map<string, number> {
  const found = new Map([
    ['a', 10],
    ['b', 50],
    ['c', 90],
  ]);
  for (const [, stageId, chance] of changes.filter(([at]) => at < day).toSorted(([a], [b]) => a - b))
    found.set(stageId, chance);
  return found;
}

test('the bridge leads from what the forecast was on any day to what it is, to the cent', () => {
  const views = fc.record({
    month: fc.constantFrom(null, '2026-11', '2026-12', '2027-01'),
    pipelineId: fc.constantFrom(undefined, 'p'),
    ownerId: fc.constantFrom(undefined, 'anna'),
  });
  fc.assert(
    fc.property(
      fc.array(history, { maxLength: 12 }),
      chanceHistory,
      fc.integer({ min: -35, max: 0 }),
      views,
      (deals, settings, day, view) => {
        const days = { since: plus(today, day), today };
        const [chancesThen, chancesNow] = [chancesOn(settings, day), chancesOn(settings, 1)];
        const now: Lens = { ...lens, ...view, chanceOf: (stageId) => chancesNow.get(stageId) ?? 0 };
        const then: Lens = { ...now, chanceOf: (stageId) => chancesThen.get(stageId) ?? 0 };
        const lives = deals.flatMap((deal, at) => {
          const after = onMorning(deal, 1);
          return after ? [{ dealId: `deal ${at}`, before: onMorning(deal, day), after }] : [];
        });
        const numberOn = (pick: 'before' | 'after', morning: string, through: Lens) =>
          lives.reduce((sum, life) => sum + (countedCents(life[pick], morning, through) ?? 0), 0);

        // As the database has it: what was touched is known by its events, of the rest only what it is today.
        const isTold = (life: (typeof lives)[number]) => JSON.stringify(life.before) !== JSON.stringify(life.after);
        const told = lives.filter(isTold);
        const revalued = stages.flatMap((stageId) => {
          const change = {
            stageId,
            fromProbability: chancesThen.get(stageId) ?? 0,
            toProbability: chancesNow.get(stageId) ?? 0,
          };
          const open = lives.flatMap(({ after }) =>
            after.state === 'open' && after.stageId === stageId ? [after] : [],
          );
          const weigh = (probability: number) =>
            open
              .filter((deal) => countedCents(deal, days.since, now) !== undefined)
              .reduce((sum, deal) => sum + weightedCents(deal.valueCents, probability), 0);
          const sums = { thenCents: weigh(change.fromProbability), nowCents: weigh(change.toProbability) };
          const cents = revaluedCents(change, sums, told, days.since, now);
          return cents === 0 ? [] : [{ kind: 'revalued' as const, dealId: stageId, cents }];
        });
        const parts = lives.flatMap((life) => partsOf(life, days, now));
        const built = bridge(numberOn('after', today, now), [...parts, ...revalued]);
        expect(built.fromCents).toBe(numberOn('before', days.since, then));
        expect(built.fromCents + built.steps.reduce((sum, step) => sum + step.cents, 0)).toBe(built.toCents);
      },
    ),
    { numRuns: 1000 },
  );
});
