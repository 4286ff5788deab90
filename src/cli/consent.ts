import { readFile, stat } from 'node:fs/promises';
import { Refusal } from '#platform/errors';
import { defineCommand, UsageError } from './command.ts';

const mostBytes = 32 * 1024 * 1024;
const mostCases = 200_000;

/** Asks the gate about the cases of a file: no server, no database, the rules alone. */
export const command = defineCommand({
  usage: 'consent decide DATEI.json',
  options: {},
  async run({ words }) {
    const [what, path, ...more] = words;
    if (what !== 'decide' || path === undefined || more.length > 0)
      throw new UsageError(`Richtig: klinke ${command.usage}`);
    const { decideCases } = await import('#consent');
    const answers = decideCases(await readCases(path));
    const unreadable = answers.filter((answer) => 'error' in answer).length;
    if (unreadable > 0) process.stderr.write(`${unreadable} von ${answers.length} Fällen sind nicht lesbar.\n`);
    return {
      text: answers.map((answer) => JSON.stringify(answer)).join('\n'),
      json: answers,
      exitCode: unreadable === 0 ? 0 : 1,
    };
  },
});

async function readCases(path: string): Promise<unknown[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw refusal('file_missing', `Die Datei ${path} gibt es nicht.`);
  if (!found.isFile()) throw refusal('no_file', `${path} ist keine Datei.`);
  if (found.size > mostBytes) throw refusal('too_large', `Die Datei ist größer als ${mostBytes / 1024 ** 2} MB.`);
  const text = await readFile(path, 'utf8');
  const given = parse(text.replace(/^\uFEFF/, ''));
  const cases = typeof given === 'object' && given !== null && 'cases' in given ? given.cases : undefined;
  if (!Array.isArray(cases)) throw refusal('no_cases', 'Erwartet wird {"cases":[{"id":"…","in":{…}}]}.');
  if (cases.length === 0) throw refusal('no_cases', 'Die Datei enthält keinen Fall.');
  if (cases.length > mostCases)
    throw refusal('too_many', `Mehr als ${mostCases.toLocaleString('de-DE')} Fälle auf einmal nehme ich nicht an.`);
  return cases;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof SyntaxError ? `: ${error.message.slice(0, 200)}` : '.';
    throw refusal('no_json', `Die Datei enthält kein JSON${detail}`);
  }
}

const refusal = (code: string, message: string): Refusal => new Refusal(422, code, message);
