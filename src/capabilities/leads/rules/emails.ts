const address =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]+$/u;

/** "a@b.de; c@d.de", "Mia Maier <mia@b.de>", Google's ":::", lines. */
export function splitEmails(cell: string): string[] {
  const value = cell.trim();
  if (!/[;,|\s<]|:::/.test(value)) return [value];
  const bracketed = [...value.matchAll(/<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+)\s*>/gi)].map((match) => match[1]!);
  if (bracketed.length > 0) return bracketed;
  const parts = value.split(/:::|[;,|\s]+/).filter((part) => part !== '');
  // "mia @ web.de" and "mia (at) web.de" are one address; words around an address are not.
  if (!parts.some((part) => /.@./.test(part))) return [value];
  const addresses = parts.filter((part) => part.includes('@'));
  return addresses.every((part) => /.@./.test(part)) ? addresses : [value];
}

/** A usable address, or undefined. Repairs what is surely meant, invents nothing. */
export function readEmail(text: string): string | undefined {
  let value = text
    .trim()
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/^(?:mailto:|e-?mail:)\s*/i, '')
    .replace(/^[<"'(\s]+|[>"')\s.,;]+$/g, '');
  if (!value.includes('@'))
    value = value.replace(/\s*[([{]\s*at\s*[)\]}]\s*/i, '@').replace(/\s*[([{]\s*(?:dot|punkt)\s*[)\]}]\s*/gi, '.');
  value = value.replace(/\s*@\s*/, '@').toLowerCase();
  return value.length <= 254 && address.test(value) && !value.includes('..') ? value : undefined;
}

export function looksLikeEmail(text: string): boolean {
  return /[^\s@]@[^\s@]+\.[^\s@]/.test(text);
}
