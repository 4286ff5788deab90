import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { ChangePlace, CreatePlace } from './contract.ts';
import { placeChanged, placeOpened } from './events.ts';
import {
  findPictureIds,
  findPlace,
  insertPlace,
  lockPlace,
  type PlaceWithExhibits,
  replaceExhibits,
  type SeenExhibit,
  updatePlace,
} from './queries.ts';
import type { ExhibitRow, PlaceRow, PlaceTables } from './schema.ts';

type World = PlaceTables & PlatformTables;
type Manager = Actor & { userId: string };
type Exhibits = NonNullable<CreatePlace['exhibits']>;

export function createPlace(db: Db<World>, actor: Manager, input: CreatePlace, now: Date): Promise<PlaceWithExhibits> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const placeId = newId(now.getTime());
    const row: PlaceRow = {
      workspaceId,
      id: placeId,
      name: input.name,
      address: input.address,
      ...whereabouts(input.spot ?? null),
      opening: input.opening?.trim() || null,
      capacity: input.capacity,
      createdBy: userId,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedBy: null,
      version: 1,
    };
    await insertPlace(trx, row);
    const key = { workspaceId, placeId };
    await refuseUnknownPictures(trx, workspaceId, input.exhibits);
    await replaceExhibits(trx, key, exhibitRows(key, input.exhibits ?? [], [], now));
    await announce(trx, actor, placeOpened, { placeId, name: row.name }, now);
    return standing(trx, key);
  });
}

export function changePlace(
  db: Db<World>,
  actor: Manager,
  placeId: string,
  input: ChangePlace,
  ifMatch: number | undefined,
  now: Date,
): Promise<PlaceWithExhibits> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, placeId };
    const before = await lockPlace(trx, key);
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    const { exhibits, spot, opening, closed, ...rest } = input;
    const wanted: Partial<PlaceRow> = {
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(spot !== undefined && whereabouts(spot)),
      ...(opening !== undefined && { opening: opening?.trim() || null }),
      ...(closed === true && !before.closedAt && { closedAt: now, closedBy: actor.userId }),
      ...(closed === false && before.closedAt && { closedAt: null, closedBy: null }),
    };
    await refuseUnknownPictures(trx, actor.workspaceId, exhibits);
    const rows = exhibits && exhibitRows(key, exhibits, before.exhibits, now);
    const changed = changesOf(
      { ...before, exhibits: before.exhibits.map(contentOf) },
      { ...wanted, ...(rows && { exhibits: rows.map(contentOf) }) },
    );
    if (Object.keys(changed).length === 0) return before;
    if (rows) await replaceExhibits(trx, key, rows);
    await updatePlace(trx, before, { ...wanted, updatedAt: now });
    const after = await standing(trx, key);
    await announce(trx, actor, placeChanged, { placeId, name: after.name, changed }, now);
    return after;
  });
}

async function standing(trx: Db<World>, key: { workspaceId: string; placeId: string }): Promise<PlaceWithExhibits> {
  const place = await findPlace(trx, key);
  if (!place) throw notFound();
  return place;
}

const whereabouts = (spot: { latitude: number; longitude: number } | null) => ({
  latitude: spot?.latitude ?? null,
  longitude: spot?.longitude ?? null,
});

function exhibitRows(
  key: { workspaceId: string; placeId: string },
  wanted: Exhibits,
  known: PlaceWithExhibits['exhibits'],
  now: Date,
): ExhibitRow[] {
  const left = [...known];
  return wanted.map(({ name, line, picture }, position) => {
    const at = left.findIndex((one) => one.name === name);
    const [same] = at >= 0 ? left.splice(at, 1) : [];
    const { pictureId = null, pictureAlt = null } =
      picture === undefined ? (same ?? {}) : { pictureId: picture?.pictureId, pictureAlt: picture?.alt };
    return { ...key, id: same?.id ?? newId(now.getTime()), position, name, line, pictureId, pictureAlt };
  });
}

const contentOf = ({ name, line, pictureId, pictureAlt }: SeenExhibit) => ({ name, line, pictureId, pictureAlt });

async function refuseUnknownPictures(
  trx: Db<World>,
  workspaceId: string,
  exhibits: Exhibits | undefined,
): Promise<void> {
  const ids = (exhibits ?? []).flatMap(({ picture }) => (picture ? [picture.pictureId] : []));
  const known = await findPictureIds(trx, workspaceId, ids);
  if (!ids.every((id) => known.has(id)))
    throw new Refusal(
      422,
      'picture_unknown',
      'Eines der Bilder gibt es nicht (mehr). Bitte wählen Sie es noch einmal.',
    );
}

function changesOf(
  before: Record<string, unknown>,
  wanted: Record<string, unknown>,
): Record<string, { from: unknown; to: unknown }> {
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([field, to]) =>
      JSON.stringify(before[field]) === JSON.stringify(to) ? [] : [[field, { from: before[field], to }] as const],
    ),
  );
}
