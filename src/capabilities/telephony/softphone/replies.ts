import { inLanguage, type Locale } from '#platform/catalogue';
import { Refusal } from '#platform/errors';
import type { Ground } from '#platform/ground';

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function problemOf(ground: Ground, error: unknown, locale: Locale): { code: string; detail: string } {
  if (error instanceof Refusal) return { code: error.code, detail: inLanguage(locale, error.message) };
  ground.log.error({ err: error }, 'telephone wish failed');
  const detail = { de: 'Da ist bei uns etwas schiefgegangen.', en: 'Something went wrong on our side.' }[locale];
  return { code: 'internal', detail };
}
