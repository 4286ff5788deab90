import { SaxesParser } from 'saxes';
import { tooHeavy, unreadable } from './refusals.ts';

export type Attributes = Record<string, string>;
export type XmlHandlers = {
  open(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
};

const maxDepth = 64;

/**
 * Feeds XML to handlers, names without prefix. Entities of a document type are never expanded: a spreadsheet has no
 * document type, so a file that brings one is refused.
 */
export function xmlReader(handlers: XmlHandlers): { write(piece: Buffer): void } {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const decoder = new TextDecoder('utf-8');
  let depth = 0;
  parser.on('doctype', () => {
    throw unreadable('hostile', 'Die Datei enthält eine Dokumenttyp-Angabe, die in Tabellen nichts zu suchen hat.');
  });
  parser.on('opentag', (tag) => {
    if (++depth > maxDepth) throw tooHeavy('Die Datei ist zu tief verschachtelt.');
    handlers.open(local(tag.name), tag.attributes as Attributes);
  });
  parser.on('closetag', (tag) => {
    depth--;
    handlers.close?.(local(tag.name));
  });
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  parser.on('error', () => {
    throw unreadable('broken', 'Die Datei ist beschädigt. Bitte in Excel öffnen und neu speichern.');
  });
  return { write: (piece) => void parser.write(decoder.decode(piece, { stream: true })) };
}

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

/** An attribute by its local name. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name];
  for (const key in attributes) if (key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
}
