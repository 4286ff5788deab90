import { describe, expect, test } from 'vitest';
import { seeded } from '../random.ts';
import { collectTable, type Table } from '../table.ts';
import { applyScore, applyWithRange, explainer } from './apply.ts';
import { fitScore } from './fit.ts';
import { auc, brier, calibrationError, logistic, logitOf, logLoss } from './measures.ts';

function tableOf(names: readonly string[], rows: readonly (readonly (string | number)[])[]): Table {
  const collected = collectTable(names);
  for (const row of rows) collected.add(row.map(String));
  return collected.table();
}

/** Who buys follows a known rule: age, source, and a step that no straight line has. */
function sellers(count: number, seed = 7): { table: Table; truth: number[]; outcomes: Uint8Array } {
  const roll = seeded(seed);
  const truth: number[] = [];
  const outcomes = new Uint8Array(count);
  const rows = Array.from({ length: count }, (_, row) => {
    const age = 18 + Math.floor(roll() * 60);
    const source = ['Messe', 'Empfehlung', 'Anzeige'][Math.floor(roll() * 3)] ?? '';
    const roof = Math.round(roll() * 200);
    const logit = -1.5 + (age - 45) * 0.03 + (source === 'Empfehlung' ? 1.4 : 0) + (roof > 60 && roof < 120 ? 1.6 : 0);
    truth.push(logistic(logit));
    outcomes[row] = roll() < logistic(logit) ? 1 : 0;
    return [
      `A-${row}`,
      age,
      source,
      `${roof},5 m²`.replace(' m²', ''),
      outcomes[row] ? 'ja' : 'nein',
      outcomes[row] ? 12 + roll() : roll(),
    ];
  });
  return { table: tableOf(['Kennung', 'Alter', 'Herkunft', 'Dach', 'Kauf', 'Gesprächsdauer'], rows), truth, outcomes };
}
const options = { target: 'Kauf', positive: 'ja' };

describe('measures', () => {
  const outcomes = Uint8Array.of(0, 0, 1, 1);
  test('area under the curve: equal scores count half', () => {
    expect(auc(outcomes, Float64Array.of(0.1, 0.4, 0.35, 0.8))).toBe(0.75);
    expect(auc(outcomes, Float64Array.of(1, 1, 1, 1))).toBe(0.5);
    expect(auc(outcomes, Float64Array.of(1, 2, 3, 4))).toBe(1);
  });
  test('losses and calibration', () => {
    const said = Float64Array.of(0.5, 0.5, 0.5, 0.5);
    expect(logLoss(outcomes, said)).toBeCloseTo(Math.LN2);
    expect(brier(outcomes, said)).toBe(0.25);
    expect(calibrationError(outcomes, said, 1)).toBe(0);
    expect(calibrationError(outcomes, Float64Array.of(0.2, 0.2, 0.2, 0.2), 1)).toBeCloseTo(0.3);
  });
});

describe('what can be learned is learned', () => {
  const learned = sellers(6_000);
  const { model, card } = fitScore(learned.table, options);
  const unseen = sellers(4_000, 8);
  const said = applyScore(model, unseen.table);

  test('four of five ranges hold what is true of such a row, and they are narrower than saying nothing', () => {
    const { low, high, probabilities } = applyWithRange(model, unseen.table);
    const held = unseen.truth.filter((p, row) => p >= low[row]! && p <= high[row]!).length / unseen.truth.length;
    const width = low.reduce((sum, from, row) => sum + high[row]! - from, 0) / low.length;
    expect(probabilities).toEqual(said);
    expect(held).toBeGreaterThan(0.75);
    expect(width).toBeLessThan(0.25);
    expect(model.calibration.reduce((sum, { rows }) => sum + rows, 0)).toBe(card.rows);
  });

  test('nearly as well as by the rule itself, and as often as it says', () => {
    const best = logLoss(unseen.outcomes, Float64Array.from(unseen.truth));
    expect(logLoss(unseen.outcomes, said)).toBeLessThan(best + 0.01);
    expect(auc(unseen.outcomes, said)).toBeGreaterThan(auc(unseen.outcomes, Float64Array.from(unseen.truth)) - 0.01);
    expect(calibrationError(unseen.outcomes, said)).toBeLessThan(0.03);
    expect(card.verdict).toBe('useful');
  });

  test('what it says of itself is what it can do with others', () => {
    expect(card.validation?.auc).toBeCloseTo(auc(unseen.outcomes, said), 1);
    expect(card.validation?.logLoss).toBeCloseTo(logLoss(unseen.outcomes, said), 1);
  });

  test('what is filled after the outcome is found and left out, what tells rows apart as well', () => {
    expect(card.suspectedLeaks.map(({ column }) => column)).toEqual(['Gesprächsdauer']);
    expect(card.used).toEqual(['Alter', 'Herkunft', 'Dach']);
    expect(card.ignored.map(({ column }) => column)).toEqual(['Kennung']);
    const kept = fitScore(learned.table, { ...options, keep: ['gesprächsdauer'] }).card;
    expect(kept.used).toContain('Gesprächsdauer');
    expect(kept.suspectedLeaks).toHaveLength(1);
  });

  test('all reasons together are the score', () => {
    const explain = explainer(model, unseen.table);
    for (const row of [0, 1, 17, 3_999]) {
      const { base, contributions } = explain(row);
      const logit = contributions.reduce((sum, one) => sum + one.logit, base);
      expect(logit).toBeCloseTo(logitOf(said[row] ?? 0), 9);
    }
    expect(
      explain(0)
        .contributions.map(({ column }) => column)
        .sort(),
    ).toEqual(['Alter', 'Dach', 'Herkunft']);
  });

  test('the same seed learns the same; so does a model that went through a file', () => {
    const again = fitScore(learned.table, options).model;
    expect(JSON.stringify(again)).toBe(JSON.stringify(model));
    const kept = JSON.parse(JSON.stringify(model)) as typeof model;
    expect([...applyScore(kept, unseen.table).subarray(0, 50)]).toEqual([...said.subarray(0, 50)]);
  });

  test('columns missing, elsewhere or with other words in them', () => {
    const other = tableOf(
      ['herkunft', 'Alter', 'Wetter'],
      [
        ['Mond', 'alt', 'Regen'],
        ['', '', ''],
        ['Empfehlung', '70', ''],
        ['Anzeige', '20', ''],
      ],
    );
    const [strange = 0, empty = 0, old = 0, young = 0] = applyScore(model, other);
    for (const one of [strange, empty]) expect(one > 0 && one < 1).toBe(true);
    expect(old).toBeGreaterThan(young);
    expect(applyScore(model, tableOf(['Alter'], []))).toHaveLength(0);
  });
});

