import type { FileHandle } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { tooHeavy, unreadable } from './refusals.ts';
import { passwordProtected } from './sniff.ts';
import { readBytes } from './encoding.ts';
import type { TableLimits } from './types.ts';

export type ZipEntry = {
  name: string;
  packedBytes: number;
  bytes: number;
  deflated: boolean;
  headerAt: number;
};

const broken = () =>
  unreadable('broken', 'Die Datei ist beschädigt oder unvollständig. Bitte neu speichern oder neu herunterladen.');

/** Reads the table of contents at the end of a zip file and refuses bombs by what it says, before unpacking anything. */
export async function readZipDirectory(file: FileHandle, limits: TableLimits): Promise<Map<string, ZipEntry>> {
  const { size } = await file.stat();
  const end = await findEnd(file, size);
  if (end.count > 10_000 || end.bytes > 8_000_000) throw tooHeavy('Die Datei besteht aus zu vielen Teilen.');
  const directory = await readExactly(file, end.at, end.bytes);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameBytes = directory.readUInt16LE(at + 28);
    const extraBytes = directory.readUInt16LE(at + 30);
    const name = directory.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/');
    const extra = directory.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes);
    const method = directory.readUInt16LE(at + 10);
    if (directory.readUInt16LE(at + 8) & 1) throw unreadable('locked', passwordProtected);
    if (method !== 0 && method !== 8) throw broken();
    const sizes = wideSizes(extra, {
      bytes: directory.readUInt32LE(at + 24),
      packedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    entries.set(name, { name, deflated: method === 8, ...sizes });
    at += 46 + nameBytes + extraBytes + directory.readUInt16LE(at + 32);
  }
  if (entries.size === 0) throw broken();
  for (const entry of entries.values()) if (entry.name.endsWith('.xml')) refuseBomb(entry, entry.bytes, limits);
  return entries;
}

async function findEnd(file: FileHandle, size: number): Promise<{ at: number; bytes: number; count: number }> {
  const tailBytes = Math.min(size, 65_557);
  const tail = await readExactly(file, size - tailBytes, tailBytes);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at === -1 || at + 22 > tail.length) throw broken();
  const end = { at: tail.readUInt32LE(at + 16), bytes: tail.readUInt32LE(at + 12), count: tail.readUInt16LE(at + 10) };
  if (end.at !== 0xffffffff && end.bytes !== 0xffffffff && end.count !== 0xffff) return end;
  const locator = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x06, 0x07]), at);
  if (locator === -1) return end;
  const wide = await readExactly(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
  return {
    at: Number(wide.readBigUInt64LE(48)),
    bytes: Number(wide.readBigUInt64LE(40)),
    count: Number(wide.readBigUInt64LE(32)),
  };
}

type Sizes = Pick<ZipEntry, 'bytes' | 'packedBytes' | 'headerAt'>;

/** Writers that stream large files put the real sizes into the zip64 extra field. */
function wideSizes(extra: Buffer, sizes: Sizes): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    for (const name of ['bytes', 'packedBytes', 'headerAt'] as const) {
      if (sizes[name] !== 0xffffffff || next + 8 > extra.length) continue;
      sizes[name] = Number(extra.readBigUInt64LE(next));
      next += 8;
    }
  }
  return sizes;
}

function refuseBomb(entry: ZipEntry, bytes: number, limits: TableLimits): void {
  if (bytes <= limits.xmlBytes) return;
  const honest = bytes <= limits.xmlBytesHonest && bytes <= entry.packedBytes * limits.honestPackingRate;
  if (honest) return;
  throw tooHeavy(
    'Die Datei würde beim Entpacken übermäßig groß. Bitte die Liste als CSV speichern und noch einmal versuchen.',
    { part: entry.name, bytes },
  );
}

/** Unpacks one part piece by piece, counting: what the directory says may be a lie. */
export async function* unpack(file: FileHandle, entry: ZipEntry, limits: TableLimits): AsyncGenerator<Buffer> {
  const header = await readExactly(file, entry.headerAt, 30);
  if (header.readUInt32LE(0) !== 0x04034b50) throw broken();
  const from = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = take(readBytes(file, from), entry.packedBytes);
  const inflate = createInflateRaw();
  // What goes wrong while feeding shows itself to the one who reads below.
  const feeding = entry.deflated ? pipeline(packed, inflate).catch(() => undefined) : undefined;
  let bytes = 0;
  try {
    for await (const piece of (entry.deflated ? inflate : packed) as AsyncIterable<Buffer>) {
      bytes += piece.length;
      refuseBomb(entry, bytes, limits);
      yield piece;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw typeof code === 'string' && code.startsWith('Z_') ? broken() : error;
  } finally {
    inflate.destroy();
    await feeding;
  }
}

async function* take(pieces: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const piece of pieces) {
    yield left < piece.length ? piece.subarray(0, left) : piece;
    left -= piece.length;
    if (left <= 0) return;
  }
}

async function readExactly(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  if (from < 0 || !Number.isSafeInteger(from)) throw broken();
  const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, from);
  if (bytesRead < bytes) throw broken();
  return buffer;
}
