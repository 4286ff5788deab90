import { decodeValue } from './encoding.ts';
import type { TableLimits, TableRow } from './types.ts';

/**
 * vCards (2.1, 3.0, 4.0) as a table: one card is one row, each kind of property one column with a plain German header.
 * Several values of one kind stand in one cell, joined by " ::: " as Google does.
 */
export type VCardTable = { headers: string[]; rows(text: AsyncIterable<string>): AsyncIterable<TableRow[]> };

type Card = Map<string, string[]>;
type Property = { group: string; name: string; types: string[]; parameters: Map<string, string>; value: string };

const joiner = ' ::: ';
/** Pictures and keys are no data of a list; they are skipped while reading, however long. */
const skipped =
  /^(?:PHOTO|LOGO|SOUND|KEY|AGENT|X-MS-CARDPICTURE|X-THUMBNAIL|PRODID|VERSION|BEGIN|END|CLASS|SORT-STRING|PROFILE|MAILER|CLIENTPIDMAP|X-ABADR|X-IMAGEHASH|X-SHARED-PHOTO-DISPLAY-PREF|X-ABLABEL|X-PHONETIC.*|X-ABSHOWAS|XML|SOURCE|NAME|LABEL)$/;
const order = [
  'Anrede',
  'Vorname',
  'Weitere Vornamen',
  'Nachname',
  'Namenszusatz',
  'Name',
  'Firma',
  'Abteilung',
  'Position',
  'Mobil',
  'Telefon',
  'Fax',
  'E-Mail',
  'Straße',
  'PLZ',
  'Ort',
  'Region',
  'Land',
  'Website',
  'Geburtstag',
  'Kategorien',
  'Notiz',
  'Breitengrad',
  'Längengrad',
  'UID',
];

/** Two passes: the first only learns which columns there are, so that no card is kept in memory. */
export async function scanVCardHeaders(text: AsyncIterable<string>, limits: TableLimits): Promise<string[]> {
  const seen = new Set<string>();
  for await (const cards of readCards(text, limits)) {
    for (const card of cards) for (const header of card.keys()) if (seen.size < limits.columns) seen.add(header);
  }
  const rank = (header: string): number => {
    const at = order.indexOf(header.replace(/ \(.*\)$/, ''));
    return at === -1 ? order.length : at;
  };
  return [...seen].sort((a, b) => rank(a) - rank(b));
}

export async function* readVCardRows(
  text: AsyncIterable<string>,
  headers: string[],
  limits: TableLimits,
): AsyncGenerator<TableRow[]> {
  let row = 0;
  for await (const cards of readCards(text, limits)) {
    const rows = cards.map((card) => ({
      row: ++row,
      cells: headers.map((header) => (card.get(header) ?? []).join(header === 'Notiz' ? '\n' : joiner)),
    }));
    yield rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  }
}

async function* readCards(text: AsyncIterable<string>, limits: TableLimits): AsyncGenerator<Card[]> {
  let cards: Card[] = [];
  let card: Card | undefined;
  let depth = 0;
  let groups = new Map<string, string>();
  for await (const lines of unfold(text, limits)) {
    for (const line of lines) {
      if (/^(?:[\w-]+\.)?BEGIN:\s*VCARD\s*$/i.test(line)) {
        // A card that was never ended is a card all the same; only AGENT nests (2.1).
        if (depth++ === 0) [card, groups] = [new Map(), new Map()];
      } else if (/^(?:[\w-]+\.)?END:\s*VCARD\s*$/i.test(line)) {
        if (card && --depth <= 0) {
          finish(card, groups);
          cards.push(card);
          card = undefined;
          depth = 0;
        }
      } else if (card && depth === 1) {
        const property = readProperty(line);
        if (property) keep(card, groups, property);
      }
    }
    if (cards.length > 0) yield cards;
    cards = [];
  }
  if (card && card.size > 0) {
    finish(card, groups);
    yield [card];
  }
}

/** Joins folded lines: a line that begins with a blank continues the one before, and quoted-printable lines end in "=". */
async function* unfold(text: AsyncIterable<string>, limits: TableLimits): AsyncGenerator<string[]> {
  let rest = '';
  let line: string | undefined;
  let quoted = false;
  const add = (piece: string): void => {
    if (line !== undefined && line.length < limits.recordChars) line += piece;
  };
  for await (const piece of text) {
    const parts = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? '';
    if (rest.length > limits.recordChars * 4) rest = rest.slice(0, limits.recordChars);
    const lines: string[] = [];
    for (const part of parts) {
      if (quoted && line?.endsWith('=')) {
        line = line.slice(0, -1);
        add(part);
      } else if (/^[ \t]/.test(part)) add(part.slice(1));
      else {
        if (line) lines.push(line);
        line = part;
        quoted = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE/i.test(part);
      }
    }
    if (lines.length > 0) yield lines;
  }
  const last = [line, rest.replace(/\r$/, '')].filter((part): part is string => Boolean(part));
  if (last.length === 2 && /^[ \t]/.test(last[1]!)) yield [last[0]! + last[1]!.slice(1)];
  else yield last;
}

