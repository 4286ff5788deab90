/** What a list said of a consent without proving it. The import writes it into the note, where it may be put right or taken out. */
export function listHints(note: string | null): string[] {
  return [...(note ?? '').matchAll(/^Liste sagt: (.+) – Nachweis fehlt$/gm)].map(([, hint = '']) => hint);
}
