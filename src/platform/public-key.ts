import { createHash } from 'node:crypto';
import { dashed } from './ids.ts';

/** Which workspace an open page belongs to, and what nobody can guess: one word for an address. */
export function publicKey(workspaceId: string, secret: Buffer): string {
  return Buffer.concat([Buffer.from(workspaceId.replaceAll('-', ''), 'hex'), secret]).toString('base64url');
}

export function readPublicKey(text: string | undefined): { workspaceId: string; secret: Buffer } | undefined {
  if (text === undefined || !/^[\w-]{43}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  const workspaceId = dashed(bytes.toString('hex', 0, 16));
  const secret = bytes.subarray(16);
  // Its last letter has bits to spare: only one way of writing it is the address.
  return publicKey(workspaceId, secret) === text ? { workspaceId, secret } : undefined;
}

/** Whose page an address with such a word belongs to, one that we gave out for a record or one of a page; whether there is anything under it is for the page to say. */
export function workspaceNamedIn(text: string | undefined): string | undefined {
  const [, named] = /^[a-z]{1,20}([0-9a-f]{32})[0-9a-f]{32}_[\w-]{43}$/.exec(text ?? '') ?? [];
  return named === undefined ? readPublicKey(text?.slice(-43))?.workspaceId : dashed(named);
}

/** A link that does something is kept as its hash alone: who reads the database cannot follow it. */
export function tokenHash(secret: Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whose line a request comes over: an IPv6 subscriber has at least a /64 to choose addresses from. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
    .join(':')}::/64`;
}
