import { describe, expect, test } from 'vitest';
import { seeded } from '../random.ts';
import { forecastSeries, type SeriesForecast } from './forecast.ts';
import { fillGaps } from './gaps.ts';
import { isSeasonal, seasonOf } from './season.ts';

const m = 12;
const blank = Number.NaN;

/** Twelve numbers of a normal distribution's kind, summed from even ones; the same for one seed. */
function noise(seed: number): () => number {
  const roll = seeded(seed);
  return () => Array.from({ length: 12 }, roll).reduce((sum, part) => sum + part, -6);
}

const swing = (t: number): number => 1 + 0.3 * Math.sin((2 * Math.PI * t) / m);
const months = (count: number, value: (t: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, t) => value(t));

const repeated = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

function only(values: Float64Array | number[], horizon = 6): SeriesForecast {
  const [told] = forecastSeries([{ name: 'A', values: Float64Array.from(values) }], { horizon, m });
  if (!told) throw new Error('nothing told');
  return told;
}

function pointOf(told: SeriesForecast): number[] {
  expect(told.point).not.toBeNull();
  return told.point ?? [];
}

describe('what is known comes out again', () => {
  test('a line goes on, at least by half its slope', () => {
    const point = pointOf(only(months(60, (t) => 100 + 2 * t)));
    for (const [h, value] of point.entries()) {
      expect(value).toBeGreaterThan(217 + h);
      expect(value).toBeLessThan(219 + 2 * (h + 1));
    }
  });

  test('a season goes on', () => {
    const point = pointOf(
      only(
        months(60, (t) => 1000 * swing(t)),
        12,
      ),
    );
    for (const [h, value] of point.entries()) expect(value).toBeCloseTo(1000 * swing(60 + h), 0);
  });

  test('a season is told from a trend and from noise', () => {
    const roll = noise(3);
    expect(
      isSeasonal(
        months(72, (t) => 100 + t),
        m,
      ),
    ).toBe(false);
    expect(
      isSeasonal(
        months(72, () => 100 + roll()),
        m,
      ),
    ).toBe(false);
    expect(
      isSeasonal(
        months(72, (t) => (100 + t) * swing(t) + roll()),
        m,
      ),
    ).toBe(true);
    expect(
      isSeasonal(
        months(30, (t) => 100 * swing(t) + roll()),
        m,
      ),
    ).toBe(true);
    expect(isSeasonal(months(24, swing), m)).toBe(false);
  });

  test('what months differ by chance is no season, in twelves as in quarters', () => {
    const roll = noise(11);
    let [found, quarters, strayed] = [0, 0, 0];
    for (let at = 0; at < 100; at++) {
      const values = months(60, () => 100 + 10 * roll());
      found += Number(isSeasonal(values, m));
      quarters += Number(isSeasonal(values, 4));
      for (const factor of seasonOf(values, m).of) strayed += Math.abs(factor - 1) / (100 * m);
    }
    expect(found).toBeLessThan(20);
    expect(quarters).toBeLessThan(40);
    // Taken as they are, such means stray by .038.
    expect(strayed).toBeLessThan(0.02);
    expect(
      isSeasonal(
        months(40, (t) => 100 + (t % 4 === 3 ? 20 : 0) + 5 * roll()),
        4,
      ),
    ).toBe(true);
  });

  test('the factors of a season are found', () => {
    const { kind, of } = seasonOf(
      months(60, (t) => (50 + t) * swing(t)),
      m,
    );
    expect(kind).toBe('factors');
    for (const [at, factor] of of.entries()) expect(factor).toBeCloseTo(swing(at), 1);
    expect(
      seasonOf(
        months(60, (t) => swing(t) - 1),
        m,
      ).kind,
    ).toBe('added');
  });
});

describe('ranges', () => {
  const told = forecastSeries(
    Array.from({ length: 120 }, (_, at) => {
      const roll = noise(at);
      return { name: String(at), values: months(78, (t) => 500 + 40 * roll() + (at % 2 ? 2 * t * swing(t) : 0)) };
    }).map((series) => ({ ...series, values: series.values.slice(0, 60) })),
    { horizon: 18, m },
  );

  test('hold about as often as they say', () => {
    let [count, in80, in95] = [0, 0, 0];
    for (const [at, { lo80, hi80, lo95, hi95 }] of told.entries()) {
      const roll = noise(at);
      const all = months(78, (t) => 500 + 40 * roll() + (at % 2 ? 2 * t * swing(t) : 0));
      for (let h = 0; h < 18; h++) {
        const value = all[60 + h] ?? 0;
        count += 1;
        if (value >= (lo80?.[h] ?? 0) && value <= (hi80?.[h] ?? 0)) in80 += 1;
        if (value >= (lo95?.[h] ?? 0) && value <= (hi95?.[h] ?? 0)) in95 += 1;
      }
    }
    expect(in80 / count).toBeGreaterThan(0.74);
    expect(in80 / count).toBeLessThan(0.9);
    expect(in95 / count).toBeGreaterThan(0.92);
  });

  test('lie around the point, the wider around the narrower', () => {
    for (const { point, lo80, hi80, lo95, hi95 } of told)
      for (const [h, value] of (point ?? []).entries())
        expect([lo95?.[h], lo80?.[h], value, hi80?.[h], hi95?.[h]]).toEqual(
          [lo95?.[h], lo80?.[h], value, hi80?.[h], hi95?.[h]].toSorted((a = 0, b = 0) => a - b),
        );
  });

  test('widen with the horizon where the past did', () => {
    const roll = noise(5);
    let level = 1000;
    const { lo80, hi80 } = only(
      months(120, () => (level += 10 * roll())),
      12,
    );
    expect((hi80?.[11] ?? 0) - (lo80?.[11] ?? 0)).toBeGreaterThan(1.5 * ((hi80?.[0] ?? 0) - (lo80?.[0] ?? 0)));
  });
});

