import { defineCommand, UsageError } from './command.ts';
import { pipelineOptions, tellPipeline } from './forecast-pipeline.ts';
import { tellSeries } from './forecast-series.ts';

/** Forecasts from tables: no server, no database. */
export const command = defineCommand({
  usage: [
    'forecast series REIHEN.csv --horizon N [--season N]',
    'klinke forecast pipeline ABSCHLÜSSE.csv --as-of JJJJ-MM-TT --days N --opened SPALTE --closed SPALTE --stage SPALTE --won WERT --lost WERT --amount SPALTE [--by SPALTE,…] [--list-price PREISE.csv]',
  ].join('\n'),
  options: { horizon: { type: 'string' }, season: { type: 'string' }, ...pipelineOptions },
  async run({ values, words, json }) {
    const [what, path, ...more] = words;
    if (path === undefined || more.length > 0) throw new UsageError(`Richtig: klinke ${command.usage}`);
    if (what === 'series') return tellSeries(path, values, json);
    if (what === 'pipeline') return tellPipeline(path, values);
    throw new UsageError(`Richtig: klinke ${command.usage}`);
  },
});
