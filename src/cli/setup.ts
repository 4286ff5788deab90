import { Refusal } from '#platform/errors';
import { defineCommand, UsageError } from './command.ts';

export const command = defineCommand({
  usage: 'setup --workspace NAME --email ADRESSE --password PASSWORT [--demo]',
  options: {
    workspace: { type: 'string' },
    email: { type: 'string' },
    password: { type: 'string' },
    demo: { type: 'boolean', default: false },
  },
  async run({ values: { workspace, email, password } }) {
    if (!workspace || !email || !password) throw new UsageError(`Es fehlt etwas. Richtig: klinke ${command.usage}`);
    throw new Refusal(503, 'cli.not_available', 'Das Einrichten geht in dieser Fassung nur im Browser.');
  },
});
