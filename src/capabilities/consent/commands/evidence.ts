import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { FileStore } from '#platform/ports';
import { sniffMedia, withHead } from '#platform/sniff-media';
import type { ReleaseWording } from '../contract.ts';
import { proofAdded, wordingReleased } from '../events.ts';
import { type FiledProof, findLatestWording, hasEntry, insertProof, insertWording } from '../queries/evidence.ts';
import type { ConsentWordingRow } from '../schema.ts';
import type { ConsentWorld } from './ledger.ts';

/** The next version of a text. What people have already agreed to stays as it was. */
export function releaseWording(
  db: Db<ConsentWorld>,
  actor: Actor & { userId: string },
  input: ReleaseWording,
  now: Date,
): Promise<ConsentWordingRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const { channel, purpose, text } = input;
    const latest = await findLatestWording(trx, { workspaceId, channel, purpose });
    if (latest?.text === text)
      throw new Refusal(
        409,
        'wording_unchanged',
        'Dieser Wortlaut gilt schon. Eine neue Fassung muss sich unterscheiden.',
      );
    const row: ConsentWordingRow = {
      workspaceId,
      id: newId(now.getTime()),
      channel,
      purpose,
      version: (latest?.version ?? 0) + 1,
      text,
      releasedBy: userId,
      releasedAt: now,
    };
    if (!(await insertWording(trx, row)))
      throw new Refusal(409, 'stale', 'Gerade hat jemand anderes eine neue Fassung freigegeben. Bitte sehen Sie nach.');
    await announce(
      trx,
      actor,
      wordingReleased,
      { wordingId: row.id, channel, purpose, version: row.version, text },
      now,
    );
    return row;
  });
}

export const mostProofBytes = 25 * 1024 ** 2;

/** Takes a piece of evidence in: its bytes say what it is, and their hash goes into the chain. */
export async function addProof(
  db: Db<ConsentWorld>,
  actor: Actor,
  input: { contactId: string; entryId: string; name: string; content: AsyncIterable<Uint8Array> },
  files: FileStore,
  now: Date,
): Promise<FiledProof> {
  const { workspaceId, userId } = actor;
  const { contactId, entryId, name } = input;
  if (!(await hasEntry(db, { workspaceId, contactId, entryId }))) throw notFound();
  let mediaType = '';
  const stored = await files.put(
    withHead(input.content, (head) => {
      mediaType = requireProof(head);
    }),
    mostProofBytes,
  );
  return inTransaction(db, async (trx) => {
    const fileId = newId(now.getTime());
    const sha256 = Buffer.from(stored.sha256, 'hex');
    const file = {
      workspaceId,
      id: fileId,
      sha256,
      name,
      mediaType,
      bytes: stored.bytes,
      createdBy: userId,
      createdAt: now,
    };
    const proof = { workspaceId, id: newId(now.getTime()), entryId, contactId, fileId, addedBy: userId, addedAt: now };
    await insertProof(trx, file, proof);
    const payload = { contactId, entryId, proofId: proof.id, name, mediaType, sha256: stored.sha256 };
    await announce(trx, actor, proofAdded, payload, now);
    return { ...proof, sha256, name, mediaType, bytes: stored.bytes };
  });
}

function requireProof(head: Uint8Array): string {
  if (head.length === 0) throw new Refusal(422, 'proof_empty', 'Die Datei ist leer.');
  const found = sniffMedia(head);
  if (found) return found;
  throw new Refusal(
    422,
    'proof_unknown',
    'Diese Datei ist weder Bild noch PDF noch Tonaufnahme. Bitte fotografieren oder scannen Sie den Beleg.',
  );
}
