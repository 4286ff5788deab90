import { expect, test } from 'vitest';
import { ContactBasis, MayContactAnswer, RecordConsent, RecordPresumption, RefusedBecause } from './contract.ts';
import { gateCodes } from './rules/gate-codes.ts';

test('every answer has a code for auditors', () => {
  expect(Object.keys(gateCodes).toSorted()).toEqual([...ContactBasis.options, ...RefusedBecause.options].toSorted());
});

const granted = {
  channel: 'phone',
  state: 'granted',
  at: '2026-11-23T12:00:00+01:00',
  source: 'form',
  wording: 'Ja, Sie dürfen mich anrufen.',
  proof: { reference: 'Formular 4711' },
};
test.each<[string, object, boolean]>([
  ['a yes with wording and proof', granted, true],
  ['a yes without wording', { ...granted, wording: '' }, false],
  ['a yes without proof', { ...granted, proof: undefined }, false],
  ['a yes without a time zone', { ...granted, at: '2026-11-23T12:00:00' }, false],
  ['an unknown field', { ...granted, note: 'x' }, false],
  [
    'a no needs no proof',
    { channel: 'visit', state: 'denied', because: 'objected', at: granted.at, source: 'visit' },
    true,
  ],
  ['a no says which', { channel: 'visit', state: 'denied', at: granted.at, source: 'visit' }, false],
  [
    'taking back says why',
    { channel: 'visit', state: 'unknown', at: granted.at, source: 'visit', wording: 'Falsche Person' },
    true,
  ],
])('recording: %s', (_, input, accepted) => expect(RecordConsent.safeParse(input).success).toBe(accepted));

test('a presumption needs a reason that can be read', () => {
  expect(RecordPresumption.safeParse({ basis: 'inquiry', reason: 'x' }).success).toBe(false);
  expect(RecordPresumption.safeParse({ basis: 'inquiry', reason: 'Anfrage vom 3.11. zu Wallboxen' }).success).toBe(
    true,
  );
});

test('an answer that refuses always shows a way on', () => {
  const refusal = { allowed: false, because: 'no_consent', norm: '§ 7 Abs. 2 Nr. 1 UWG', ruleVersion: '1', facts: {} };
  expect(MayContactAnswer.safeParse({ ...refusal, next: ['letter'] }).success).toBe(true);
  expect(MayContactAnswer.safeParse({ ...refusal, next: [] }).success).toBe(false);
});
