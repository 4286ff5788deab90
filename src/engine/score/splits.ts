import type { Binned, BoostingSettings } from './boosting.ts';

export type Split = { gain: number; feature: number; upTo: number; goLeft: number[] };

/** Rows with a rare choice say little: their mean is drawn to zero before choices are put in order, and a split of them has to gain more (Ke et al. 2017). */
const choiceSmoothing = 10;
const mostChoicesLeft = 32;

/** The best way to part a node in two, by the fall of the loss to second order: ½ of what is told here, which only orders. */
export function bestSplit(
  data: Binned,
  histogram: Float64Array,
  offsets: Uint32Array,
  features: readonly number[],
  settings: Pick<BoostingSettings, 'l2' | 'minRows'>,
): Split | undefined {
  let best: Split | undefined;
  for (const feature of features) {
    const { kind, bins } = data.features[feature]!;
    const sums = histogram.subarray(offsets[feature]!, offsets[feature]! + bins * 3);
    const found = kind === 'number' ? ofNumber(sums, bins, settings) : ofChoice(sums, bins, settings);
    if (found && found.gain > (best?.gain ?? 1e-6)) best = { ...found, feature };
  }
  return best;
}

type Found = Omit<Split, 'feature'>;

function totals(sums: Float64Array): [number, number, number] {
  let [g, h, n] = [0, 0, 0];
  for (let at = 0; at < sums.length; at += 3) {
    g += sums[at]!;
    h += sums[at + 1]!;
    n += sums[at + 2]!;
  }
  return [g, h, n];
}

function ofNumber(
  sums: Float64Array,
  bins: number,
  { l2, minRows }: Pick<BoostingSettings, 'l2' | 'minRows'>,
): Found | undefined {
  const [g, h, n] = totals(sums);
  const before = (g * g) / (h + l2);
  let best: Found | undefined;
  // What is missing goes to either side; the better one is kept.
  for (const missingLeft of sums[2]! > 0 ? [false, true] : [false]) {
    let [gl, hl, nl] = missingLeft ? [sums[0]!, sums[1]!, sums[2]!] : [0, 0, 0];
    for (let bin = 1; bin < bins - (missingLeft ? 0 : 1); bin++) {
      gl += sums[bin * 3]!;
      hl += sums[bin * 3 + 1]!;
      nl += sums[bin * 3 + 2]!;
      if (nl < minRows) continue;
      if (n - nl < minRows) break;
      const gain = (gl * gl) / (hl + l2) + ((g - gl) * (g - gl)) / (h - hl + l2) - before;
      if (gain > (best?.gain ?? 0)) best = { gain, upTo: bin, goLeft: missingLeft ? [0] : [] };
    }
    // The last one: everything that is there against what is missing.
    if (!missingLeft && sums[2]! >= minRows && n - sums[2]! >= minRows) {
      const [gr, hr] = [sums[0]!, sums[1]!];
      const gain = (gr * gr) / (hr + l2) + ((g - gr) * (g - gr)) / (h - hr + l2) - before;
      if (gain > (best?.gain ?? 0)) best = { gain, upTo: bins - 1, goLeft: [] };
    }
  }
  return best;
}

function ofChoice(
  sums: Float64Array,
  bins: number,
  { l2, minRows }: Pick<BoostingSettings, 'l2' | 'minRows'>,
): Found | undefined {
  const [g, h, n] = totals(sums);
  const before = (g * g) / (h + l2);
  const there: { bin: number; order: number }[] = [];
  for (let bin = 0; bin < bins; bin++)
    if (sums[bin * 3 + 2]! > 0) there.push({ bin, order: sums[bin * 3]! / (sums[bin * 3 + 1]! + choiceSmoothing) });
  if (there.length < 2) return undefined;
  // Two of them are a yes and a no, and need no caution.
  const caution = there.length > 2 ? l2 + choiceSmoothing : l2;
  there.sort((a, b) => a.order - b.order || a.bin - b.bin);
  let best: { gain: number; from: 'low' | 'high'; count: number } | undefined;
  for (const from of ['low', 'high'] as const) {
    let [gl, hl, nl] = [0, 0, 0];
    const most = Math.min(there.length - 1, mostChoicesLeft);
    for (let count = 1; count <= most; count++) {
      const at = there[from === 'low' ? count - 1 : there.length - count]!.bin * 3;
      gl += sums[at]!;
      hl += sums[at + 1]!;
      nl += sums[at + 2]!;
      if (nl < minRows) continue;
      if (n - nl < minRows) break;
      const gain = (gl * gl) / (hl + caution) + ((g - gl) * (g - gl)) / (h - hl + caution) - before;
      if (gain > (best?.gain ?? 0)) best = { gain, from, count };
    }
  }
  if (!best) return undefined;
  const { from, count, gain } = best;
  const left = from === 'low' ? there.slice(0, count) : there.slice(there.length - count);
  return { gain, upTo: -1, goLeft: left.map(({ bin }) => bin).sort((a, b) => a - b) };
}
