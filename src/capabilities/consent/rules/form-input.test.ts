import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNumber } from '#contacts';
import { Channel } from '../contract.ts';
import { checkFields, fieldNames, readFields, splitStreet } from './form-input.ts';

const number = (text: string) => readNumber(text, 'DE')?.value;
const check = (fields: Record<string, string | string[]>, offered: readonly Channel[] = Channel.options) => {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
  return checkFields(readFields(new URLSearchParams(pairs)), offered, number);
};
const erika = { firstName: 'Erika', lastName: 'Muster', street: 'Königsstr. 1', postalCode: '34117', city: 'Kassel' };

describe('what a visitor must fill in', () => {
  test.each([
    ['nothing at all', {}, ['lastName', 'email', 'channels']],
    ['mail without a mailbox', { ...erika, channel: 'email' }, ['email']],
    ['a call without a number', { ...erika, email: 'e@example.org', channel: 'phone' }, ['phone']],
    [
      'a call without the address that § 7a UWG asks for',
      { lastName: 'Muster', phone: '0561 4711470', channel: 'phone' },
      ['street', 'postalCode', 'city'],
    ],
    ['letters without anything to confirm', { ...erika, channel: 'post' }, ['email']],
    ['a number that does not exist', { ...erika, phone: '12', channel: 'phone' }, ['phone']],
    ['a mailbox that does not exist', { ...erika, email: 'erika@', channel: 'email' }, ['email']],
    [
      'two lines in a name',
      { ...erika, lastName: 'Mu\u0000ster', email: 'e@example.org', channel: 'email' },
      ['lastName'],
    ],
  ])('%s', (_, fields, faults) => expect(check(fields)).toEqual({ faults }));

  test('what is there is read as people write it', () => {
    expect(
      check({ ...erika, email: ' Erika@Example.org ', phone: '0561 4711470', channel: ['phone', 'email'] }),
    ).toEqual({
      filled: { ...erika, email: 'erika@example.org', phone: '+495614711470', channels: ['phone', 'email'] },
    });
  });

  test('a channel that the form does not offer is none', () => {
    expect(check({ ...erika, email: 'e@example.org', channel: 'phone' }, ['email'])).toEqual({ faults: ['channels'] });
  });
});

test('whatever is sent, it is either filled or at fault, never an error', () => {
  const field = fc.tuple(
    fc.constantFrom<string>(...fieldNames, 'channel', 'wording-phone', '__proto__', 'constructor'),
    fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom<string>(...Channel.options)),
  );
  fc.assert(
    fc.property(fc.array(field), (pairs) => {
      const outcome = checkFields(readFields(new URLSearchParams(pairs)), Channel.options, number);
      expect('filled' in outcome || outcome.faults.length > 0).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test.each([
  ['Königsstraße 12', { street: 'Königsstraße', houseNumber: '12' }],
  ['Königsstraße 12 a', { street: 'Königsstraße', houseNumber: '12 a' }],
  ['Am Markt 3-5', { street: 'Am Markt', houseNumber: '3-5' }],
  ['Straße des 17. Juni', { street: 'Straße des 17. Juni' }],
])('%s', (line, parts) => expect(splitStreet(line)).toEqual(parts));
