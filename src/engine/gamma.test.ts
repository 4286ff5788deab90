import { expect, test } from 'vitest';
import { hypergeometric, lnGamma } from './gamma.ts';

test.each([
  [1, 0],
  [0.5, Math.log(Math.sqrt(Math.PI))],
  [5, Math.log(24)],
  [0.001, 6.907178885383853],
  [171, 706.5730622457875],
  [1e6, 12815504.569147611],
])('ln Γ(%s)', (x, known) => expect(lnGamma(x)).toBeCloseTo(known, 8 - Math.max(0, Math.log10(x))));

const valueOf = (a: number, b: number, c: number, z: number): number => {
  const { value, scale } = hypergeometric(a, b, c, z);
  return value * Math.exp(scale);
};

test('₂F₁ where it is known in closed form', () => {
  for (const z of [0, 0.3, 0.9, 0.999]) {
    if (z > 0) expect(valueOf(1, 1, 2, z) / (-Math.log(1 - z) / z)).toBeCloseTo(1, 9);
    expect(valueOf(2.5, 0.7, 0.7, z) / (1 - z) ** -2.5).toBeCloseTo(1, 9);
    expect(valueOf(-2, 3, 4, z)).toBeCloseTo(1 - (3 / 2) * z + (3 / 5) * z * z, 12);
  }
});

test('₂F₁ beyond what a number holds', () => {
  const { value, scale } = hypergeometric(2000, 3, 3, 0.9);
  expect((Math.log(value) + scale) / (-2000 * Math.log(0.1))).toBeCloseTo(1, 9);
});
