import { readFileSync } from 'node:fs';

export type Locale = 'de' | 'en';

/** Of a catalogue with one line for each text: its words and their English. */
export function readCatalogue(text: string): Map<string, string> {
  const found = text.matchAll(/^msgid ("(?:[^"\\]|\\.)+")\nmsgstr (".*")$/gm);
  return new Map([...found].map(([, german = '', english = '']) => [JSON.parse(german), JSON.parse(english)]));
}

type Pattern = { german: RegExp; english: string };

let known: { whole: Map<string, string>; patterns: Pattern[] } | undefined;

/** The English of what the server says; German is written where it is said. */
export function inLanguage(locale: Locale, german: string): string {
  if (locale === 'de') return german;
  known ??= load();
  const whole = known.whole.get(german);
  if (whole) return whole;
  for (const pattern of known.patterns) {
    const parts = pattern.german.exec(german);
    // What is put in may be words of ours again.
    if (parts)
      return pattern.english.replaceAll(/\{(\d)\}/g, (_, at: string) =>
        inLanguage(locale, parts[Number(at) + 1] ?? ''),
      );
  }
  return german;
}

/** Several things said one after the other, each in a line. */
export function linesInLanguage(locale: Locale, german: string): string {
  return german
    .split('\n')
    .map((line) => inLanguage(locale, line))
    .join(' ');
}

/** What a page or a program asks for first; German where it asks for nothing we have. */
export function localeOf(request: { headers: { 'accept-language'?: string | undefined } }): Locale {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'de';
}

/** Why something failed, in the language of whoever looks at it later. */
export function saidTo<Row extends { error: string | null }>(request: Parameters<typeof localeOf>[0], row: Row): Row {
  return { ...row, error: row.error && inLanguage(localeOf(request), row.error) };
}

function load(): NonNullable<typeof known> {
  const all = readCatalogue(readFileSync(new URL('messages/en.po', import.meta.url), 'utf8'));
  const patterns = [...all]
    .filter(([german]) => /\{\d\}/.test(german))
    .map(([german, english]) => ({ german: patternOf(german), english }));
  return { whole: all, patterns };
}

function patternOf(german: string): RegExp {
  const pieces = german.split(/\{\d\}/).map((piece) => RegExp.escape(piece));
  return new RegExp(`^${pieces.join('([^]*)')}$`);
}
