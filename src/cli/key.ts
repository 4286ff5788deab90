import { Refusal } from '#platform/errors';
import { defineCommand, UsageError } from './command.ts';

export const command = defineCommand({
  usage: 'key create --email ADRESSE --scope RECHT [--scope RECHT …]',
  options: {
    email: { type: 'string' },
    scope: { type: 'string', multiple: true, default: [] },
  },
  async run({ values: { email, scope }, words }) {
    if (words.join(' ') !== 'create') throw new UsageError(`Richtig: klinke ${command.usage}`);
    if (!email || scope.length === 0) throw new UsageError(`Es fehlt etwas. Richtig: klinke ${command.usage}`);
    throw new Refusal(503, 'cli.not_available', 'API-Schlüssel gibt es in dieser Fassung nur im Browser.');
  },
});
