/**
 * Whether a key stands twice in one object of a JSON text; JSON.parse would silently take the last one. The text must have been parsed: what it holds then
 * has fewer keys than were written. Counting costs about as much as the parsing did.
 */
export function repeatsKey(text: string, parsed: unknown): boolean {
  return writtenKeys(text) !== keysOf(parsed);
}

/** In valid JSON only a key is a string with a colon behind it. */
function writtenKeys(text: string): number {
  let keys = 0;
  for (let quote = text.indexOf('"'); quote >= 0; quote = text.indexOf('"', quote)) {
    do quote = text.indexOf('"', quote + 1);
    while (isEscaped(text, quote));
    do quote++;
    while (isSpace(text.charCodeAt(quote)));
    if (text.charCodeAt(quote) === 58) keys++;
  }
  return keys;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text.charCodeAt(before - 1) === 92) before--;
  return (at - before) % 2 === 1;
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

/** Nested no deeper than JSON.parse itself goes. */
function keysOf(value: unknown): number {
  let keys = 0;
  const rest = typeof value === 'object' && value !== null ? [value as Record<string, unknown>] : [];
  while (rest.length > 0) {
    const one = rest.pop();
    const isList = Array.isArray(one);
    for (const key in one) {
      if (!isList) keys++;
      const inner = one[key];
      if (typeof inner === 'object' && inner !== null) rest.push(inner as Record<string, unknown>);
    }
  }
  return keys;
}
