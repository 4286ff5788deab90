import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TodayReason } from './contract.ts';
import { type Candidate, type DueStep, orderToday, reasonOfDeal, reasonOfStep, urgencyOfStep } from './rules/today.ts';

const now = new Date('2026-11-23T13:00:00Z');
const moment = { now, today: '2026-11-23' };
const at = (time: string, on = '2026-11-23') => new Date(`${on}T${time}:00Z`);
const step = (over: Partial<DueStep>): DueStep => ({
  kind: 'call',
  promised: false,
  dueOn: '2026-11-23',
  dueAt: null,
  ...over,
});

test.each<[string, Partial<DueStep>, string | undefined]>([
  ['tomorrow is another day', { dueOn: '2026-11-24' }, undefined],
  ['a plan for today', {}, 'step_today'],
  ['a plan of yesterday', { dueOn: '2026-11-22' }, 'step_overdue'],
  ['a call-back promised for today, no time', { promised: true }, 'callback_due'],
  ['a call-back promised for three o’clock, at one', { promised: true, dueAt: at('15:00') }, 'promise_today'],
  [
    'a call-back promised for three o’clock, five minutes before',
    { promised: true, dueAt: at('13:05') },
    'callback_due',
  ],
  ['six minutes before', { promised: true, dueAt: at('13:06') }, 'promise_today'],
  ['a call with a time that has passed', { dueAt: at('12:00') }, 'callback_due'],
  ['a call with a time later today', { dueAt: at('16:00') }, 'step_today'],
  ['a call-back promised for yesterday', { promised: true, dueOn: '2026-11-22' }, 'callback_due'],
  ['a meeting today', { kind: 'meeting', dueAt: at('16:00') }, 'meeting_today'],
  ['a meeting yesterday that nobody closed', { kind: 'meeting', dueOn: '2026-11-22' }, 'step_overdue'],
  ['a promised offer, late', { kind: 'message', promised: true, dueOn: '2026-11-20' }, 'promise_overdue'],
  ['a promised offer for today', { kind: 'message', promised: true }, 'promise_today'],
  ['a task with a time that has passed today', { kind: 'task', dueAt: at('08:00') }, 'step_today'],
])('%s', (_, over, reason) => expect(reasonOfStep(step(over), moment)).toBe(reason));

test('whoever waits at the phone now goes before what has been late for days', () => {
  const waiting = step({ promised: true, dueAt: at('12:30') });
  const late = step({ promised: true, dueOn: '2026-11-19', dueAt: at('12:30', '2026-11-19') });
  const later = step({ promised: true, dueOn: '2026-11-20' });
  const order = [later, late, waiting].toSorted((a, b) => urgencyOfStep(a, moment) - urgencyOfStep(b, moment));
  expect(order).toEqual([waiting, late, later]);
});

test.each<[string, { stageSinceOn: string; maxAgeDays: number | null }, string | undefined, unknown]>([
  ['nothing planned', { stageSinceOn: '2026-11-20', maxAgeDays: 14 }, undefined, { code: 'deal_without_step' }],
  ['something planned', { stageSinceOn: '2026-11-20', maxAgeDays: 14 }, '2027-01-01', undefined],
  ['on the last day of its age', { stageSinceOn: '2026-11-09', maxAgeDays: 14 }, '2027-01-01', undefined],
  ['a day past its age', { stageSinceOn: '2026-11-08', maxAgeDays: 14 }, undefined, { code: 'deal_stuck', days: 1 }],
  [
    'past its age, a step in eight days',
    { stageSinceOn: '2026-10-01', maxAgeDays: 14 },
    '2026-12-01',
    { code: 'deal_stuck', days: 39 },
  ],
  ['past its age, but a step within the week', { stageSinceOn: '2026-10-01', maxAgeDays: 14 }, '2026-11-30', undefined],
  ['a stage without an age', { stageSinceOn: '2020-01-01', maxAgeDays: null }, '2026-12-24', undefined],
])('a deal: %s', (_, deal, nextDueOn, reason) => expect(reasonOfDeal(deal, nextDueOn, moment)).toEqual(reason));

const candidate: fc.Arbitrary<Candidate> = fc.record({
  code: fc.constantFrom(...TodayReason.options),
  subject: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
  urgency: fc.integer({ min: -3, max: 3 }),
  waits: fc.boolean(),
});

test('every subject has one row, nothing is lost, and the order does not depend on the order of the input', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(candidate, { maxLength: 40, selector: ({ code, id }) => `${code} ${id}` })
        .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const rows = orderToday(all);
        expect(rows.map((row) => row.subject).toSorted()).toEqual(
          [...new Set(all.map((one) => one.subject))].toSorted(),
        );
        expect(rows.reduce((sum, row) => sum + 1 + row.others.length, 0)).toBe(all.length);
        expect(orderToday(shuffled)).toEqual(rows);
      },
    ),
  );
});

test('a row stands by its strongest reason, and reasons rise from top to bottom', () => {
  const rank = (code: Candidate['code']) => TodayReason.options.indexOf(code);
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 40 }), (all) => {
      const rows = orderToday(all);
      for (const { reason, others } of rows)
        for (const other of others) expect(rank(other.code)).toBeGreaterThanOrEqual(rank(reason.code));
      const ranks = rows.map(({ reason }) => rank(reason.code));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }),
  );
});

test('a call that has to wait for the hour stands behind the one that need not', () => {
  const lead = (subject: string, waits: boolean, urgency: number): Candidate => ({
    code: 'new_lead',
    subject,
    id: subject,
    urgency,
    waits,
  });
  expect(
    orderToday([lead('bavaria on a holiday', true, -9), lead('hesse', false, -1)]).map((row) => row.subject),
  ).toEqual(['hesse', 'bavaria on a holiday']);
});
