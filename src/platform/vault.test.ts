import { expect, test } from 'vitest';
import { openText, sealText, secretPath } from './vault.ts';

const secrets = { chain: 'c'.repeat(43) };

test('what is sealed opens where it was sealed, and nowhere else', () => {
  const sealed = sealText(secrets, 'here', 'Paßwort 🔑');
  expect(sealed.toString('latin1')).not.toContain('Pa');
  expect(openText(secrets, 'here', sealed)).toBe('Paßwort 🔑');
  expect(sealText(secrets, 'here', 'Paßwort 🔑')).not.toEqual(sealed);

  expect(() => openText(secrets, 'there', sealed)).toThrow();
  expect(() => openText({ chain: 'd'.repeat(43) }, 'here', sealed)).toThrow();
  for (let at = 0; at < sealed.length; at++) {
    const touched = Buffer.from(sealed);
    touched.writeUInt8(touched.readUInt8(at) ^ 1, at);
    expect(() => openText(secrets, 'here', touched), String(at)).toThrow();
  }
});

test('a secret address follows from what it is for', () => {
  expect(secretPath(secrets, 'line 1')).toBe(secretPath(secrets, 'line 1'));
  expect(secretPath(secrets, 'line 1')).not.toBe(secretPath(secrets, 'line 2'));
  expect(secretPath(secrets, 'line 1')).toHaveLength(43);
});
