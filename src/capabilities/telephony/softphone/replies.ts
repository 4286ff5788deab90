import { Refusal } from '#platform/errors';
import type { Ground } from '#platform/ground';

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function problemOf(ground: Ground, error: unknown): { code: string; detail: string } {
  if (error instanceof Refusal) return { code: error.code, detail: error.message };
  ground.log.error({ err: error }, 'telephone wish failed');
  return { code: 'internal', detail: 'Da ist bei uns etwas schiefgegangen.' };
}
