/**
 * A series without holes: what is missing before the first value is cut off, between two it is the mean of the same season before and after, or else lies on the straight line between its neighbours;
 * `after`: how many are missing after the last.
 */
export function fillGaps(raw: Float64Array, m: number): { values: Float64Array; filled: number; after: number } {
  const known = (value: number | undefined) => value !== undefined && Number.isFinite(value);
  const first = raw.findIndex(known);
  const last = raw.findLastIndex(known);
  if (first < 0) return { values: new Float64Array(0), filled: 0, after: raw.length };
  const values = raw.slice(first, last + 1);
  let filled = 0;
  for (let t = 0, before = 0; t < values.length; t++) {
    if (known(values[t])) {
      before = t;
      continue;
    }
    filled += 1;
    const [earlier, later] = [values[t - m], raw[first + t + m]];
    if (m > 1 && known(earlier) && known(later)) {
      values[t] = ((earlier ?? 0) + (later ?? 0)) / 2;
      continue;
    }
    let next = t + 1;
    while (!known(values[next])) next += 1;
    const [from, to] = [values[before] ?? 0, values[next] ?? 0];
    values[t] = from + ((to - from) * (t - before)) / (next - before);
  }
  return { values, filled, after: raw.length - 1 - last };
}
