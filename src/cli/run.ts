import { parseArgs } from 'node:util';
import release from '../../package.json' with { type: 'json' };
import { Refusal } from '#platform/errors';
import { type Answer, type Command, UsageError } from './command.ts';

const commands: Record<string, { summary: string; load(): Promise<{ command: Command }> }> = {
  serve: { summary: 'startet Klinke', load: () => import('./serve.ts') },
  setup: { summary: 'legt Inhaberin und Arbeitsbereich an, ohne Browser', load: () => import('./setup.ts') },
  key: { summary: 'legt einen API-Schlüssel an', load: () => import('./key.ts') },
  import: { summary: 'liest eine Liste ein (CSV, TSV, XLSX, vCard)', load: () => import('./import.ts') },
  export: { summary: 'gibt den ganzen Arbeitsbereich als ZIP heraus', load: () => import('./export.ts') },
  consent: {
    summary: 'entscheidet Fälle aus einer Datei nach den Regeln der Einwilligung',
    load: () => import('./consent.ts'),
  },
  forecast: {
    summary: 'sagt voraus, wie Zahlenreihen weitergehen und was offene Abschlüsse bringen, mit Spannen',
    load: () => import('./forecast.ts'),
  },
  score: {
    summary: 'lernt aus einer Tabelle mit Ergebnissen und bewertet eine andere',
    load: () => import('./score.ts'),
  },
  value: { summary: 'sagt, was Kunden noch kaufen werden, und wer A, B oder C ist', load: () => import('./value.ts') },
  avatars: { summary: 'findet Gruppen von Menschen, die sich ähneln', load: () => import('./avatars.ts') },
  doctor: { summary: 'sagt, was eingerichtet ist und was fehlt', load: () => import('./doctor.ts') },
};

/** Runs what was typed and says how it ended: 0 done, 1 refused or failed, 2 not understood. */
export async function runCommandLine(typed: readonly string[]): Promise<number> {
  const json = typed.includes('--json');
  const [name = 'help', ...rest] = typed.filter((word) => word !== '--json');
  try {
    const answer = await answerTo(name, rest, json);
    if (answer) process.stdout.write(`${json ? JSON.stringify(answer.json) : answer.text}\n`);
    return answer?.exitCode ?? 0;
  } catch (error) {
    return tellFailure(error, name, json);
  }
}

async function answerTo(name: string, rest: string[], json: boolean): Promise<Answer | undefined> {
  if (name === '--version' || name === 'version') return { text: release.version, json: { version: release.version } };
  if (name === 'help' || name === '--help' || name === '-h') return help();

  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!found) throw new UsageError(`Den Befehl „${name}“ gibt es nicht.`);
  const { command } = await found.load();
  if (rest.includes('--help') || rest.includes('-h')) {
    const text = `klinke ${command.usage}\n  ${found.summary}`;
    return { text, json: { usage: command.usage, summary: found.summary } };
  }
  const { values, positionals } = understand(command, rest);
  return command.run({ values, words: positionals, json });
}

function understand(command: Command, rest: string[]) {
  try {
    return parseArgs({ args: rest, options: command.options, allowPositionals: true, strict: true });
  } catch (error) {
    const option = error instanceof Error ? /'(-[^' ]*)/.exec(error.message)?.[1] : undefined;
    throw new UsageError(
      `Mit ${option ?? rest.join(' ')} kann ich hier nichts anfangen. Richtig: klinke ${command.usage}`,
    );
  }
}

function help(): Answer {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  klinke ${name.padEnd(8)} ${summary}`);
  const text = [
    'Klinke, das offene Vertriebssystem für Telefon und Video.',
    '',
    ...lines,
    '',
    'Jeder Befehl kennt --help und --json.',
  ].join('\n');
  return { text, json: Object.entries(commands).map(([name, { summary }]) => ({ name, summary })) };
}

function tellFailure(error: unknown, name: string, json: boolean): number {
  const usage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Refusal ? error.code : usage ? 'usage' : 'failed';
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  else process.stderr.write(`${message}\n`);
  // A bug, not a refusal: whoever reports it needs the way to it.
  const isBug = !usage && !(error instanceof Refusal);
  if (isBug && process.env['KLINKE_TRACE']) process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
  if (usage && !json && name !== 'help') process.stderr.write('Alle Befehle zeigt: klinke help\n');
  return usage ? 2 : 1;
}
