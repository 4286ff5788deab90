/**
 * The words of the screens, and of the server where it says no. German is written in the code; src/web/messages has one catalogue per language, src/platform/messages the server's English.
 *
 *   npm run messages                 gathers them anew from the code and lists what has no English yet
 *   npm run messages -- words.json   also fills in English from {"German": "English"}
 *   npm run messages -- check        fails when a catalogue is behind the code, holds unused words, or lacks English
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCatalogue } from '#platform/catalogue';
import { serverCatalogue, serverEnglish, writeServerCatalogue } from './server-words.ts';

const home = resolve(import.meta.dirname, '..');
const english = join(home, 'src/web/messages/en.po');
const [wish] = process.argv.slice(2);
const ofServer = readCatalogue(readFileSync(serverEnglish, 'utf8'));

if (wish === 'check') {
  // Lingui's own check of what is missing counts the German that a reader of English would see instead.
  const missing = withoutEnglish();
  for (const german of missing) console.error(`without English: ${german}`);
  const inStep = serverCatalogue(ofServer) === readFileSync(serverEnglish, 'utf8');
  if (!inStep) console.error('src/platform/messages/en.po is behind the code: npm run messages');
  process.exitCode = lingui('check', 'sync', '--clean', '--verbose') && inStep && missing.length === 0 ? 0 : 1;
} else {
  if (!lingui('extract', '--clean')) process.exit(1);
  const words = wish ? (JSON.parse(readFileSync(wish, 'utf8')) as Record<string, string>) : {};
  fill(words);
  writeServerCatalogue(new Map([...Object.entries(words), ...[...ofServer].filter(([, said]) => said !== '')]));
  const missing = withoutEnglish();
  if (missing.length > 0)
    console.log(JSON.stringify(Object.fromEntries(missing.map((german) => [german, ''])), null, 2));
  console.error(missing.length > 0 ? `${missing.length} messages without English.` : 'Every message has its English.');
}

function lingui(...words: string[]): boolean {
  const program = join(home, 'node_modules/.bin/lingui');
  const { status } = spawnSync(program, words, { cwd: home, stdio: ['ignore', 'inherit', 'inherit'] });
  return status === 0;
}

function fill(words: Record<string, string>): void {
  const blocks = readFileSync(english, 'utf8').split('\n\n');
  const filled = blocks.map((block) => {
    const wanted = words[textOf(block, 'msgid')];
    return wanted && textOf(block, 'msgstr') === ''
      ? block.replace(/msgstr ""/, () => `msgstr ${JSON.stringify(wanted)}`)
      : block;
  });
  writeFileSync(english, filled.join('\n\n'));
}

function withoutEnglish(): string[] {
  const onScreens = readFileSync(english, 'utf8')
    .split('\n\n')
    .filter((block) => textOf(block, 'msgstr') === '')
    .map((block) => textOf(block, 'msgid'))
    .filter(Boolean);
  const said = [...readCatalogue(readFileSync(serverEnglish, 'utf8'))].filter(([, words]) => words === '');
  return [...onScreens, ...said.map(([german]) => german)];
}

/** A text may go over several quoted lines. */
function textOf(block: string, name: 'msgid' | 'msgstr'): string {
  const lines = new RegExp(`^${name} ((?:".*"\\n?)+)`, 'm').exec(block)?.[1] ?? '';
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as string)
    .join('');
}
