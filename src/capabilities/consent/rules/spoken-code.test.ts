import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spokenCode } from './spoken-code.ts';

test('a code has six digits, zeros in front too', () => {
  expect(spokenCode(Buffer.from([0, 0, 0, 7]))).toBe('000007');
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) =>
      /^\d{6}$/.test(spokenCode(Buffer.from(bytes))),
    ),
  );
});
