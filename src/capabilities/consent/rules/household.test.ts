import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addresseeLines, greetingOf, households } from './household.ts';

const at = (id: string, street: string, houseNumber = '1', more: object = {}) => ({
  id,
  name: `Mensch ${id}`,
  address: { street, houseNumber, postalCode: '34117', city: 'Kassel', country: 'DE', ...more },
});

test('one door is one household, however it is written', () => {
  const people = [
    at('a', 'Königsstraße', '12 a'),
    at('b', 'Königsstr.', '12a'),
    at('c', 'KÖNIGSSTRASSE', '12 A'),
    at('d', 'Königsstraße', '12 b'),
    at('e', 'Königsstraße', '12 a', { addition: 'Hinterhaus' }),
    at('f', 'Königsstraße', '12 a', { postalCode: '34119' }),
  ];
  expect(households(people, 'DE').map(({ contactIds }) => contactIds)).toEqual([['a', 'b', 'c'], ['d'], ['e'], ['f']]);
});

test('who has no door gets no letter', () => {
  for (const missing of ['street', 'postalCode', 'city'])
    expect(households([at('a', 'Weg', '1', { [missing]: undefined })], 'DE')).toEqual([]);
  expect(households([{ id: 'a', name: 'A', address: undefined }], 'DE')).toEqual([]);
});

test('an address has at most six lines, and names its country abroad only', () => {
  const [home] = households([at('a', 'Weg', '1', { addition: '2. Stock' })], 'DE');
  expect(home && addresseeLines(home)).toEqual(['Mensch a', '2. Stock', 'Weg 1', '34117 Kassel']);
  const [abroad] = households([at('a', 'Weg', '1', { country: 'AT', postalCode: '5020', city: 'Salzburg' })], 'DE');
  expect(abroad && addresseeLines(abroad)).toEqual(['Mensch a', 'Weg 1', '5020 Salzburg', 'ÖSTERREICH']);
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (names) => {
      const lines = ['Hinterhaus', 'Weg 1', '34117 Kassel', 'ÖSTERREICH'];
      expect(addresseeLines({ names, lines }).length).toBeLessThanOrEqual(6);
    }),
    { numRuns: 50 },
  );
});

test.each([
  [['Erika Muster'], 'Guten Tag Erika Muster,'],
  [['Erika Muster', 'Max Muster'], 'Guten Tag Erika Muster,\nguten Tag Max Muster,'],
  [['A', 'B', 'C'], 'Guten Tag,'],
])('%j are greeted', (names, greeting) => expect(greetingOf(names)).toBe(greeting));
