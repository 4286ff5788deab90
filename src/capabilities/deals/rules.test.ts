import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DealFacts } from './events.ts';
import {
  changedBetween,
  daysInStage,
  factsBefore,
  factsOf,
  isNameTaken,
  isOverdue,
  isStale,
  orderOf,
  takesBack,
  weightedCents,
} from './rules.ts';
import type { DealRow } from './schema.ts';

const now = new Date('2026-11-23T09:30:00Z');
const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000);
const open = { wonAt: null, lostAt: null };

const row: DealRow = {
  workspaceId: 'w',
  id: 'd',
  title: 'Dach',
  contactId: 'c',
  companyId: null,
  pipelineId: 'p',
  stageId: 's',
  stageSince: ago(3),
  valueCents: 100,
  currency: 'EUR',
  closeOn: '2026-12-01',
  ownerId: null,
  source: null,
  note: null,
  externalId: null,
  ...open,
  endedBy: null,
  lossReasonId: null,
  lossNote: null,
  importId: null,
  createdAt: ago(9),
  updatedAt: ago(3),
  removedAt: null,
  version: 1,
};

test.each([
  ['nothing', 0, 60, 0],
  ['half a cent counts as one', 1, 50, 1],
  ['less than half does not', 1, 49, 0],
  ['no chance', 12_345, 0, 0],
  ['sure', 12_345, 100, 12_345],
  ['the largest value', 100_000_000_000, 33, 33_000_000_000],
])('weighted: %s', (_, value, probability, weighted) => expect(weightedCents(value, probability)).toBe(weighted));

test('weighted as the database weighs: whole numbers, divided without remainder', () => {
  const value = fc.integer({ min: 0, max: 100_000_000_000 });
  fc.assert(
    fc.property(value, fc.integer({ min: 0, max: 100 }), (cents, probability) => {
      expect(BigInt(weightedCents(cents, probability))).toBe((BigInt(cents) * BigInt(probability) + 50n) / 100n);
    }),
  );
});

describe('age in the stage', () => {
  const here = { today: '2026-11-23', zone: 'Europe/Berlin' };
  test.each([
    ['as many days as allowed', '2026-11-15T23:00:00Z', 7, false],
    ['a moment earlier: one day more', '2026-11-15T22:59:59.999Z', 7, true],
    ['where a deal may stay for ever', '2020-01-01T00:00:00Z', null, false],
    ['over the end of summer time', '2026-10-24T22:00:00Z', 29, false],
  ])('%s', (_, since, maxAgeDays, stale) => {
    expect(isStale({ ...open, stageSince: new Date(since) }, maxAgeDays, here)).toBe(stale);
  });

  test('and the days that people count say the same', () => {
    const past = fc.date({ min: new Date('2026-01-01'), max: now, noInvalidDate: true });
    fc.assert(
      fc.property(past, fc.integer({ min: 1, max: 400 }), (stageSince, maxAgeDays) => {
        const deal = { ...open, stageSince };
        expect(isStale(deal, maxAgeDays, here)).toBe(daysInStage(deal, here) > maxAgeDays);
      }),
    );
  });

  test('stands still when the deal ends', () => {
    expect(daysInStage({ ...open, stageSince: ago(5) }, here)).toBe(5);
    expect(daysInStage({ wonAt: ago(2), lostAt: null, stageSince: ago(5) }, here)).toBe(3);
    expect(daysInStage({ ...open, stageSince: ago(-1) }, here)).toBe(0);
    expect(isStale({ wonAt: ago(1), lostAt: null, stageSince: ago(900) }, 7, here)).toBe(false);
  });
});

test.each([
  ['today is not too late', { ...open, closeOn: '2026-11-23' }, false],
  ['yesterday is', { ...open, closeOn: '2026-11-22' }, true],
  ['without a day nothing is late', { ...open, closeOn: null }, false],
  ['what is won is not late', { wonAt: now, lostAt: null, closeOn: '2026-11-01' }, false],
])('overdue: %s', (_, deal, overdue) => expect(isOverdue(deal, '2026-11-23')).toBe(overdue));

describe('a move taken back', () => {
  const slip = { fromStageId: 'neu', toStageId: 'termin', movedBy: 'anna', movedAt: new Date(now.getTime() - 60_000) };
  const back = { toStageId: 'neu', movedBy: 'anna' };
  test.each([
    ['within a minute', slip, back, true],
    ['later', { ...slip, movedAt: new Date(now.getTime() - 60_001) }, back, false],
    ['by another person', slip, { ...back, movedBy: 'bea' }, false],
    ['to somewhere else', slip, { ...back, toStageId: 'angebot' }, false],
    ['from where the deal began', { ...slip, fromStageId: null }, back, false],
  ])('%s', (_, latest, move, isBack) => expect(takesBack(latest, move, now)).toBe(isBack));
  test('without any move', () => expect(takesBack(undefined, back, now)).toBe(false));
});

test('what changed leads back to what was, however often', () => {
  const facts = fc.record({
    stageId: fc.constantFrom('a', 'b'),
    valueCents: fc.nat(5),
    closeOn: fc.option(fc.constantFrom('2026-12-01', '2027-01-01')),
    ownerId: fc.option(fc.constantFrom('anna', 'bea')),
    wonAt: fc.option(fc.constant(now)),
    removedAt: fc.option(fc.constant(now)),
    title: fc.constantFrom('Dach', 'Zaun'),
  });
  fc.assert(
    fc.property(fc.array(facts, { minLength: 1 }), (changes) => {
      const states = changes.map((change) => ({ ...row, ...change }));
      const back = states.reduceRight<DealFacts>(
        (after, state, at) => factsBefore(after, changedBetween(states[at - 1] ?? row, state)),
        factsOf(states.at(-1) ?? row),
      );
      expect(back).toEqual(factsOf(row));
    }),
  );
});

test('an order names each one in use once; the archive comes last', () => {
  const known = [
    { id: 'a', archivedAt: null },
    { id: 'old', archivedAt: now },
    { id: 'b', archivedAt: null },
  ];
  expect(orderOf(['b', 'a'], known)).toEqual(['b', 'a', 'old']);
  expect(orderOf(['b', 'old', 'a'], known)).toEqual(['b', 'old', 'a']);
  const wrong = [['a'], ['a', 'a', 'b'], ['a', 'b', 'c'], []];
  expect(wrong.map((ids) => orderOf(ids, known))).toEqual(wrong.map(() => undefined));
});

test('a name is taken whatever its case, unless in the archive', () => {
  expect(isNameTaken([{ name: 'Angebot', archivedAt: null }], ' ANGEBOT')).toBe(true);
  expect(isNameTaken([{ name: 'Angebot', archivedAt: now }], 'Angebot')).toBe(false);
});
