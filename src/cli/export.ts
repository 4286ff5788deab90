import { Refusal } from '#platform/errors';
import { defineCommand, UsageError } from './command.ts';

export const command = defineCommand({
  usage: 'export [DATEI.zip] [--workspace NAME]',
  options: { workspace: { type: 'string' } },
  async run({ words }) {
    if (words.length > 1) throw new UsageError(`Richtig: klinke ${command.usage}`);
    throw new Refusal(503, 'cli.not_available', 'Der Export geht in dieser Fassung nur im Browser.');
  },
});
