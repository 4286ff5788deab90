import { sniffMedia } from '#platform/sniff-media';

export type Picture = { mediaType: 'image/png' | 'image/jpeg' | 'image/webp'; width: number; height: number };

/** What a picture is and how large, by its own bytes; undefined: none that every browser shows. */
export function readPicture(bytes: Buffer): Picture | undefined {
  const mediaType = sniffMedia(bytes);
  if (mediaType !== 'image/png' && mediaType !== 'image/jpeg' && mediaType !== 'image/webp') return undefined;
  try {
    const [width, height] = sizes[mediaType](bytes);
    return width > 0 && height > 0 ? { mediaType, width, height } : undefined;
  } catch (error) {
    // It breaks off before it says so.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Size = readonly [width: number, height: number];

const sizes: Record<Picture['mediaType'], (bytes: Buffer) => Size> = {
  'image/png': (bytes) => [bytes.readUInt32BE(16), bytes.readUInt32BE(20)],
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
};

/** In the first of its frame headers (SOF): C0 to CF without the three that are something else. */
function jpegSize(bytes: Buffer): Size {
  let at = 2;
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return [0, 0];
    const marker = bytes.readUInt8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    // A marker may be padded.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
}

function webpSize(bytes: Buffer): Size {
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X') return [1 + bytes.readUIntLE(24, 3), 1 + bytes.readUIntLE(27, 3)];
  if (kind === 'VP8 ') return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  if (kind !== 'VP8L') return [0, 0];
  const both = bytes.readUInt32LE(21);
  return [1 + (both & 0x3fff), 1 + ((both >>> 14) & 0x3fff)];
}
