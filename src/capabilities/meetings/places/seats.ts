import { sql } from 'kysely';
import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import type { HostedMeeting } from '../queries/meetings.ts';
import { overlap } from '../rules.ts';
import { findPlace } from './queries.ts';
import { fullTimes } from './rules.ts';
import type { PlaceRow, PlaceTables } from './schema.ts';

type Key = { workspaceId: string; placeId: string | null };
type Span = { startsAt: Date; endsAt: Date };

/** Held until the transaction ends: the seats of a showroom are given away one after the other, whoever of us is there. Always behind the times of the hosts. */
export async function lockSeats(trx: Db<PlaceTables>, { workspaceId, placeId }: Key): Promise<void> {
  if (placeId === null) return;
  await trx
    .selectFrom('place')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', placeId)
    .forNoKeyUpdate()
    .execute();
}

/** When it takes nobody more, as far as it touches the span; a meeting that is to lie elsewhere takes no seat. */
export async function fullTimesOf(
  db: Db<PlaceTables>,
  { workspaceId, placeId, from, to, except }: Key & { from: Date; to: Date; except: string | null },
): Promise<Span[]> {
  if (placeId === null) return [];
  const [place, { rows }] = await Promise.all([
    db
      .selectFrom('place')
      .select('capacity')
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', placeId)
      .executeTakeFirstOrThrow(),
    sql<Span & { meetingId: string }>`select * from visits_of_place(${placeId}, ${from}, ${to})`.execute(db),
  ]);
  return fullTimes(
    rows.filter(({ meetingId }) => meetingId !== except),
    place.capacity,
  );
}

/** One to which people may be sent. */
export async function requireOpenPlace(db: Db<PlaceTables>, workspaceId: string, placeId: string): Promise<PlaceRow> {
  const place = await findPlace(db, { workspaceId, placeId });
  if (!place || place.closedAt) throw new Refusal(422, 'place_unknown', 'Diesen Schauraum gibt es nicht (mehr).');
  return place;
}

/** By hand a meeting may lie upon another of its host; a room does not become larger by that. */
export async function refuseWithoutSeat(trx: Db<PlaceTables>, meeting: HostedMeeting): Promise<void> {
  const { workspaceId, placeId, id: except, startsAt, endsAt } = meeting;
  await lockSeats(trx, { workspaceId, placeId });
  const full = await fullTimesOf(trx, { workspaceId, placeId, from: startsAt, to: endsAt, except });
  if (full.some((span) => overlap(span, meeting)))
    throw new Refusal(
      409,
      'place_full',
      'Um diese Zeit ist der Schauraum schon voll besetzt. Bitte wählen Sie eine andere.',
    );
}
