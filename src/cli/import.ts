import { Refusal } from '#platform/errors';
import { defineCommand, UsageError } from './command.ts';
import { dryRun, dryRunAnswer } from './dry-run.ts';

export const command = defineCommand({
  usage: 'import DATEI [--dry-run]',
  options: { 'dry-run': { type: 'boolean', default: false } },
  async run({ values, words }) {
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) throw new UsageError(`Richtig: klinke ${command.usage}`);
    if (values['dry-run']) return dryRunAnswer(await dryRun(file));
    throw new Refusal(503, 'cli.not_available', 'Das Einlesen geht in dieser Fassung nur im Browser.');
  },
});
