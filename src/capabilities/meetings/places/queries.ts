import { sql } from 'kysely';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { MeetingsTables } from '../schema.ts';
import type { ExhibitPictureRow, ExhibitRow, PlaceRow, PlaceTables } from './schema.ts';

export type SeenExhibit = Omit<ExhibitRow, 'workspaceId' | 'placeId' | 'position'>;
export type PlaceWithExhibits = PlaceRow & { exhibits: SeenExhibit[] };
type Key = { workspaceId: string; placeId: string };

function placesOf(db: Db<PlaceTables>, workspaceId: string) {
  return db
    .selectFrom('place')
    .selectAll('place')
    .select(
      sql<PlaceWithExhibits['exhibits']>`coalesce((
        select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'line', e.line, 'pictureId', e.picture_id, 'pictureAlt', e.picture_alt) order by e.position)
        from exhibit e where e.workspace_id = place.workspace_id and e.place_id = place.id), '[]')`.as('exhibits'),
    )
    .where('place.workspaceId', '=', workspaceId);
}

export function listPlaces(db: Db<PlaceTables>, workspaceId: string): Promise<PlaceWithExhibits[]> {
  return placesOf(db, workspaceId)
    .orderBy(sql`place.closed_at is not null`)
    .orderBy('place.name')
    .orderBy('place.id')
    .limit(500)
    .execute();
}

export function findPlace(db: Db<PlaceTables>, { workspaceId, placeId }: Key): Promise<PlaceWithExhibits | undefined> {
  return placesOf(db, workspaceId).where('place.id', '=', placeId).executeTakeFirst();
}

/** Held until the transaction ends. */
export async function lockPlace(db: Db<PlaceTables>, key: Key): Promise<PlaceWithExhibits | undefined> {
  const held = await db
    .selectFrom('place')
    .select('id')
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.placeId)
    .forUpdate()
    .executeTakeFirst();
  return held && findPlace(db, key);
}

export async function insertPlace(db: Db<PlaceTables>, row: PlaceRow): Promise<void> {
  await db.insertInto('place').values(row).execute();
}

export async function updatePlace(
  db: Db<PlaceTables>,
  { workspaceId, id, version }: PlaceRow,
  change: Partial<Omit<PlaceRow, 'workspaceId' | 'id'>>,
): Promise<void> {
  await db
    .updateTable('place')
    .set({ ...change, version: version + 1 })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export async function replaceExhibits(db: Db<PlaceTables>, key: Key, rows: readonly ExhibitRow[]): Promise<void> {
  await db
    .deleteFrom('exhibit')
    .where('workspaceId', '=', key.workspaceId)
    .where('placeId', '=', key.placeId)
    .execute();
  if (rows.length > 0)
    await db
      .insertInto('exhibit')
      .values([...rows])
      .execute();
}

/** Who comes to a place, and has not called off. */
export function findVisitors(
  db: Db<MeetingsTables>,
  workspaceId: string,
  span: { from: Date; to: Date },
): Promise<{ placeId: string; meetingId: string }[]> {
  return db
    .selectFrom('meeting')
    .select(['placeId', 'id as meetingId'])
    .where('workspaceId', '=', workspaceId)
    .where('placeId', 'is not', null)
    .$narrowType<{ placeId: string }>()
    .where('state', '<>', 'cancelled')
    .where('startsAt', '>=', span.from)
    .where('startsAt', '<', span.to)
    .orderBy('startsAt')
    .orderBy('id')
    .limit(500)
    .execute();
}

/** When the first visit begins that is planned from then on, at whichever place. */
export async function findNextVisit(
  db: Db<MeetingsTables>,
  workspaceId: string,
  from: Date,
): Promise<Date | undefined> {
  const found = await db
    .selectFrom('meeting')
    .select('startsAt')
    .where('workspaceId', '=', workspaceId)
    .where('placeId', 'is not', null)
    .where('state', '=', 'planned')
    .where('startsAt', '>=', from)
    .orderBy('startsAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return found?.startsAt;
}

type PictureWorld = PlaceTables & Pick<PlatformTables, 'file'>;

export async function insertPicture(
  db: Db<PictureWorld>,
  file: PlatformTables['file'],
  picture: ExhibitPictureRow,
): Promise<void> {
  await db.insertInto('file').values(file).execute();
  await db.insertInto('exhibitPicture').values(picture).execute();
}

export function findPicture(
  db: Db<PictureWorld>,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Pick<PlatformTables['file'], 'sha256' | 'name' | 'mediaType'> | undefined> {
  return db
    .selectFrom('exhibitPicture')
    .innerJoin('file', (join) =>
      join.onRef('file.workspaceId', '=', 'exhibitPicture.workspaceId').onRef('file.id', '=', 'exhibitPicture.id'),
    )
    .select(['file.sha256', 'file.name', 'file.mediaType'])
    .where('exhibitPicture.workspaceId', '=', workspaceId)
    .where('exhibitPicture.id', '=', id)
    .executeTakeFirst();
}

/** There are some hundred pictures of a workspace at most. */
export async function findPictureOf(
  db: Db<PictureWorld>,
  workspaceId: string,
  sha256: Buffer,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('exhibitPicture')
    .innerJoin('file', (join) =>
      join.onRef('file.workspaceId', '=', 'exhibitPicture.workspaceId').onRef('file.id', '=', 'exhibitPicture.id'),
    )
    .select('exhibitPicture.id')
    .where('exhibitPicture.workspaceId', '=', workspaceId)
    .where('file.sha256', '=', sha256)
    .orderBy('exhibitPicture.id')
    .executeTakeFirst();
  return found?.id;
}

/** The row of the picture goes with that of its file. Where an exhibit is being given one at this moment, its key refuses, and the night tries again. */
export async function deleteUnusedPictures(
  db: Db<PictureWorld>,
  before: Date,
  most: number,
): Promise<Pick<PlatformTables['file'], 'workspaceId' | 'sha256'>[]> {
  const { rows } = await sql<Pick<PlatformTables['file'], 'workspaceId' | 'sha256'>>`
    delete from file where (workspace_id, id) in (
      select p.workspace_id, p.id from exhibit_picture p
      join file f on f.workspace_id = p.workspace_id and f.id = p.id
      where f.created_at < ${before}
        and not exists (select 1 from exhibit e where e.workspace_id = p.workspace_id and e.picture_id = p.id)
      limit ${most})
    returning workspace_id, sha256
  `.execute(db);
  return rows;
}

/** Those of them that there are. */
export async function findPictureIds(
  db: Db<PlaceTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('exhibitPicture')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute();
  return new Set(rows.map(({ id }) => id));
}
