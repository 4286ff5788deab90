import { isAscii, isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15' | 'macintosh' | 'ibm850';

const chunkBytes = 128 * 1024;
const evidenceBytes = 256 * 1024;

/** Old DOS programs (and exports of bookkeeping software that outlived them) write code page 850. */
const codePage850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´±‗¾¶§÷¸°¨·¹³²■ ';

const singleByte = {
  'windows-1252': decoderOf('windows-1252'),
  'iso-8859-15': decoderOf('iso-8859-15'),
  macintosh: decoderOf('macintosh'),
  ibm850: (bytes: Uint8Array) => {
    let text = '';
    for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : codePage850[byte - 128];
    return text;
  },
};

function decoderOf(label: string) {
  const decoder = new TextDecoder(label);
  return (bytes: Uint8Array) => decoder.decode(bytes);
}

/** Reads a file piece by piece; only one piece is in memory. */
export async function* readBytes(file: FileHandle, from = 0): AsyncGenerator<Buffer> {
  for (let position = from; ;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Finds the encoding from the first bytes that are not ASCII, wherever in the file they are. */
export async function detectEncoding(file: FileHandle): Promise<{ encoding: Encoding; bomBytes: number }> {
  const first = Buffer.alloc(evidenceBytes);
  const { bytesRead } = await file.read(first, 0, evidenceBytes, 0);
  const head = first.subarray(0, bytesRead);
  const marked = byteOrderMark(head);
  if (marked) return marked;
  const wide = wideWithoutMark(head);
  if (wide) return { encoding: wide, bomBytes: 0 };
  if (!isAscii(head)) return { encoding: judge(head), bomBytes: 0 };
  for await (const chunk of readBytes(file, bytesRead)) {
    if (!isAscii(chunk)) return { encoding: judge(chunk), bomBytes: 0 };
  }
  return { encoding: 'utf-8', bomBytes: 0 };
}

function byteOrderMark(head: Buffer): { encoding: Encoding; bomBytes: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  return undefined;
}

/** Western text in UTF-16 has a zero in every second byte: which half tells the byte order. */
function wideWithoutMark(head: Buffer): Encoding | undefined {
  const length = Math.min(head.length, 4096) & ~1;
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.6 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.6 && odd < pairs * 0.1) return 'utf-16be';
  return undefined;
}

function judge(bytes: Buffer): Encoding {
  const { valid, broken } = countUtf8(bytes);
  if (broken === 0 || valid > broken * 4) return 'utf-8';
  let best: Encoding = 'windows-1252';
  let bestScore = plausibility(bytes, singleByte['windows-1252']);
  if (!bytes.some((byte) => byte >= 0x80 && byte < 0xa0) && bytes.includes(0xa4)) return 'iso-8859-15';
  for (const encoding of ['macintosh', 'ibm850'] as const) {
    const score = plausibility(bytes, singleByte[encoding]);
    if (score > bestScore) [best, bestScore] = [encoding, score];
  }
  return best;
}

function countUtf8(bytes: Buffer): { valid: number; broken: number } {
  let valid = 0;
  let broken = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    if (i + length > bytes.length) break;
    if (length > 1 && isUtf8(bytes.subarray(i, i + length))) {
      valid++;
      i += length - 1;
    } else if (i > 3) broken++;
  }
  return { valid, broken };
}

const lower = /[a-zäöüßéèêëáàâçñóôíúýłøåæœšžı]/;
const likely = /[äöüßÄÖÜ]/;
const letter = /\p{L}/u;

/** How much the decoded text looks like names and addresses of this part of the world. */
function plausibility(bytes: Buffer, decode: (bytes: Uint8Array) => string): number {
  const text = decode(bytes.subarray(0, 64 * 1024));
  let score = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char < '\u0080') continue;
    const before = text[i - 1] ?? ' ';
    const after = text[i + 1] ?? ' ';
    if (likely.test(char)) {
      const inWord = lower.test(before) || lower.test(after) || letter.test(before) || letter.test(after);
      score += inWord ? 3 : 1;
    } else if (letter.test(char)) score += lower.test(char) ? 1 : lower.test(before) ? -2 : 0.5;
    else if (char < '\u00a0' || char === '\ufffd') score -= 4;
    else if (letter.test(before) && letter.test(after) && char !== '’') score -= 3;
    else if ('€°§–„“”’'.includes(char)) score += 0.5;
    else score -= 0.5;
  }
  return score;
}

/**
 * Decodes a file piece by piece. A line of a UTF-8 file that is not UTF-8 (two programs wrote the same list) is read
 * as Windows-1252 instead of losing its letters. NUL bytes are dropped: no text needs them and no database takes them.
 */
export async function* readText(file: FileHandle, encoding: Encoding, bomBytes: number): AsyncGenerator<string> {
  if (encoding === 'utf-8') {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of readBytes(file, bomBytes)) {
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const end = bytes.length - danglingBytes(bytes);
      yield withoutNul(decodeUtf8(bytes.subarray(0, end)));
      rest = bytes.subarray(end);
    }
    if (rest.length > 0) yield withoutNul(decodeUtf8(rest));
    return;
  }
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of readBytes(file, bomBytes)) yield withoutNul(decoder.decode(chunk, { stream: true }));
    yield withoutNul(decoder.decode());
    return;
  }
  for await (const chunk of readBytes(file, bomBytes)) yield withoutNul(singleByte[encoding](chunk));
}

function decodeUtf8(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const parts: string[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from);
    const line = bytes.subarray(from, end === -1 ? bytes.length : end + 1);
    parts.push(isUtf8(line) ? line.toString('utf8') : singleByte['windows-1252'](line));
    from += line.length;
  }
  return parts.join('');
}

/** Bytes at the end of a piece that begin a letter whose rest is in the next piece. */
function danglingBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

/** Decodes the bytes of one value whose own label names the encoding (vCard 2.1). Unknown labels are read as UTF-8 or Windows-1252. */
export function decodeValue(bytes: Buffer, label: string | undefined): string {
  if (label && !/^utf-?8$/i.test(label)) {
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      // An encoding nobody knows: the bytes themselves decide below.
    }
  }
  return decodeUtf8(bytes);
}
