import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Secrets } from './config.ts';

/**
 * Passwords for other systems, as they lie in the database: useless without the data folder, and where they don't belong. From the key of the chain,
 * which is never changed either: a new one would break every seal.
 */
function keyFor(secrets: Pick<Secrets, 'chain'>, use: 'seal' | 'address'): Buffer {
  return Buffer.from(hkdfSync('sha256', secrets.chain, '', `klinke.vault.${use}`, 32));
}

const version = Buffer.of(1);
const [ivBytes, tagBytes] = [12, 16];

/** `place` names workspace, table and row: a sealed text that was moved elsewhere opens no more. */
export function sealText(secrets: Pick<Secrets, 'chain'>, place: string, text: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secrets, 'seal'), iv).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([version, iv, cipher.getAuthTag(), sealed]);
}

/** Throws for what was sealed elsewhere, under another key, or has been touched. */
export function openText(secrets: Pick<Secrets, 'chain'>, place: string, sealed: Buffer): string {
  if (sealed[0] !== version[0]) throw new Error('sealed by a later release');
  const [ivEnd, tagEnd] = [1 + ivBytes, 1 + ivBytes + tagBytes];
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secrets, 'seal'), sealed.subarray(1, ivEnd), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(ivEnd, tagEnd));
  return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]).toString('utf8');
}

/** The part of an address that nobody can guess; follows from what it is for, so that it need not be kept. */
export function secretPath(secrets: Pick<Secrets, 'chain'>, what: string): string {
  return createHmac('sha256', keyFor(secrets, 'address')).update(what).digest('base64url');
}
