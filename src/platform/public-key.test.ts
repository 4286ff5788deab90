import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf, publicKey, readPublicKey } from './public-key.ts';

test('an address names its workspace and its secret, and nothing else is one', () => {
  const [workspaceId, secret] = [randomUUID(), randomBytes(16)];
  const key = publicKey(workspaceId, secret);
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(readPublicKey(key)).toEqual({ workspaceId, secret });
  for (const wrong of [undefined, '', key.slice(1), `${key}A`, `${key.slice(0, -1)}=`, 'ä'.repeat(43)])
    expect(readPublicKey(wrong)).toBeUndefined();
  for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
    expect(readPublicKey(key.slice(0, -1) + last) !== undefined && last !== key.at(-1)).toBe(
      last !== key.at(-1) && 'AEIMQUYcgkosw048'.includes(last),
    );
  fc.assert(fc.property(fc.string(), (text) => void readPublicKey(text)));
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is on the line %s', (ip, network) => expect(networkOf(ip)).toBe(network));