function readProperty(line: string): Property | undefined {
  const colon = valueStart(line);
  if (colon === -1) return undefined;
  const [head = '', ...rest] = splitOutsideQuotes(line.slice(0, colon));
  const dot = head.lastIndexOf('.');
  const name = head
    .slice(dot + 1)
    .trim()
    .toUpperCase();
  if (!/^[A-Z0-9-]+$/.test(name)) return undefined;
  const parameters = new Map<string, string>();
  const types: string[] = [];
  for (const part of rest) {
    const equals = part.indexOf('=');
    const key = equals === -1 ? 'TYPE' : part.slice(0, equals).trim().toUpperCase();
    const value = (equals === -1 ? part : part.slice(equals + 1)).trim().replace(/^"|"$/g, '');
    if (key === 'TYPE') types.push(...value.toUpperCase().split(','));
    else parameters.set(key, value);
  }
  const encoding = parameters.get('ENCODING') ?? types.find((type) => type === 'QUOTED-PRINTABLE') ?? '';
  let value = line.slice(colon + 1);
  if (/^quoted-printable$/i.test(encoding)) value = decodeQuotedPrintable(value, parameters.get('CHARSET'));
  return { group: dot === -1 ? '' : head.slice(0, dot).toLowerCase(), name, types, parameters, value };
}

function valueStart(line: string): number {
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i];
    if (char === '"') quoted = !quoted;
    else if (char === ':' && !quoted) return i;
  }
  return line.indexOf(':');
}

function splitOutsideQuotes(text: string): string[] {
  return text.match(/(?:"[^"]*"|[^;"])+|"/g) ?? [text];
}

function decodeQuotedPrintable(value: string, charset: string | undefined): string {
  const bytes: number[] = [];
  const source = Buffer.from(value, 'utf8');
  for (let i = 0; i < source.length; i++) {
    const pair = source[i] === 0x3d ? source.toString('latin1', i + 1, i + 3) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(pair)) {
      bytes.push(Number.parseInt(pair, 16));
      i += 2;
    } else bytes.push(source[i]!);
  }
  return decodeValue(Buffer.from(bytes), charset).replaceAll('\0', '');
}

/** "a\;b;c" → ["a;b", "c"] */
function components(value: string, separator = ';'): string[] {
  const parts: string[] = [''];
  for (let i = 0; i < value.length; i++) {
    const char = value[i]!;
    if (char === '\\' && i + 1 < value.length) {
      const next = value[++i]!;
      parts[parts.length - 1] += next === 'n' || next === 'N' ? '\n' : next;
    } else if (char === separator) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

const plain = (value: string): string => components(value, '\u0000')[0] ?? '';

function keep(card: Card, groups: Map<string, string>, property: Property): void {
  const { name, types, value } = property;
  if (name === 'X-ABLABEL') groups.set(property.group, plain(value).replace(/^_\$!<(.*)>!\$_$/, '$1'));
  if (skipped.test(name)) return;
  const place = placeOf(types);
  const put = (header: string, text: string | undefined): void => {
    if (!text) return;
    const values = card.get(header);
    if (!values) card.set(header, [text]);
    else if (!values.includes(text) && values.length < 50) values.push(text);
  };
  switch (name) {
    case 'N': {
      const [last, first, middle, prefix, suffix] = components(value);
      put('Nachname', last);
      put('Vorname', first);
      put('Weitere Vornamen', middle);
      put('Anrede', prefix);
      put('Namenszusatz', suffix);
      return;
    }
    case 'FN':
      return put('Name', plain(value));
    case 'ORG': {
      const [company, ...units] = components(value);
      put('Firma', company);
      return put('Abteilung', units.filter(Boolean).join(', '));
    }
    case 'TITLE':
      return put('Position', plain(value));
    case 'TEL': {
      const number = plain(value).replace(/^tel:/i, '').replace(/;ext=/i, '-');
      if (types.some((type) => /^(?:CELL|MOBILE|IPHONE)$/.test(type))) return put('Mobil', number);
      if (types.includes('FAX')) return put('Fax', number);
      return put(`Telefon${place}`, number);
    }
    case 'EMAIL':
      return put('E-Mail', plain(value).replace(/^mailto:/i, ''));
    case 'ADR': {
      const [box, extended, street, city, region, postalCode, country] = components(value);
      put(`Straße${place}`, [street, extended].filter(Boolean).join(', ') || box);
      put(`PLZ${place}`, postalCode);
      put(`Ort${place}`, city);
      put(`Region${place}`, region);
      return put(`Land${place}`, country);
    }
    case 'URL':
      return put('Website', plain(value));
    case 'BDAY':
      return put('Geburtstag', day(value));
    case 'CATEGORIES':
      for (const tag of components(value, ',')) put('Kategorien', tag);
      return;
    case 'NOTE':
      return put('Notiz', plain(value));
    case 'UID':
      return put('UID', plain(value));
    case 'GEO': {
      const [latitude, longitude] = value.replace(/^geo:/i, '').split(/[;,]/);
      put('Breitengrad', latitude?.trim());
      return put('Längengrad', longitude?.trim());
    }
    default:
      return put(name, plain(value));
  }
}

/** A label that Apple keeps apart from the number ("item1.X-ABLabel:Mobil") says more than the type. */
function finish(card: Card, groups: Map<string, string>): void {
  if (![...groups.values()].some((label) => /^(?:mobile?|handy|iphone)$/i.test(label))) return;
  const phones = card.get('Telefon');
  if (phones?.length !== 1 || card.has('Mobil')) return;
  card.set('Mobil', phones);
  card.delete('Telefon');
}

function placeOf(types: string[]): string {
  if (types.includes('WORK')) return ' (geschäftlich)';
  if (types.includes('HOME')) return ' (privat)';
  return '';
}

function day(value: string): string {
  const compact = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(value.trim());
  return compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : value.trim();
}
