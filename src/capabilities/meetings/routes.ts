import { z } from 'zod';
import type { Db } from '#platform/db';
import type { Serve, ServeOpen } from '#platform/http';
import { fromCursor, pageOf } from '#platform/paging';
import { requireMeeting, toMeetingView, toMeetingViews } from './answers.ts';
import { bookingRoutes } from './booking/routes.ts';
import type { CalendarsWorld } from './calendars/commands.ts';
import { calendarRoutes } from './calendars/routes.ts';
import { sayOutcome } from './commands/outcome.ts';
import type { MeetingsWorld } from './commands/parts.ts';
import { cancelMeeting, changeMeeting, createMeeting, type Planned } from './commands/planning.ts';
import * as contract from './contract.ts';
import { hostRoutes } from './hosts/routes.ts';
import { providerRoutes } from './providers/routes.ts';
import { placeRoutes } from './places/routes.ts';
import { listMeetings } from './queries/meetings.ts';
import type { VisitsWorld } from './visits/commands.ts';
import { visitRoutes } from './visits/routes.ts';

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

export function meetingsRoutes(serve: Serve<MeetingsWorld & CalendarsWorld & VisitsWorld>, serveOpen: ServeOpen): void {
  calendarRoutes(serve);
  bookingRoutes(serve);
  visitRoutes(serve);
  hostRoutes(serve);
  providerRoutes(serve);
  placeRoutes(serve, serveOpen);
  serve(contract.listMeetings, async ({ db, actor: { workspaceId }, query: { cursor, limit, ...filter } }) => {
    const found = await listMeetings(db, workspaceId, filter, { limit: limit + 1, after: fromCursor(cursor, Cursor) });
    const page = pageOf(found, limit, (meeting) => [meeting.startsAt.toISOString(), meeting.id]);
    return { items: await toMeetingViews(db, workspaceId, page.rows), next: page.next };
  });
  serve(contract.getMeeting, async ({ db, actor: { workspaceId }, params: { meetingId } }) =>
    toMeetingView(db, await requireMeeting(db, workspaceId, meetingId)),
  );
  serve(contract.createMeeting, async ({ db, actor, body, now }) =>
    toPlanned(db, await createMeeting(db, actor, body, now)),
  );
  serve(contract.changeMeeting, async ({ db, actor, params, body, ifMatch, now }) =>
    toPlanned(db, await changeMeeting(db, actor, params.meetingId, body, ifMatch, now)),
  );
  serve(contract.cancelMeeting, async ({ db, actor, params, now }) =>
    toMeetingView(db, await cancelMeeting(db, actor, params.meetingId, now)),
  );
  serve(contract.sayOutcome, async ({ db, actor, params, body, now }) =>
    toMeetingView(db, await sayOutcome(db, actor, params.meetingId, body, now)),
  );
}

async function toPlanned(db: Db<MeetingsWorld>, { meeting, overlaps }: Planned): Promise<contract.PlannedMeeting> {
  return {
    meeting: await toMeetingView(db, meeting),
    overlaps: overlaps.map(({ userId, startsAt, endsAt }) => ({
      userId,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  };
}
