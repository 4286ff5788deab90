import { defineCommand } from './command.ts';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';

export const command = defineCommand({
  usage: 'doctor [--audit [--witness DATEI]]',
  options: { audit: { type: 'boolean', default: false }, witness: { type: 'string' } },
  async run({ values: { audit, witness } }) {
    const findings = await examine({ audit: audit || witness !== undefined, witness });
    const healthy = findings.every(({ state }) => state !== 'problem');
    const ending = healthy ? 'Alles Nötige ist da.' : 'So läuft Klinke nicht: Bitte zuerst das mit ✗ beheben.';
    return {
      text: [...findings.map(inWords), '', ending].join('\n'),
      json: { healthy, findings },
      exitCode: healthy ? 0 : 1,
    };
  },
});

const signs = { ok: '✓', note: '!', problem: '✗' };

const inWords = ({ what, state, message }: Finding): string => `${signs[state]} ${what}: ${message}`;
