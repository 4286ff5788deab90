import { workspaceOfTablet } from '#consent';
import { notFound } from '#platform/errors';
import { dbOf, type Ground } from '#platform/ground';
import type { Serve, ServeOpen } from '#platform/http';
import { findWorkspace, localDay } from '#workspace';
import { toMeetingViews } from '../answers.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { findMeeting } from '../queries/meetings.ts';
import { changePlace, createPlace } from './commands.ts';
import * as contract from './contract.ts';
import { addPicture, pictureAddress, seePicture } from './pictures.ts';
import { findNextVisit, findVisitors, listPlaces, type PlaceWithExhibits } from './queries.ts';

export function placeRoutes(serve: Serve<MeetingsWorld>, serveOpen: ServeOpen): void {
  serve(contract.listPlaces, async ({ db, actor: { workspaceId }, ground }) => ({
    items: (await listPlaces(db, workspaceId)).map((place) => toPlaceView(place, ground)),
  }));
  serve(contract.createPlace, async ({ db, actor, body, ground, now }) =>
    toPlaceView(await createPlace(db, actor, body, now), ground),
  );
  serve(contract.changePlace, async ({ db, actor, params, body, ifMatch, ground, now }) =>
    toPlaceView(await changePlace(db, actor, params.placeId, body, ifMatch, now), ground),
  );
  serve(contract.addExhibitPicture, ({ db, actor, body, ground, now }) => addPicture(db, actor, body, ground, now));
  serveOpen(contract.seeExhibitPicture, async ({ params, ground, reply }) => {
    const picture = await seePicture(ground, params.key);
    reply.header('cache-control', 'private, max-age=31536000, immutable');
    return picture;
  });
  serveOpen(contract.showExhibits, async ({ body, ground, now }) => {
    const workspaceId = await workspaceOfTablet(ground, body.token, now);
    const places = await listPlaces(dbOf<MeetingsWorld>(ground, { workspaceId }), workspaceId);
    return {
      places: places
        .filter(({ closedAt, exhibits }) => closedAt === null && exhibits.length > 0)
        .map((place) => ({ id: place.id, name: place.name, exhibits: toExhibits(place, ground) })),
    };
  });
  serve(contract.listVisitors, async ({ db, actor: { workspaceId }, query }) => {
    const workspace = await findWorkspace(db, workspaceId);
    if (!workspace) throw notFound();
    const day = Temporal.PlainDate.from(query.on);
    const morning = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(workspace.timeZone).epochMilliseconds);
    const span = { from: morning(day), to: morning(day.add({ days: 1 })) };
    const [visitors, after] = await Promise.all([
      findVisitors(db, workspaceId, span),
      findNextVisit(db, workspaceId, span.to),
    ]);
    const found = await Promise.all(visitors.map(({ meetingId }) => findMeeting(db, { workspaceId, meetingId })));
    const views = await toMeetingViews(
      db,
      workspaceId,
      found.filter((meeting) => meeting !== undefined),
    );
    const placeOf = new Map(visitors.map(({ meetingId, placeId }) => [meetingId, placeId]));
    return {
      next: after ? localDay(after, workspace.timeZone) : null,
      items: views.flatMap((meeting) => {
        const placeId = placeOf.get(meeting.id);
        return placeId === undefined ? [] : [{ placeId, meeting }];
      }),
    };
  });
}

/** The one place where a showroom becomes what the outside sees. */
function toPlaceView(place: PlaceWithExhibits, ground: Ground): contract.PlaceView {
  const { latitude, longitude } = place;
  return {
    id: place.id,
    name: place.name,
    address: place.address,
    spot: latitude !== null && longitude !== null ? { latitude, longitude } : null,
    opening: place.opening,
    capacity: place.capacity,
    exhibits: toExhibits(place, ground),
    createdAt: place.createdAt.toISOString(),
    updatedAt: place.updatedAt.toISOString(),
    closedAt: place.closedAt?.toISOString() ?? null,
    version: place.version,
  };
}

function toExhibits({ workspaceId, exhibits }: PlaceWithExhibits, ground: Ground): contract.Exhibit[] {
  return exhibits.map(({ id, name, line, pictureId, pictureAlt }) => ({
    id,
    name,
    line,
    picture:
      pictureId === null
        ? null
        : { pictureId, address: pictureAddress(ground, workspaceId, pictureId), alt: pictureAlt ?? '' },
  }));
}
