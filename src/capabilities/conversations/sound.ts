import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Secrets } from '#platform/config';
import { openText, sealText } from '#platform/vault';
import type { Party } from './contract.ts';

type Holder = { workspaceId: string; id: string };
const placeOf = ({ workspaceId, id }: Holder): string => `${workspaceId} recording ${id}`;

/** A key of its own for each recording: with it goes the sound, at the same moment, wherever copies of the files lie. */
export function newKey(secrets: Pick<Secrets, 'chain'>, recording: Holder): Buffer {
  return sealText(secrets, placeOf(recording), randomBytes(32).toString('hex'));
}

export function openKey(secrets: Pick<Secrets, 'chain'>, recording: Holder, sealed: Buffer): Buffer {
  return Buffer.from(openText(secrets, placeOf(recording), sealed), 'hex');
}

type Place = { segment: number; party: Party };
const tagBytes = 16;

/** From where the track lies: a job that runs twice makes the same file twice. No other bytes are ever encrypted under the same. */
function nonceOf({ segment, party }: Place): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(segment);
  nonce.writeUInt8(party === 'user' ? 1 : 2, 4);
  return nonce;
}

export async function* encrypted(
  key: Buffer,
  place: Place,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place));
  for await (const chunk of content) yield cipher.update(chunk);
  yield cipher.final();
  yield cipher.getAuthTag();
}

/** The sound again. The tag stands at the end, so it is held against what has left already: a file that was touched breaks off. */
export async function* decrypted(
  key: Buffer,
  place: Place,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(place), { authTagLength: tagBytes });
  let held = Buffer.alloc(0);
  for await (const chunk of content) {
    held = Buffer.concat([held, chunk]);
    if (held.length <= tagBytes) continue;
    yield decipher.update(held.subarray(0, -tagBytes));
    held = held.subarray(-tagBytes);
  }
  decipher.setAuthTag(held);
  yield decipher.final();
}
