import { describe, expect, test } from 'vitest';
import { type HealthFacts, healthOf, noNorms, type Norms, usualOf } from './rules.ts';

const today = '2026-11-23';
const well: HealthFacts = {
  stageId: 'offer',
  ageDays: 40,
  daysInStage: 5,
  maxAgeDays: 21,
  closeOn: '2026-11-23',
  hasNextStep: true,
  silentDays: 13,
  pushes: 1,
  objection: { title: 'Zu teuer', calls: 2 },
};
const learned: Norms = { wonDeals: 50, ageDays: 60, stageDays: { offer: 10 } };

describe('the health of a deal', () => {
  test.each([
    ['nothing against it', {}, noNorms, []],
    ['nobody has promised anything', { hasNextStep: false }, noNorms, ['without_step']],
    ['silent for two weeks', { silentDays: 14 }, noNorms, ['silent']],
    ['its day was yesterday', { closeOn: '2026-11-22' }, noNorms, ['overdue']],
    ['put off twice', { pushes: 2 }, noNorms, ['pushed']],
    ['the same objection in three calls', { objection: { title: 'Zu teuer', calls: 3 } }, noNorms, ['objection']],
    ['half a year old, with nothing to compare', { ageDays: 181 }, noNorms, ['old']],
    ['older than won ones were', { ageDays: 61 }, learned, ['old']],
    ['as old as won ones were', { ageDays: 60 }, learned, []],
    ['longer here than the settings allow', { daysInStage: 22 }, noNorms, ['slow_stage']],
    ['longer here than won ones were, whatever the settings say', { daysInStage: 11 }, learned, ['slow_stage']],
    ['two things', { pushes: 3, hasNextStep: false }, learned, ['without_step', 'pushed']],
  ])('%s', (_, facts, norms, codes) => {
    const { level, reasons } = healthOf({ ...well, ...facts }, norms, today);
    expect(reasons.map(({ code }) => code)).toEqual(codes);
    expect(level).toBe(['well', 'watch', 'weak'][codes.length]);
  });
});

test('what is usual is what nine in ten stay below; of nineteen nothing is learned', () => {
  const days = Array.from({ length: 20 }, (_, at) => at + 1);
  expect(usualOf(days)).toBe(18);
  expect(usualOf(days.slice(1))).toBeNull();
});