describe('where nothing can be learned it says so', () => {
  test('columns that say nothing: the base rate for everybody', () => {
    const roll = seeded(3);
    const rows = Array.from({ length: 2_000 }, () => [
      roll() < 0.3 ? 'Won' : 'Lost',
      Math.round(roll() * 100),
      ['a', 'b', 'c'][Math.floor(roll() * 3)] ?? '',
    ]);
    const table = tableOf(['stage', 'price', 'agent'], rows);
    const { model, card } = fitScore(table, { target: 'stage', positive: 'won' });
    expect(card.verdict).toBe('no better than the base rate');
    expect(new Set(applyScore(model, table))).toEqual(new Set([card.baseRate]));
    expect(explainer(model, table)(0).contributions).toEqual([]);
  });

  test('twelve rows: a rate, and the word for it', () => {
    const { card } = fitScore(sellers(12).table, options);
    expect(card).toMatchObject({ rows: 12, validation: null, verdict: 'no better than the base rate' });
    expect(card.warnings.join(' ')).toContain('Weniger als 50 Ergebnisse');
  });

  test.each([
    ['no row', [] as string[][], 'kein einziges Ergebnis'],
    ['no outcome', [['1', '']], 'kein einziges Ergebnis'],
    [
      'always yes',
      [
        ['1', 'ja'],
        ['2', 'ja'],
      ],
      'steht überall „ja“',
    ],
    [
      'never yes',
      [
        ['1', 'nein'],
        ['2', 'nein'],
      ],
      'kommt in der Spalte „Kauf“ nicht vor',
    ],
  ])('%s', (_, rows, words) => {
    expect(() => fitScore(tableOf(['a', 'Kauf'], rows), options)).toThrow(words);
  });

  test('a column that is not there', () => {
    expect(() => fitScore(sellers(60).table, { ...options, target: 'Sieg' })).toThrow(
      'Die Spalte „Sieg“ gibt es in dieser Tabelle nicht',
    );
  });

  test('a column with one value, an empty one, one that is other in every row', () => {
    const { table } = sellers(300);
    const rows = Array.from({ length: 300 }, (_, row) => ['immer', '', `x${row}y`, row % 3 === 0 ? 'ja' : 'nein']);
    const { card } = fitScore(tableOf(['gleich', 'leer', 'jeder', 'Kauf'], rows), options);
    expect(card.ignored.map(({ why }) => why)).toEqual(['überall dasselbe', 'leer', 'in fast jeder Zeile anders']);
    expect(card.used).toEqual([]);
    expect(table.rows).toBe(300);
  });
});

test('rows that are there many times are not tested by themselves', () => {
  const roll = seeded(5);
  // Chance, but each row ten times: whoever tests a row by its own copy finds it foreseeable.
  const once = Array.from({ length: 150 }, () => [
    Math.round(roll() * 1e6),
    Math.round(roll() * 1e6),
    roll() < 0.5 ? 'ja' : 'nein',
  ]);
  const { card } = fitScore(
    tableOf(
      ['a', 'b', 'Kauf'],
      once.flatMap((row) => Array.from({ length: 10 }, () => row)),
    ),
    options,
  );
  expect(card.verdict).toBe('no better than the base rate');
});

test('rows of one group are tested together', () => {
  const roll = seeded(6);
  const rows = Array.from({ length: 1_200 }, (_, row) => {
    const firm = Math.floor(row / 60);
    return [`F${firm}`, firm * 17 + Math.round(roll() * 3), [1, 4, 5, 9, 12, 13, 18].includes(firm) ? 'ja' : 'nein'];
  });
  const table = tableOf(['Firma', 'Umsatz', 'Kauf'], rows);
  expect(fitScore(table, { ...options, ids: ['Firma'] }).card.validation?.auc).toBeGreaterThan(0.9);
  const apart = fitScore(table, { ...options, group: 'Firma' }).card;
  expect(apart.validation?.auc ?? 0.5).toBeLessThan(0.7);
});
