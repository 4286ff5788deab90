import { defineCommand, UsageError } from './command.ts';

/** Forecasts from tables: no server, no database. */
export const command = defineCommand({
  usage: 'forecast series REIHEN.csv --horizon N [--season N]',
  options: {
    horizon: { type: 'string' },
    season: { type: 'string' },
  },
  async run({ values, words, json }) {
    const [what, path, ...more] = words;
    if (what !== 'series' || path === undefined || more.length > 0)
      throw new UsageError(`Richtig: klinke ${command.usage}`);
    const { tellSeries } = await import('./forecast-series.ts');
    return tellSeries(path, values, json);
  },
});
