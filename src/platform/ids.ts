import { createHash, randomFillSync } from 'node:crypto';

let lastMs = 0;
let counter = 0;
const pool = Buffer.alloc(8 * 512);
let poolAt = pool.length;

/**
 * A UUIDv7 (RFC 9562): sorted by time, and within this process also by call, because a 12-bit counter fills `rand_a` (method 1).
 * Rows of one transaction therefore keep the order in which they were made.
 */
export function newId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs += 1;
    counter = 0;
  }
  if (poolAt === pool.length) {
    randomFillSync(pool);
    poolAt = 0;
  }
  const high = lastMs.toString(16).padStart(12, '0');
  pool.writeUInt8((pool.readUInt8(poolAt) & 0x3f) | 0x80, poolAt);
  const low = pool.toString('hex', poolAt, (poolAt += 8));
  return `${high.slice(0, 8)}-${high.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${low.slice(0, 4)}-${low.slice(4)}`;
}

/** The id of what follows from something else, so that it is made once however often we are told (UUIDv8, RFC 9562). */
export function derivedId(from: string): string {
  const bytes = createHash('sha256').update(from).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return dashed(bytes.toString('hex'));
}

/** An id as it stands in an address, without its dashes, with them. */
export const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Only a value that passes here may ever be written into a SET statement. */
export function isUuid(value: string): boolean {
  return uuid.test(value);
}
