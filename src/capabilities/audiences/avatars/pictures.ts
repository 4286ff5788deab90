import { Readable } from 'node:stream';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import type { FileAnswer } from '#platform/http';
import { newId } from '#platform/ids';
import type { FileStore } from '#platform/ports';
import type { PlatformTables } from '#platform/schema';
import { sniffMedia, withHead } from '#platform/sniff-media';
import { pictureRemoved, pictureSet } from '../events.ts';
import type { AudiencesTables, AvatarRow } from '../schema.ts';
import { findPicture, insertFile, lockAvatar, updateAvatar } from './queries.ts';
import { requireAvatar } from './views.ts';

type Trx = Db<AudiencesTables & PlatformTables>;
type Person = Actor & { userId: string };

const mostBytes = 5 * 1024 ** 2;
const pictures = ['image/png', 'image/jpeg', 'image/webp'];

/** Its bytes say what it is; nothing else comes back out as a picture. */
export async function setPicture(
  db: Trx,
  actor: Person,
  { avatarId, content }: { avatarId: string; content: AsyncIterable<Uint8Array> },
  files: FileStore,
  now: Date,
): Promise<AvatarRow> {
  const { workspaceId, userId } = actor;
  await requireAvatar(db, workspaceId, avatarId);
  let mediaType = '';
  const stored = await files.put(
    withHead(content, (head) => {
      mediaType = requirePicture(head);
    }),
    mostBytes,
  );
  // An empty file has no first bytes.
  if (mediaType === '') requirePicture(new Uint8Array());
  return inTransaction(db, async (trx) => {
    const before = await requireLocked(trx, workspaceId, avatarId);
    const id = newId(now.getTime());
    const sha256 = Buffer.from(stored.sha256, 'hex');
    const file = { workspaceId, id, sha256, name: 'avatar', mediaType, bytes: stored.bytes };
    await insertFile(trx, { ...file, createdBy: userId, createdAt: now });
    const change = { pictureId: id, updatedAt: now, version: before.version + 1 };
    await updateAvatar(trx, before, change);
    await announce(trx, actor, pictureSet, { avatarId, name: before.name, bytes: stored.bytes }, now);
    return { ...before, ...change };
  });
}

function requirePicture(head: Uint8Array): string {
  const found = sniffMedia(head);
  if (found !== undefined && pictures.includes(found)) return found;
  throw new Refusal(422, 'picture_unreadable', 'Das ist kein Bild, das jeder Browser zeigt. Bitte als JPEG, PNG oder WebP speichern.'); // prettier-ignore
}

/** Taken away twice is taken away once. */
export function removePicture(db: Trx, actor: Person, avatarId: string, now: Date): Promise<AvatarRow> {
  return inTransaction(db, async (trx) => {
    const before = await requireLocked(trx, actor.workspaceId, avatarId);
    if (before.pictureId === null) return before;
    const change = { pictureId: null, updatedAt: now, version: before.version + 1 };
    await updateAvatar(trx, before, change);
    await announce(trx, actor, pictureRemoved, { avatarId, name: before.name }, now);
    return { ...before, ...change };
  });
}

async function requireLocked(trx: Trx, workspaceId: string, avatarId: string): Promise<AvatarRow> {
  const row = await lockAvatar(trx, { workspaceId, avatarId });
  if (!row) throw notFound();
  return row;
}

export async function readPicture(
  db: Trx,
  workspaceId: string,
  avatarId: string,
  files: FileStore,
): Promise<FileAnswer> {
  const file = await findPicture(db, { workspaceId, avatarId });
  if (!file) throw notFound();
  const content = await files.get(file.sha256.toString('hex'));
  const ending = file.mediaType.slice('image/'.length);
  return {
    name: `avatar.${ending}`,
    mediaType: file.mediaType,
    content: Readable.from(content, { objectMode: false }),
  };
}
