import { Refusal } from '#platform/errors';
import { defineCommand } from './command.ts';

export const command = defineCommand({
  usage: 'import DATEI [--dry-run]',
  options: { 'dry-run': { type: 'boolean', default: false } },
  async run() {
    throw new Refusal(503, 'cli.not_available', 'Das Einlesen geht in dieser Fassung nur im Browser.');
  },
});
