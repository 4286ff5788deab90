import { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export type ZipPart = {
  /** With forward slashes. */
  name: string;
  content: AsyncIterable<Uint8Array>;
  /** May grow to 4 GB or more; the way it is written has to be chosen before its first byte. */
  large?: boolean;
};

/**
 * A zip archive as a stream: parts of any number and length in, bytes out, memory flat. zlib packs on its own threads; the
 * libraries at hand pack in ours and know no archive beyond 4 GB.
 */
export async function* zip(parts: AsyncIterable<ZipPart> | Iterable<ZipPart>, at: Date): AsyncGenerator<Buffer> {
  const written: Entry[] = [];
  let offset = 0;
  for await (const part of parts) {
    const entry: Entry = {
      name: Buffer.from(part.name),
      time: dosTime(at),
      large: part.large ?? false,
      offset,
      crc: 0,
      bytes: 0,
      packed: 0,
    };
    for await (const chunk of bytesOf(entry, part.content)) {
      offset += chunk.length;
      yield chunk;
    }
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(directoryRecord));
  yield directory;
  yield endRecord(written.length, offset, directory.length);
}

type Entry = {
  name: Buffer;
  time: { time: number; day: number };
  large: boolean;
  offset: number;
  crc: number;
  bytes: number;
  packed: number;
};

async function* bytesOf(entry: Entry, content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  yield localHeader(entry);
  async function* counted() {
    for await (const chunk of content) {
      entry.crc = crc32(chunk, entry.crc);
      entry.bytes += chunk.length;
      yield chunk;
    }
  }
  const deflate = createDeflateRaw({ level: 6, memLevel: 9 });
  // An error of the source destroys the stream below, where the loop throws it.
  pipeline(Readable.from(counted(), { highWaterMark: 2 }), deflate, () => undefined);
  for await (const chunk of deflate) {
    entry.packed += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (!entry.large && Math.max(entry.bytes, entry.packed) >= wide32) throw new Error('zip: part grew beyond 4 GB');
  yield descriptor(entry);
}

const wide32 = 0xffffffff;
const wide16 = 0xffff;
/** Sizes follow the content; names are UTF-8. */
const flags = 0x0808;

function localHeader(entry: Entry): Buffer {
  const extra = entry.large ? wideExtra([0n, 0n]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, entry);
  if (entry.large) {
    header.writeUInt32LE(wide32, 18);
    header.writeUInt32LE(wide32, 22);
  }
  header.writeUInt16LE(entry.name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, entry.name, extra]);
}

function writeCommon(header: Buffer, at: number, entry: Entry): void {
  header.writeUInt16LE(entry.large ? 45 : 20, at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(8, at + 4);
  header.writeUInt16LE(entry.time.time, at + 6);
  header.writeUInt16LE(entry.time.day, at + 8);
}

function descriptor({ large, crc, packed, bytes }: Entry): Buffer {
  const record = Buffer.alloc(large ? 24 : 16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  if (large) {
    record.writeBigUInt64LE(BigInt(packed), 8);
    record.writeBigUInt64LE(BigInt(bytes), 16);
  } else {
    record.writeUInt32LE(packed, 8);
    record.writeUInt32LE(bytes, 12);
  }
  return record;
}

function directoryRecord(entry: Entry): Buffer {
  const far = entry.offset >= wide32;
  const wide = [
    ...(entry.large ? [BigInt(entry.bytes), BigInt(entry.packed)] : []),
    ...(far ? [BigInt(entry.offset)] : []),
  ];
  const extra = wide.length > 0 ? wideExtra(wide) : Buffer.alloc(0);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(0x0300 | 45, 4);
  writeCommon(record, 6, entry);
  record.writeUInt32LE(entry.crc, 16);
  record.writeUInt32LE(entry.large ? wide32 : entry.packed, 20);
  record.writeUInt32LE(entry.large ? wide32 : entry.bytes, 24);
  record.writeUInt16LE(entry.name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  // An ordinary file that its owner may read and write.
  record.writeUInt32LE(0o100600 * 0x10000, 38);
  record.writeUInt32LE(far ? wide32 : entry.offset, 42);
  return Buffer.concat([record, entry.name, extra]);
}

function wideExtra(values: readonly bigint[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(value, 4 + 8 * index));
  return extra;
}

function endRecord(count: number, offset: number, bytes: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, wide16), 8);
  end.writeUInt16LE(Math.min(count, wide16), 10);
  end.writeUInt32LE(Math.min(bytes, wide32), 12);
  end.writeUInt32LE(Math.min(offset, wide32), 16);
  if (count < wide16 && offset < wide32 && bytes < wide32) return end;
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(0x0300 | 45, 12);
  wide.writeUInt16LE(45, 14);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(bytes), 40);
  wide.writeBigUInt64LE(BigInt(offset), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(offset + bytes), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, end]);
}

/** Two seconds are the finest this format knows; it has no time zone. */
function dosTime(at: Date): { time: number; day: number } {
  return {
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
    day: ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
  };
}
