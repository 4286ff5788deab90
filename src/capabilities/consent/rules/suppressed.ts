import { createHash } from 'node:crypto';
import { readNumber } from '#contacts';
import type { Country } from '#workspace';
import { Channel } from '../contract.ts';

export type Suppressed = { kind: 'phone' | 'email'; value: string };

/** A number or address as contacts keep it; undefined: neither. */
export function readSuppressed(text: string, country: Country): Suppressed | undefined {
  const cell = text
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^(mailto|tel):/i, '')
    .trim();
  if (/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(cell)) return { kind: 'email', value: cell.toLowerCase() };
  if (!/^[\d\s()+/.–-]{6,30}$/.test(cell)) return undefined;
  const number = readNumber(cell, country);
  return number && { kind: 'phone', value: number.value };
}

/** Everything in a list of any layout that is a number or an address; `unreadable` counts the lines that hold neither. */
export function readSuppressionList(text: string, country: Country): { found: Suppressed[]; unreadable: number } {
  const found = new Map<string, Suppressed>();
  let unreadable = 0;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    if (line.trim() === '') continue;
    const here = line.split(/[;,\t|]/).flatMap((cell) => readSuppressed(cell, country) ?? []);
    if (here.length === 0) unreadable += 1;
    for (const one of here) found.set(one.value, one);
  }
  return { found: [...found.values()], unreadable };
}

/**
 * What standing objections put onto the workspace's own list: "never again" all numbers and addresses, a no that an import brought those of the way
 * it names. Whoever objected to us about one way alone is known to us, and is asked about by name.
 */
export function listedKinds(
  objections: readonly { channel: Channel; importId: string | null }[],
): Suppressed['kind'][] {
  const never = Channel.options.every((way) => objections.some(({ channel }) => channel === way));
  return (['phone', 'email'] as const).filter((kind) =>
    objections.some(({ channel, importId }) => channel === kind && (never || importId !== null)),
  );
}

/** A key of HMAC-SHA-256 in the two forms in which it is used, so that SQL needs no more than the sha256 it has. */
export type HashKey = { inside: Buffer; outside: Buffer };

export function hashKey(key: Buffer): HashKey {
  return { inside: Buffer.from(key.map((each) => each ^ 0x36)), outside: Buffer.from(key.map((each) => each ^ 0x5c)) };
}

export function suppressionHash({ inside, outside }: HashKey, value: string): Buffer {
  const inner = createHash('sha256').update(inside).update(value).digest();
  return createHash('sha256').update(outside).update(inner).digest();
}
