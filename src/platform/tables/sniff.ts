import { oldExcel, unreadable } from './refusals.ts';

const oldBinary = oldExcel('das alte Excel-Format (.xls)');

export type Content = 'zip' | 'text';

const signatures: { bytes: number[]; code: string; message: string }[] = [
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    code: 'pdf',
    message: 'Das ist ein PDF. Bitte die Liste als Excel- oder CSV-Datei speichern.',
  },
  { bytes: [0x89, 0x50, 0x4e, 0x47], code: 'picture', message: 'Das ist ein Bild, keine Tabelle.' },
  { bytes: [0xff, 0xd8, 0xff], code: 'picture', message: 'Das ist ein Bild, keine Tabelle.' },
  { bytes: [0x47, 0x49, 0x46, 0x38], code: 'picture', message: 'Das ist ein Bild, keine Tabelle.' },
  { bytes: [0x1f, 0x8b], code: 'packed', message: 'Die Datei ist gepackt (gzip). Bitte zuerst entpacken.' },
  {
    bytes: [0x37, 0x7a, 0xbc, 0xaf],
    code: 'packed',
    message: 'Die Datei ist gepackt (7-Zip). Bitte zuerst entpacken.',
  },
  { bytes: [0x52, 0x61, 0x72, 0x21], code: 'packed', message: 'Die Datei ist gepackt (RAR). Bitte zuerst entpacken.' },
  {
    bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
    code: 'not_a_table',
    message: 'Das ist eine Datenbank, keine Tabelle.',
  },
  { bytes: [0x09, 0x08], code: 'old_excel', message: oldBinary },
  { bytes: [0x09, 0x04, 0x06, 0x00], code: 'old_excel', message: oldBinary },
  { bytes: [0x09, 0x02, 0x06, 0x00], code: 'old_excel', message: oldBinary },
];

/** The container of old Office files; Excel also puts a workbook with a password into one, as "EncryptedPackage". */
const ole = [0xd0, 0xcf, 0x11, 0xe0];

/** Where such a container lists what is in it; some writers put that list behind the content. */
export function oleDirectoryAt(head: Buffer): number | undefined {
  if (!startsWith(head, ole) || head.length < 512) return undefined;
  const sectorBytes = head.readUInt16LE(30) === 12 ? 4096 : 512;
  return (head.readUInt32LE(48) + 1) * sectorBytes;
}

/** Tells by the bytes, never by the name, what a file is. Refuses what is surely no table, saying what to do. */
export function sniff(head: Buffer): Content {
  if (head.length === 0) throw unreadable('empty', 'Die Datei ist leer.');
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
  if (startsWith(head, [0x50, 0x4b, 0x05, 0x06])) throw unreadable('empty', 'Die Datei ist ein leeres Archiv.');
  if (startsWith(head, ole)) {
    const locked = head.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    if (locked) throw unreadable('locked', passwordProtected);
    throw unreadable('old_excel', oldBinary);
  }
  const known = signatures.find(({ bytes }) => startsWith(head, bytes));
  if (known) throw unreadable(known.code, known.message);
  return 'text';
}

export const passwordProtected =
  'Die Datei ist mit einem Kennwort geschützt. Bitte in Excel öffnen und ohne Kennwort speichern.';

export type TextContent = 'vcard' | 'html' | 'delimited';

/** The same for text: what its first characters say. */
export function sniffText(start: string): TextContent {
  const text = start.trimStart();
  if (text === '') throw unreadable('empty', 'Die Datei ist leer.');
  if (/^(?:item\d+\.)?BEGIN:\s*VCARD/i.test(text)) return 'vcard';
  if (/^(?:BEGIN:VCALENDAR)/i.test(text))
    throw unreadable('not_a_table', 'Das ist ein Kalender, keine Liste von Kontakten.');
  if (/^(?:<!doctype html|<html|<table|<meta|<head|<style|<body|<div|<center|<font)/i.test(text)) return 'html';
  if (/^<\?xml[^>]*>\s*(?:<!doctype html|<html)/i.test(text)) return 'html';
  if (/^<\?xml|^<[a-z][\w:.-]*[\s>]/i.test(text)) {
    const spreadsheet = text.includes('urn:schemas-microsoft-com:office:spreadsheet');
    throw unreadable(
      spreadsheet ? 'old_excel' : 'not_a_table',
      spreadsheet
        ? oldExcel('das alte Excel-Format (XML)')
        : 'Das ist eine XML-Datei, keine Tabelle. Bitte als Excel- oder CSV-Datei speichern.',
    );
  }
  if (/^\[\s*[{[]|^\{\s*"/.test(text)) {
    throw unreadable(
      'not_a_table',
      'Das ist eine JSON-Datei, keine Tabelle. Bitte als Excel- oder CSV-Datei speichern.',
    );
  }
  if (text.startsWith('{\\rtf')) {
    throw unreadable(
      'not_a_table',
      'Das ist ein Textdokument, keine Tabelle. Bitte als Excel- oder CSV-Datei speichern.',
    );
  }
  if (controlShare(text) > 0.05)
    throw unreadable('not_a_table', 'Die Datei enthält keinen lesbaren Text, also keine Tabelle.');
  return 'delimited';
}

function controlShare(text: string): number {
  let controls = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 26) || code === 0xfffd)
      controls++;
  }
  return controls / text.length;
}

function startsWith(head: Buffer, bytes: number[]): boolean {
  return bytes.every((byte, i) => head[i] === byte);
}
