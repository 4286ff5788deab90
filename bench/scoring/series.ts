import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forecastSeries } from '#engine/series/forecast';

type Case = { name: string; known: Float64Array; later: Float64Array };
const m = 12;

/**
 * M3 monthly: the published test part, and for MICRO, whose test part is kept aside, the last 18 of what is given. That leaves most of MICRO 32 months where its own test leaves 50, so those that leave
 * four years stand apart, too. `long`: 24 months of the series that leave seven years.
 */
export async function series(folder: string): Promise<object> {
  const sets = await casesOf(join(folder, 'm3/m3_monthly_all_train_plus_test_of_non_micro.csv'));
  const told = Object.fromEntries(Array.from(sets, ([name, cases]) => [name, measure(cases)]));
  const [micro, enough] = [told['MICRO (last 18 held out)'], told['MICRO, 48 months known']];
  const met =
    micro !== undefined &&
    enough !== undefined &&
    micro.cover80 >= 0.75 &&
    micro.cover80 <= 0.88 &&
    micro.sMape <= 21.9 &&
    enough.mase <= 0.705;
  return { ...told, met };
}

async function casesOf(path: string): Promise<Map<string, Case[]>> {
  const parts = new Map<string, { type: string; train: number[]; test: number[] }>();
  for (const row of (await readFile(path, 'utf8')).trim().split('\n').slice(1)) {
    const [name = '', type = '', , , part, , , values = ''] = row.split(',');
    const known = parts.get(name) ?? { type, train: [], test: [] };
    parts.set(name, known);
    known[part === 'test' ? 'test' : 'train'] = values.trim().split(/\s+/).map(Number);
  }
  const sets = new Map<string, Case[]>();
  const put = (set: string, name: string, all: readonly number[], ahead: number) => {
    const one = { name, known: Float64Array.from(all.slice(0, -ahead)), later: Float64Array.from(all.slice(-ahead)) };
    sets.set(set, [...(sets.get(set) ?? []), one]);
  };
  for (const [name, { type, train, test }] of parts) {
    if (test.length === 0) put(`${type} (last 18 held out)`, name, train, 18);
    else put(type, name, [...train, ...test], 18);
    if (test.length === 0 && train.length >= 48 + 18) put(`${type}, 48 months known`, name, train, 18);
    if (train.length + test.length >= 110) put('long', name, [...train, ...test], 24);
  }
  return sets;
}

/** sMAPE in percent; MASE against the seasonal naive in hindsight; the share of months that came within the ranges. */
function measure(cases: readonly Case[]) {
  const begun = performance.now();
  const horizon = cases[0]?.later.length ?? 1;
  const told = forecastSeries(
    cases.map(({ name, known }) => ({ name, values: known })),
    { horizon, m },
  );
  const seconds = (performance.now() - begun) / 1000;
  let [sMape, mase, in80, in95] = [0, 0, 0, 0];
  for (const [at, { known, later }] of cases.entries()) {
    const forecast = told[at];
    const scale = meanOf(known.slice(m).map((value, t) => Math.abs(value - (known[t] ?? 0))));
    for (const [h, value] of later.entries()) {
      const point = forecast?.point?.[h] ?? 0;
      sMape += (200 * Math.abs(value - point)) / (Math.abs(value) + Math.abs(point));
      mase += Math.abs(value - point) / scale;
      if (value >= (forecast?.lo80?.[h] ?? 0) && value <= (forecast?.hi80?.[h] ?? 0)) in80 += 1;
      if (value >= (forecast?.lo95?.[h] ?? 0) && value <= (forecast?.hi95?.[h] ?? 0)) in95 += 1;
    }
  }
  const months = cases.length * horizon;
  return {
    series: cases.length,
    sMape: sMape / months,
    mase: mase / months,
    cover80: in80 / months,
    cover95: in95 / months,
    seconds,
  };
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
