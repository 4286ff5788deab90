declare const safe: unique symbol;
/** Markup whose foreign parts have been made text. */
export type Html = { readonly text: string; readonly [safe]: true };
type Part = Html | string | number | null | undefined | false | readonly Html[];

/** What is put in comes out as text, unless it is markup of ours. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = markup.map((piece, at) => piece + textOf(parts[at])).join('');
  return { text } as Html;
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'text' in part ? part.text : part.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
