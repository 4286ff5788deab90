import { type Feature, binOf, type Values } from './features.ts';
import { auc } from './measures.ts';

/** A column that knows the outcome too well; `auc`: of this column alone. */
export type Leak = { column: string; why: string; auc: number };

/** What is named like this is mostly known only when it is over. */
const namedLate =
  /(dauer|duration|talk.?time|gespr[aä]chs(dauer|zeit)|call.?length|closed?(.?(at|on|date))?$|close.?date|abschluss|ergebnis|outcome|result|grund|reason|won|lost|verloren|gewonnen|quality|qualit[aä]t|tags?$|disposition|hangup|aufgelegt)/i;

const tooGood = 0.8;
const suspicious = 0.68;

/** How well each column tells the outcome by itself, on rows it was not counted on. */
export function findLeaks(
  features: readonly Feature[],
  values: Values,
  outcomes: Uint8Array,
  rows: Uint32Array,
  foldOf: Uint8Array,
  folds: number,
): Leak[] {
  const happened = Uint8Array.from(rows, (row) => outcomes[row] ?? 0);
  return features.flatMap((feature, at) => {
    const alone = auc(
      happened,
      tellingAlone(feature, values.columns[at] ?? new Float64Array(), outcomes, rows, foldOf, folds),
    );
    const named = namedLate.test(feature.name);
    if (alone >= tooGood)
      return [
        {
          column: feature.name,
          auc: alone,
          why: 'sagt das Ergebnis für sich allein fast voraus: wohl erst danach ausgefüllt',
        },
      ];
    if (named && alone >= suspicious)
      return [
        {
          column: feature.name,
          auc: alone,
          why: 'klingt nach etwas, das erst mit dem Ergebnis bekannt wird, und sagt viel darüber',
        },
      ];
    return [];
  });
}

/** The rate of each bin, or of each twentieth of a number, counted in the other folds and drawn to the rate of all. */
function tellingAlone(
  feature: Feature,
  column: Float64Array,
  outcomes: Uint8Array,
  rows: Uint32Array,
  foldOf: Uint8Array,
  folds: number,
): Float64Array {
  const bins = feature.kind === 'choice' ? feature.choices.length + 2 : feature.edges.length + 2;
  const coarse = feature.kind === 'choice' ? 1 : Math.max(1, Math.ceil(bins / 20));
  const of = (row: number): number => Math.ceil(binOf(feature, column[row] ?? Number.NaN) / coarse);
  const yes = new Float64Array((bins + 2) * folds);
  const all = new Float64Array((bins + 2) * folds);
  let positives = 0;
  for (const row of rows) {
    const place = of(row) * folds + foldOf[row]!;
    yes[place]! += outcomes[row]!;
    all[place]! += 1;
    positives += outcomes[row]!;
  }
  const rate = positives / rows.length;
  return Float64Array.from(rows, (row) => {
    const first = of(row) * folds;
    let [hits, count] = [rate * 10, 10];
    for (let fold = 0; fold < folds; fold++) {
      if (fold === foldOf[row]) continue;
      hits += yes[first + fold]!;
      count += all[first + fold]!;
    }
    return hits / count;
  });
}
