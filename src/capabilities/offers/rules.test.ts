import { describe, expect, test } from 'vitest';
import { endByNotice, stateOf } from './rules.ts';

const open = {
  startsOn: '2026-01-01',
  termMonths: 24,
  noticeMonths: 1,
  renewalMonths: null,
  endsOn: null,
  lastOn: null,
};
const yearly = { ...open, termMonths: 12, noticeMonths: 3, renewalMonths: 12 };
const fixed = { ...open, termMonths: 12, lastOn: '2026-12-31' };
const noticed = { ...open, endsOn: '2027-12-31', lastOn: '2027-12-31' };

describe('notice given today ends it', () => {
  test.each([
    ['with the term, while there is time', open, '2027-11-30', { on: '2027-12-31', by: '2027-11-30' }],
    ['a month later, once that day has passed', open, '2027-12-01', { on: '2028-01-01', by: null }],
    ['a month later, long after', open, '2029-01-31', { on: '2029-02-28', by: null }],
    [
      'at once where nothing binds',
      { ...open, termMonths: 0, noticeMonths: 0 },
      '2026-05-05',
      { on: '2026-05-05', by: null },
    ],
    ['with the year', yearly, '2026-09-30', { on: '2026-12-31', by: '2026-09-30' }],
    ['with the next year, a day too late', yearly, '2026-10-01', { on: '2027-12-31', by: '2027-09-30' }],
    ['with the year, many years on', yearly, '2039-06-15', { on: '2039-12-31', by: '2039-09-30' }],
    ['before it has begun: from its first day', yearly, '2025-06-01', { on: '2026-12-31', by: '2026-09-30' }],
    [
      'begun on a 31st',
      { ...yearly, startsOn: '2026-01-31', termMonths: 1, renewalMonths: 1, noticeMonths: 0 },
      '2026-02-10',
      { on: '2026-02-27', by: '2026-02-27' },
    ],
    ['not: it ends by itself', fixed, '2026-06-01', null],
    ['not: it was given', { ...yearly, endsOn: '2027-12-31', lastOn: '2027-12-31' }, '2027-06-01', null],
  ])('%s', (_, contract, today, expected) => expect(endByNotice(contract, today)).toEqual(expected));

  test('the day it is told stands: given on the last day for it, it ends then', () => {
    for (const contract of [open, yearly, { ...yearly, renewalMonths: 5, noticeMonths: 9 }])
      for (let days = 0; days < 900; days += 7) {
        const today = Temporal.PlainDate.from('2026-01-01').add({ days }).toString();
        const { on, by } = endByNotice(contract, today)!;
        expect(on >= today).toBe(true);
        if (by === null) continue;
        expect(by >= today).toBe(true);
        expect(endByNotice(contract, by)).toEqual({ on, by });
      }
  });
});

test.each([
  ['runs', open, '2026-01-01', 'running'],
  ['is to come', open, '2025-12-31', 'coming'],
  ['was given notice', noticed, '2027-12-31', 'ending'],
  ['has ended', noticed, '2028-01-01', 'ended'],
  ['ends by itself', fixed, '2026-12-31', 'running'],
  ['ended by itself', fixed, '2027-01-01', 'ended'],
] as const)('%s', (_, contract, today, state) => expect(stateOf(contract, today)).toBe(state));
