import { expect, test } from 'vitest';
import { readSpot, writeSpot } from './typed-spots.ts';

test.each([
  ['51.3127, 9.4797', { latitude: 51.3127, longitude: 9.4797 }],
  [' 51,3127; 9,4797 ', { latitude: 51.3127, longitude: 9.4797 }],
  ['-33.9 18.4', { latitude: -33.9, longitude: 18.4 }],
  ['', null],
  ['   ', null],
  ['Königsplatz 1', undefined],
  ['51.3127', undefined],
  ['91, 9', undefined],
  ['51, 181', undefined],
])('%j', (typed, spot) => expect(readSpot(typed)).toEqual(spot));

test('what is written can be read again', () => {
  const spot = { latitude: 51.3127, longitude: -9.4797 };
  expect(readSpot(writeSpot(spot))).toEqual(spot);
  expect(writeSpot({ latitude: 51 })).toBe('');
});
