/** ln Γ(x) for x > 0, relative error below 1e-14. Lanczos' approximation (g = 7, 9 terms; Lanczos 1964, coefficients by Godfrey). */
export function lnGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - lnGamma(1 - x);
  const at = x - 1;
  let sum = 0.99999999999980993;
  for (let term = 0; term < lanczos.length; term++) sum += (lanczos[term] as number) / (at + term + 1);
  const shifted = at + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) as its power series, for 0 ≤ z < 1 and c > 0 (Abramowitz & Stegun 15.1.1). Returned as `scale` and `value`
 * with ₂F₁ = value · e^scale, since it grows beyond what a number holds where z comes close to 1. Callers choose the transform (A&S 15.3.3) in which no two large terms cancel.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): { value: number; scale: number } {
  let term = 1;
  let value = 1;
  let scale = 0;
  for (let n = 0; n < mostTerms; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    value += term;
    if (Math.abs(term) <= 1e-16 * Math.abs(value) && n > -a && n > -b) break;
    if (Math.abs(value) > 1e200) {
      value *= 1e-200;
      term *= 1e-200;
      scale += 200 * Math.LN10;
    }
  }
  return { value, scale };
}

const mostTerms = 200_000;