describe('what is left of a series', () => {
  test.each([
    ['one value', [7]],
    ['two values', [7, 9]],
    ['five values', [5, 3, 8, 4, 6]],
    ['six values', [5, 3, 8, 4, 6, 5]],
    ['twelve rows', [5, 3, 8, 4, 6, 5, 3, 9, 9, 1, 4, 4]],
    ['only zeros', repeated(30, 0)],
    ['many zeros', Array.from({ length: 40 }, (_, t) => (t % 5 === 0 ? 3 : 0))],
    ['below zero', Array.from({ length: 40 }, (_, t) => Math.sin(t) * 20 - 5)],
    ['the same all along', repeated(40, 4.2)],
    ['holes', Array.from({ length: 60 }, (_, t) => (t % 7 === 3 || t > 55 || t < 2 ? blank : 100 * swing(t)))],
    ['a jump to a million', Array.from({ length: 30 }, (_, t) => (t < 29 ? 1 : 1_000_000))],
    ['large and small', Array.from({ length: 30 }, (_, t) => (t % 2 ? 1e300 : 1e-300))],
  ])('%s', (_, values) => {
    const { point, lo80, hi80, lo95, hi95 } = only(values, 30);
    expect(point).toHaveLength(30);
    const all = [point, lo80, hi80, lo95, hi95].flatMap((told) => told ?? []);
    expect(all.filter((value) => !Number.isFinite(value))).toEqual([]);
    if (values.every((value) => !(value < 0))) expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  });

  test('is told in words', () => {
    expect(only([7])).toMatchObject({
      point: [7, 7, 7, 7, 7, 7],
      lo80: null,
      warnings: [/Nur ein Wert/].map((text) => expect.stringMatching(text)),
    });
    expect(only([7, 9]).warnings).toEqual([expect.stringContaining('Nur 2 Werte')]);
    expect(only(repeated(40, 4.2))).toMatchObject({
      lo95: repeated(6, expect.closeTo(4.2, 9)),
      warnings: [expect.stringContaining('gleich')],
    });
    expect(only([blank, blank])).toMatchObject({
      point: null,
      hi95: null,
      warnings: [expect.stringContaining('Kein lesbarer Wert')],
    });
    expect(only([1, blank, 3, 2, 4, 3, 5, blank]).warnings).toEqual([
      '1 fehlender Wert zwischen den bekannten ergänzt.',
      'Am Ende 1 leere Zeile: Gerechnet ist vom letzten bekannten Wert an.',
      expect.stringContaining('Saison'),
    ]);
  });

  test('two values say less than twenty of the same kind', () => {
    const width = ({ lo80, hi80 }: SeriesForecast) => (hi80?.[0] ?? 0) - (lo80?.[0] ?? 0);
    expect(width(only([100, 102]))).toBeGreaterThan(
      width(only(Array.from({ length: 20 }, (_, t) => 100 + 2 * (t % 2)))),
    );
  });

  test('holes are filled by the season, else by a line', () => {
    expect([...fillGaps(Float64Array.of(blank, 1, blank, 3, blank), 12).values]).toEqual([1, 2, 3]);
    expect([...fillGaps(Float64Array.of(1, 9, 1, blank, 1, 9), 2).values]).toEqual([1, 9, 1, 9, 1, 9]);
    expect(fillGaps(Float64Array.of(1, blank, blank), 12).after).toBe(2);
  });
});

test('a million times as much is the same a million times', () => {
  const roll = noise(9);
  const values = months(50, (t) => 20 * swing(t) + roll());
  const [small, large] = [pointOf(only(values)), pointOf(only(values.map((value) => value * 1e6)))];
  for (const [h, value] of small.entries()) expect((large[h] ?? 0) / 1e6).toBeCloseTo(value, 6);
});
