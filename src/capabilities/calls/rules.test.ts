import { expect, test } from 'vitest';
import { chooseNumber, defaultDispositions, endOf, meaningOf } from './rules.ts';

const phone = (value: string, label = 'mobile') => ({ label, value });

test.each([
  ['the first of their own', [phone('+491'), phone('+492')], [], undefined, { number: '+491' }],
  ['the wanted one', [phone('+491'), phone('+492')], [], '+492', { number: '+492' }],
  ['the company’s, where they have none', [], [phone('+493')], undefined, { number: '+493' }],
  ['past a wrong one', [phone('+491', 'wrong'), phone('+492')], [], undefined, { number: '+492' }],
  ['none at all', [], [], undefined, { because: 'no_number' }],
  ['only wrong ones', [phone('+491', 'wrong')], [], undefined, { because: 'number_wrong' }],
  ['the wanted one is wrong', [phone('+491', 'wrong'), phone('+492')], [], '+491', { because: 'number_wrong' }],
  [
    'wrong for the person, right for the company',
    [phone('+491', 'wrong')],
    [phone('+491')],
    '+491',
    { number: '+491' },
  ],
  ['somebody else’s', [phone('+491')], [], '+499', { because: 'number_not_theirs' }],
])('the number to dial: %s', (_, own, companys, wanted, choice) =>
  expect(chooseNumber(own, companys, wanted)).toEqual(choice),
);

test('a call without a known length ends when that is said', () => {
  const [started, now] = [new Date('2026-11-23T09:00:00Z'), new Date('2026-11-23T09:10:00Z')];
  expect(endOf(started, undefined, now)).toEqual(now);
  expect(endOf(started, 0, now)).toEqual(started);
  expect(endOf(started, 95, now)).toEqual(new Date('2026-11-23T09:01:35Z'));
});

const rang = new Date('2026-11-23T09:00:00Z');
const failed = { direction: 'outbound', state: 'failed', cause: 'no_answer', rangAt: rang, messageAt: null } as const;
test.each([
  ['our telephone gave up', failed, 'no_answer'],
  ['in a carrier’s word', { ...failed, cause: 'noAnswer' }, 'no_answer'],
  ['taken back while it rang', { ...failed, cause: 'cancelled' }, 'no_answer'],
  ['taken back before it rang', { ...failed, cause: 'cancelled', rangAt: null }, null],
  ['a greeting was left', { ...failed, state: 'answered', messageAt: rang }, 'voicemail'],
  ['engaged', { ...failed, cause: 'user_busy' }, 'busy'],
  ['a trouble of the line', { ...failed, cause: 'gateway_lost' }, null],
  ['no number we can be sure of', { ...failed, cause: 'not_found' }, null],
  ['somebody took it', { ...failed, state: 'ended' }, null],
  ['somebody called us', { ...failed, direction: 'inbound', state: 'missed' }, null],
] as const)('what the line makes of a call: %s', (_, lineCall, meaning) => expect(meaningOf(lineCall)).toBe(meaning));

test('a new team has a key for every meaning, and never suggests to call who said no', () => {
  expect(new Set(defaultDispositions.map(({ meaning }) => meaning)).size).toBe(9);
  const saidNo = defaultDispositions.filter(({ meaning }) => ['refused', 'objected', 'wrong_number'].includes(meaning));
  expect(saidNo.map(({ next }) => next)).toEqual([null, null, null]);
});
