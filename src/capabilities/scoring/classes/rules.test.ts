import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomerClass } from './contract.ts';
import {
  bordersOf,
  certaintyOf,
  classOf,
  costCents,
  defaultRules,
  hasHistory,
  missingCents,
  netCents,
  nextClass,
} from './rules.ts';

const rank = { A: 2, B: 1, C: 0 };
const cents = fc.integer({ min: 0, max: 5_000_000 });
const customer = fc.record({
  purchaseCents: cents,
  openCents: cents,
  contractCents: cents,
  costCents: cents,
  standing: fc.constantFrom<CustomerClass | null>('A', 'B', 'C', null),
});
type Customer = {
  purchaseCents: number;
  openCents: number;
  contractCents: number;
  costCents: number;
  standing: CustomerClass | null;
};
const someOf = fc
  .array(customer, { minLength: 1, maxLength: 30 })
  .chain((customers) => fc.tuple(fc.constant(customers), fc.nat({ max: customers.length - 1 }), cents));
const rules = fc
  .record({
    shareA: fc.integer({ min: 1, max: 50 }),
    shareB: fc.integer({ min: 1, max: 49 }),
    basis: fc.constantFrom('shares' as const, 'amounts' as const),
  })
  .map((some) => ({ ...defaultRules, ...some }));

/** The class of one among all, as a computation would give it. */
function classAmong(all: readonly Customer[], at: number, of: typeof defaultRules): CustomerClass {
  const nets = all.map((one) => netCents(one, of.months));
  return classOf(nets[at]!, bordersOf(nets, of), all[at]!.standing);
}

describe('classes', () => {
  test.each(['openCents', 'contractCents', 'purchaseCents'] as const)('more %s never makes a class worse', (field) =>
    fc.assert(
      fc.property(someOf, rules, ([all, at, more], of) => {
        const raised = all.with(at, { ...all[at]!, [field]: all[at]![field] + more });
        expect(rank[classAmong(raised, at, of)]).toBeGreaterThanOrEqual(rank[classAmong(all, at, of)]);
      }),
    ),
  );

  test('more cost at equal value never makes a class better', () =>
    fc.assert(
      fc.property(someOf, rules, ([all, at, more], of) => {
        const dearer = all.with(at, { ...all[at]!, costCents: all[at]!.costCents + more });
        expect(rank[classAmong(dearer, at, of)]).toBeLessThanOrEqual(rank[classAmong(all, at, of)]);
      }),
    ));

  test('of two with the same class, who is worth more has the better one', () =>
    fc.assert(
      fc.property(cents, cents, cents, cents, (one, other, border, more) => {
        const borders = { aFromCents: border + more + 1, bFromCents: border + 1 };
        for (const standing of ['A', 'B', 'C', null] as const)
          expect(rank[classOf(Math.max(one, other), borders, standing)]).toBeGreaterThanOrEqual(
            rank[classOf(Math.min(one, other), borders, standing)],
          );
      }),
    ));

  test('by shares, the best fifth is A and the next three tenths B', () => {
    const nets = Array.from({ length: 20 }, (_, at) => (at + 1) * 1_000);
    const borders = bordersOf(nets, defaultRules);
    const classes = nets.map((net) => classOf(net, borders, null));
    expect([...'ABC'].map((one) => classes.filter((found) => found === one).length)).toEqual([4, 6, 10]);
  });

  test('who brings nothing is C, however few bring more', () =>
    expect(classOf(0, bordersOf([0, -5, -90], defaultRules), null)).toBe('C'));

  const borders = { aFromCents: 10_000, bFromCents: 1_000 };
  test.each([
    ['A stays A a little below the border', 9_600, 'A', 'A'],
    ['and falls beyond the margin', 9_400, 'A', 'B'],
    ['B stays B a little above it', 10_400, 'B', 'B'],
    ['and rises beyond the margin', 10_600, 'B', 'A'],
    ['who has no class yet gets what the border says', 10_000, null, 'A'],
  ] as const)('%s', (_, net, standing, expected) => expect(classOf(net, borders, standing)).toBe(expected));

  test.each([
    ['of A nothing is missing', 10_500, 'A', null],
    ['of B what is missing to A, with the margin', 9_000, 'B', 1_500],
    ['of C what is missing to B', 50, 'C', 1_000],
    ['and where there is no class, nothing can be', 50, null, null],
  ] as const)('%s', (_, net, standing, missing) => expect(missingCents(net, standing, borders)).toBe(missing));

  test.each([
    ['one purchase is little to go by', { netCents: 50_000, wins: 1, contracts: 0 }, 'thin'],
    ['a contract says more than a purchase', { netCents: 50_000, wins: 0, contracts: 1 }, 'clear'],
    ['near a border', { netCents: 10_900, wins: 3, contracts: 0 }, 'near'],
    ['far from both', { netCents: 50_000, wins: 3, contracts: 0 }, 'clear'],
  ] as const)('%s', (_, one, expected) => expect(certaintyOf(one, borders)).toBe(expected));
});

