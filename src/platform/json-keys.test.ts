import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatsKey } from './json-keys.ts';

const repeats = (text: string) => repeatsKey(text, JSON.parse(text));

test.each([
  ['{"a":1,"a":2}', true],
  ['{"a":1,"\\u0061":2}', true],
  ['{"x":[{"a":1},{"b":{"c":1,"c" : 1}}]}', true],
  ['[{"a":1},{"a":1}]', false],
  ['{"a":{"a":{"a":null}}}', false],
  ['{"a":":","b":"\\":","c":"\\\\","d":["a","a"]}', false],
  ['{"a\\\\\\"":1,"a\\\\":2}', false],
  ['"a\\":"', false],
  ['null', false],
  ['{}', false],
])('%s', (text, expected) => expect(repeats(text)).toBe(expected));

test('nothing that was written by JSON.stringify repeats a key, and everything does in which an object is doubled', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, noNullPrototype: true }), (value) => {
      fc.pre(!Object.hasOwn(value, '__proto__'));
      const text = JSON.stringify(value, null, 2);
      expect(repeats(text)).toBe(false);
      expect(repeats(`{${text.slice(1, -1)},${text.slice(1, -1)}}`)).toBe(true);
    }),
  );
});

test('depth is no danger', () => {
  const deep = `${'['.repeat(5000)}{"a":1,"a":2}${']'.repeat(5000)}`;
  expect(repeats(deep)).toBe(true);
});
