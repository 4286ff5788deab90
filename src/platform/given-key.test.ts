import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { givenKey, readGivenKey } from './given-key.ts';

const secrets = { chain: 'c'.repeat(43) };
const named = () => ({ workspaceId: randomUUID(), id: randomUUID() });

test('a key that we gave out names its record, and nothing else is one', () => {
  const one = named();
  const key = givenKey(secrets, 'mail', one);
  expect(readGivenKey(secrets, 'mail', key)).toEqual(one);
  expect(readGivenKey(secrets, 'booking', key)).toBeUndefined();
  expect(readGivenKey(secrets, 'booking', key.replace('mail', 'booking'))).toBeUndefined();
  expect(readGivenKey({ chain: 'd'.repeat(43) }, 'mail', key)).toBeUndefined();
  const other = givenKey(secrets, 'mail', { ...one, id: randomUUID() });
  expect(readGivenKey(secrets, 'mail', `${key.split('_')[0]}_${other.slice(-43)}`)).toBeUndefined();
  for (const wrong of [undefined, '', key.slice(1), `${key}A`, key.toUpperCase()])
    expect(readGivenKey(secrets, 'mail', wrong)).toBeUndefined();
  fc.assert(fc.property(fc.string(), (text) => void readGivenKey(secrets, 'mail', text)));
});
