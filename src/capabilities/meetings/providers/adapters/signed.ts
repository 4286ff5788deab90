import { createHmac, createSign, timingSafeEqual } from 'node:crypto';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token of RFC 7519, by a secret that both sides know. */
export function signed(claims: object, secret: string): string {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** The same by a private key. Throws for what is none. */
export function signedByKey(claims: object, privateKey: string): string {
  const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`;
}

/** The claims of a token that this secret has signed. Only HS256 counts, whatever its header says. */
export function openSigned(token: string, secret: string): unknown {
  const [, text, header, claims, signature] = /^(([\w-]+)\.([\w-]+))\.([\w-]+)$/.exec(token) ?? [];
  if (!text || !header || !claims || !signature) return undefined;
  const right = createHmac('sha256', secret).update(text).digest();
  if (!isSame(right, Buffer.from(signature, 'base64url'))) return undefined;
  const { alg } = (decoded(header) ?? {}) as { alg?: unknown };
  return alg === 'HS256' ? decoded(claims) : undefined;
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** In the same time, whatever differs. */
export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

export const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
