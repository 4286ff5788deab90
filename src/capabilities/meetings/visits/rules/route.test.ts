import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kmBetween, length, routeOf, type Stop } from './route.ts';

const at = (id: string, latitude: number, longitude: number): Stop => ({ id, spot: { latitude, longitude } });
const order = (stops: readonly Stop[]) => routeOf(stops).map(({ stop }) => stop.id);

test('distances are those of a globe: a degree of a meridian anywhere, a quarter of the way round it', () => {
  const spot = (latitude: number, longitude: number) => ({ latitude, longitude });
  expect(kmBetween(spot(51, 9), spot(52, 9))).toBeCloseTo(111.19, 1);
  expect(kmBetween(spot(0, 0), spot(0, 90))).toBeCloseTo(10_007.5, 0);
  expect(kmBetween(spot(60, 0), spot(60, 0.001))).toBeCloseTo(0.0556, 3);
  expect(kmBetween(spot(51, 9), spot(51, 9))).toBe(0);
});

test.each<[string, Stop[], string[]]>([
  ['none', [], []],
  ['one', [at('a', 51, 9)], ['a']],
  ['along a line', [at('a', 51, 9), at('d', 51, 9.3), at('b', 51, 9.1), at('c', 51, 9.2)], ['a', 'b', 'c', 'd']],
  [
    'those nobody can place come last, as they came',
    [{ id: 'x', spot: null }, at('a', 51, 9), { id: 'y', spot: null }, at('b', 51, 9.1)],
    ['a', 'b', 'x', 'y'],
  ],
  [
    'nobody can place any',
    [
      { id: 'y', spot: null },
      { id: 'x', spot: null },
    ],
    ['y', 'x'],
  ],
])('%s', (_, stops, expected) => expect(order(stops)).toEqual(expected));

test('the way from one to the next is told, but not to the first', () => {
  const [first, second, third] = routeOf([at('a', 51, 9), at('b', 51, 9.1), { id: 'x', spot: null }]);
  expect(first?.kmFromLast).toBeNull();
  expect(second?.kmFromLast).toBeCloseTo(7, 0);
  expect(third?.kmFromLast).toBeNull();
});

test('every stop once, the first first, and no stretch of the way is better turned round', () => {
  const coordinates = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }));
  fc.assert(
    fc.property(fc.array(coordinates, { minLength: 1, maxLength: 14 }), (places) => {
      const stops = places.map(([x, y], index) => at(String(index), 51 + x / 1000, 9 + y / 1000));
      const way = routeOf(stops).map(({ stop }) => stop);
      expect(way.map(({ id }) => id).toSorted()).toEqual(stops.map(({ id }) => id).toSorted());
      expect(way[0]?.id).toBe('0');
      for (let from = 1; from < way.length - 1; from++)
        for (let to = from + 1; to < way.length; to++) {
          const turned = [...way.slice(0, from), ...way.slice(from, to + 1).toReversed(), ...way.slice(to + 1)];
          expect(length(turned)).toBeGreaterThanOrEqual(length(way) - 1e-6);
        }
    }),
  );
});
