/** Area under the ROC curve; equal scores count half. NaN where all outcomes are the same. */
export function auc(outcomes: Uint8Array, scores: Float64Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    let here = 0;
    for (const score = scores[order[from] ?? 0]; to < order.length && scores[order[to] ?? 0] === score; to++)
      here += outcomes[order[to] ?? 0] ?? 0;
    // Ranks from 1; those of one score share their mean.
    rankSum += here * ((from + 1 + to) / 2);
    positives += here;
    from = to;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

const tiny = 1e-12;
/** Mean of −ln of the probability given to what happened. */
export function logLoss(outcomes: Uint8Array, probabilities: Float64Array): number {
  let sum = 0;
  for (const [row, y] of outcomes.entries()) sum += lossOf(y, probabilities[row] ?? 0.5);
  return sum / outcomes.length;
}
export const lossOf = (y: number, p: number): number => -Math.log(Math.max(tiny, y === 1 ? p : 1 - p));

/** Mean squared distance between what was said and what happened. */
export function brier(outcomes: Uint8Array, probabilities: Float64Array): number {
  let sum = 0;
  for (const [row, y] of outcomes.entries()) sum += (y - (probabilities[row] ?? 0.5)) ** 2;
  return sum / outcomes.length;
}

/** `said` and `happened`: means of `rows` rows that were said to be about as likely; `upTo`: the highest probability among them. */
export type CalibrationBin = { rows: number; said: number; happened: number; upTo: number };

/** From the least to the most likely, in `bins` parts of equal size. */
export function calibrationBins(outcomes: Uint8Array, probabilities: Float64Array, bins = 10): CalibrationBin[] {
  const order = Uint32Array.from(outcomes.keys()).sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0));
  return Array.from({ length: bins }, (_, bin) =>
    order.subarray(Math.floor((bin * order.length) / bins), Math.floor(((bin + 1) * order.length) / bins)),
  )
    .filter((part) => part.length > 0)
    .map((part) => {
      let [said, happened] = [0, 0];
      for (const row of part) {
        said += probabilities[row] ?? 0;
        happened += outcomes[row] ?? 0;
      }
      return {
        rows: part.length,
        said: said / part.length,
        happened: happened / part.length,
        upTo: probabilities[part.at(-1) ?? 0] ?? 1,
      };
    });
}

/** Expected calibration error: mean distance between what was said and what happened, in `bins` parts of equal size. */
export function calibrationError(outcomes: Uint8Array, probabilities: Float64Array, bins = 10): number {
  const parts = calibrationBins(outcomes, probabilities, bins);
  return parts.reduce((sum, { rows, said, happened }) => sum + rows * Math.abs(happened - said), 0) / outcomes.length;
}

export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));
export const logitOf = (p: number): number => Math.log(p / (1 - p));