describe('what stands after a computation', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  test.each([
    ['the first class comes at once', undefined, 'B', 'B'],
    [
      'within a month nothing moves without a person',
      { class: 'B', classSince: daysAgo(29), setUntil: null },
      'A',
      'B',
    ],
    ['after a month it does', { class: 'B', classSince: daysAgo(30), setUntil: null }, 'A', 'A'],
    ['what a person set stands', { class: 'B', classSince: daysAgo(200), setUntil: daysAgo(-1) }, 'C', 'B'],
    ['until its year is over', { class: 'B', classSince: daysAgo(365), setUntil: now }, 'C', 'C'],
    ['without a history nobody gets one', undefined, null, null],
    ['and nobody loses one', { class: 'B', classSince: daysAgo(90), setUntil: null }, null, 'B'],
  ] as const)('%s', (_, standing, computed, expected) => expect(nextClass(standing, computed, now)).toBe(expected));

  test.each([
    [
      'a first purchase of last week tells nothing yet',
      { wins: 1, firstWonOn: '2026-11-16', contractSince: '2026-11-20' },
      false,
    ],
    ['two do', { wins: 2, firstWonOn: '2026-11-16', contractSince: null }, true],
    ['one that is three months old does', { wins: 1, firstWonOn: '2026-08-25', contractSince: null }, true],
    ['a contract that old does too', { wins: 0, firstWonOn: null, contractSince: '2026-08-25' }, true],
    ['none never does', { wins: 0, firstWonOn: null, contractSince: null }, false],
  ])('%s', (_, one, expected) => expect(hasHistory(one, '2026-11-23')).toBe(expected));
});

test('work costs its minutes by the hour, and each visit its way', () => {
  const rates = { ...defaultRules, hourCents: 6_000, visitCents: 2_500 };
  const work = { callMinutes: 20, meetingMinutes: 70, visits: 2 };
  expect(costCents({ ...work, expenses: [] }, rates)).toBe(9_000 + 5_000);
  const bought = { purchaseCents: 100_000, openCents: 40_000, costCents: 14_000 };
  expect(netCents({ ...bought, contractCents: 0 }, 24)).toBe(72_000);
  expect(netCents({ ...bought, contractCents: 30_000 }, 24)).toBe(102_000);
});

test('what else they caused costs its rate, or what it says itself', () => {
  const rates = { ...defaultRules, ticketCents: 2_000, dunningLetterCents: 500, returnedDebitCents: 800 };
  const none = { callMinutes: 0, meetingMinutes: 0, visits: 0 };
  const expenses = [
    { kind: 'ticket' as const, atRate: 2, amountCents: 9_000 },
    { kind: 'dunning_letter' as const, atRate: 1, amountCents: 0 },
    { kind: 'returned_debit' as const, atRate: 1, amountCents: 350 },
    { kind: 'discount' as const, atRate: 0, amountCents: 12_000 },
  ];
  expect(costCents({ ...none, expenses }, rates)).toBe(4_000 + 9_000 + 500 + 800 + 350 + 12_000);
});
