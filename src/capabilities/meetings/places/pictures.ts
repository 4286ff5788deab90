import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { givenKey, readGivenKey } from '#platform/given-key';
import { dbOf, type Ground } from '#platform/ground';
import { apiPrefix, type FileAnswer } from '#platform/http';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import type { Chore } from '#platform/housekeeping';
import type { PlatformTables } from '#platform/schema';
import { fileRemoval, holdContent } from '#platform/unused-files';
import type { ExhibitPicture } from './contract.ts';
import { exhibitPictureAdded } from './events.ts';
import { readPicture } from './picture-size.ts';
import { deleteUnusedPictures, findPicture, findPictureOf, insertPicture } from './queries.ts';
import type { PlaceTables } from './schema.ts';

type World = PlaceTables & PlatformTables;

const mostMegabytes = 2;
/** Larger ones make phones run out of memory, however few bytes they have. */
const longestSide = 4096;

const kind = 'exponat';

/** Open to everybody who was given it, as the page on which the picture stands. */
export const pictureAddress = (house: Pick<Ground, 'secrets'>, workspaceId: string, pictureId: string): string =>
  `${apiPrefix}/exhibit-pictures/${givenKey(house.secrets, kind, { workspaceId, id: pictureId })}`;

/** The same picture twice is one. It is kept with the showroom that is given it. */
export async function addPicture(
  db: Db<World>,
  actor: Actor & { userId: string },
  body: AsyncIterable<Uint8Array>,
  ground: Ground,
  now: Date,
): Promise<ExhibitPicture> {
  const content = await wholeOf(body);
  const picture = requirePicture(content);
  const { workspaceId } = actor;
  const sha256 = createHash('sha256').update(content).digest();
  const toView = (pictureId: string) => ({ pictureId, address: pictureAddress(ground, workspaceId, pictureId) });
  const known = await findPictureOf(db, workspaceId, sha256);
  if (known) return toView(known);
  const id = newId(now.getTime());
  return inTransaction(db, async (trx) => {
    await holdContent(trx, sha256.toString('hex'));
    await ground.ports.files.put(Readable.from([content]), content.length);
    const { mediaType, width, height } = picture;
    const ending = mediaType.replace('image/', '');
    const file = { name: `Schauraum.${ending}`, mediaType, sha256, bytes: content.length };
    const by = { createdBy: actor.userId, createdAt: now };
    await insertPicture(trx, { workspaceId, id, ...file, ...by }, { workspaceId, id, width, height });
    await announce(trx, actor, exhibitPictureAdded, { pictureId: id }, now);
    return toView(id);
  });
}

async function wholeOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostMegabytes * 1024 ** 2)
      throw new Refusal(413, 'too_large', `Das Bild ist größer als ${mostMegabytes} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function requirePicture(content: Buffer) {
  const picture = readPicture(content);
  if (!picture)
    throw new Refusal(422, 'picture_unreadable', 'Das ist kein Bild, das jeder Browser zeigt (PNG, JPEG oder WebP).');
  if (Math.max(picture.width, picture.height) > longestSide)
    throw new Refusal(422, 'picture_too_wide', `Das Bild ist breiter oder höher als ${longestSide} Punkte.`);
  return picture;
}

/** By the address that we gave out; it never holds another picture. */
export async function seePicture(ground: Ground, key: string): Promise<FileAnswer> {
  const named = readGivenKey(ground.secrets, kind, key);
  const file = named && (await findPicture(dbOf<World>(ground, named), named));
  if (!file) throw notFound();
  const content = Readable.from(await ground.ports.files.get(file.sha256.toString('hex')));
  return { name: file.name, mediaType: file.mediaType, content };
}

const dayMs = 86_400_000;

/** What no exhibit has (any more); what came today may be for a showroom that somebody has not saved yet. */
export const forgetPictures: Chore<World> = (db, now, most) =>
  db.transaction().execute(async (trx) => {
    const unused = await deleteUnusedPictures(trx, new Date(now.getTime() - dayMs), most);
    for (const [workspaceId, rows] of Map.groupBy(unused, (row) => row.workspaceId))
      await enqueue(trx, fileRemoval, { workspaceId, files: rows.map(({ sha256 }) => sha256.toString('hex')) });
    return unused.length;
  });
