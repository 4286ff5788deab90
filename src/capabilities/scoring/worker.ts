import { parentPort } from 'node:worker_threads';
import { applyWithRange, applyScore, explainer } from '#engine/score/apply';
import { fitScore, type ScoreModel } from '#engine/score/fit';
import { logLoss } from '#engine/score/measures';
import { collectTable, type Table, TableProblem } from '#engine/table';
import type { Computed, FromWorker, ToWorker, Trained, Training } from './computing.ts';
import { featuresOf, groupedBy, surelyKnown } from './rules/features.ts';

/** Learns and scores with its own heap, away from the event loop that serves people. */

const port = parentPort!;
const models = new Map<string, ScoreModel>();
let cases: Training['rows'] = [];

port.on('message', ({ id, task }: ToWorker) => {
  const answer = (result: FromWorker['result']): void => port.postMessage({ id, result } satisfies FromWorker);
  switch (task.kind) {
    case 'cases':
      cases.push(...task.rows);
      answer({ kind: 'taken' });
      break;
    case 'train':
      answer(train(task));
      cases = [];
      break;
    case 'score': {
      // A model is some megabytes of text: it is sent once, and kept while this thread lives.
      if (task.model !== undefined) models.set(task.modelId, JSON.parse(task.model) as ScoreModel);
      const model = models.get(task.modelId);
      answer(model ? { kind: 'scored', rows: score(model, task.names, task.rows) } : { kind: 'unknown' });
    }
  }
});

const outcomeColumn = 'won or answered';
const groupColumn = 'together';

function train({ target, seed, barred, current }: Omit<Training, 'rows'>): Trained {
  const all = featuresOf[target];
  const names = all.filter((name) => !barred.includes(name));
  const places = names.map((name) => all.indexOf(name));
  const collected = collectTable([...names, outcomeColumn, groupColumn]);
  for (const { cells, happened, group } of cases)
    collected.add([...places.map((place) => cells[place] ?? ''), happened ? 'ja' : 'nein', group]);
  const table = collected.table();
  const options = { target: outcomeColumn, positive: 'ja', group: groupColumn, keep: surelyKnown, seed };
  try {
    const { model, card, said } = fitScore(table, options);
    const { used, ignored, suspectedLeaks, validation, warnings } = card;
    return {
      kind: 'trained',
      model: JSON.stringify(model),
      rows: card.rows,
      outcomes: card.positives,
      baseRate: card.baseRate,
      verdict: card.verdict,
      card: {
        used,
        ignored: ignored.filter(({ column }) => column !== groupColumn),
        suspectedLeaks,
        validation,
        warnings,
        calibration: model.calibration,
        groups: said ? groupsOf(all, said) : [],
        against: current ? against(table, said, card.baseRate, current) : null,
      },
    };
  } catch (error) {
    if (error instanceof TableProblem) return { kind: 'problem', problem: error.message };
    throw error;
  }
}

/** Fewer say nothing about a group, and might say something about one of them. */
const fewestInGroup = 30;

function groupsOf(all: readonly string[], said: Float64Array) {
  return groupedBy.flatMap((by) => {
    const place = all.indexOf(by);
    const sums = new Map<string, { rows: number; said: number; happened: number }>();
    for (const [row, { cells, happened }] of cases.entries()) {
      const group = cells[place] ?? '';
      const sum = sums.get(group) ?? { rows: 0, said: 0, happened: 0 };
      sum.rows += 1;
      sum.said += said[row] ?? 0;
      sum.happened += happened ? 1 : 0;
      sums.set(group, sum);
    }
    return [...sums]
      .filter(([, { rows }]) => rows >= fewestInGroup)
      .map(([group, sum]) => ({
        by,
        group,
        rows: sum.rows,
        said: sum.said / sum.rows,
        happened: sum.happened / sum.rows,
      }))
      .toSorted((a, b) => b.rows - a.rows);
  });
}

const fewestToCompare = 20;

/** On what ended after the model in use was learned: it has not seen those, and the new one is judged by parts that had not. */
function against(table: Table, said: Float64Array | null, baseRate: number, current: NonNullable<Training['current']>) {
  const fresh = cases.flatMap(({ decidedAt }, row) => (decidedAt > current.trainedAt ? [row] : []));
  if (fresh.length < fewestToCompare) return null;
  const before = applyScore(JSON.parse(current.model) as ScoreModel, table);
  const happened = Uint8Array.from(fresh, (row) => (cases[row]?.happened ? 1 : 0));
  return {
    rows: fresh.length,
    logLoss: logLoss(
      happened,
      Float64Array.from(fresh, (row) => said?.[row] ?? baseRate),
    ),
    before: logLoss(
      happened,
      Float64Array.from(fresh, (row) => before[row] ?? baseRate),
    ),
  };
}

const mostReasons = 5;

/** What hardly moves a score is no reason: a hundredth in logits is a quarter of a percent at most. */
const leastReason = 0.01;

function score(model: ScoreModel, names: readonly string[], rows: readonly (readonly string[])[]): Computed[] {
  // Of a list that was bought, most know nothing but where they are: those that are alike are scored once.
  const places = new Map<string, number>();
  const collected = collectTable(names);
  const placeOf = rows.map((row) => {
    const key = row.join('\u0000');
    const known = places.get(key) ?? places.size;
    if (known === places.size) {
      places.set(key, known);
      collected.add(row);
    }
    return known;
  });
  const table = collected.table();
  const { probabilities, low, high } = applyWithRange(model, table);
  const explain = explainer(model, table);
  const computed = Array.from({ length: table.rows }, (_, row): Computed => ({
    probability: probabilities[row] ?? model.baseRate,
    low: low[row] ?? 0,
    high: high[row] ?? 1,
    reasons: explain(row)
      .contributions.filter(({ logit }) => Math.abs(logit) >= leastReason)
      .slice(0, mostReasons)
      .map(({ column, value, logit }) => ({ feature: column, value, logit })),
  }));
  return placeOf.map((place) => computed[place]!);
}
