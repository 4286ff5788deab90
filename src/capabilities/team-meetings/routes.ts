import { z } from 'zod';
import type { Serve } from '#platform/http';
import { fromCursor, pageOf } from '#platform/paging';
import type { TeamMeetingsWorld } from './agenda.ts';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { listTeamMeetings } from './queries.ts';
import { planRoutes } from './plan/routes.ts';
import { proposalRoutes } from './proposals/routes.ts';
import { agendaNow, toItem, toTeamMeetingView } from './views.ts';

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

export function teamMeetingsRoutes(serve: Serve<TeamMeetingsWorld>): void {
  planRoutes(serve);
  proposalRoutes(serve);
  serve(contract.getAgenda, ({ db, actor, now }) => agendaNow(db, actor, now));
  serve(contract.listTeamMeetings, async ({ db, actor: { workspaceId }, query: { cursor, limit } }) => {
    const found = await listTeamMeetings(db, workspaceId, { limit: limit + 1, after: fromCursor(cursor, Cursor) });
    const page = pageOf(found, limit, (meeting) => [meeting.begunAt.toISOString(), meeting.id]);
    return { items: page.rows.map(toItem), next: page.next };
  });
  serve(contract.getTeamMeeting, ({ db, actor, params, now }) =>
    toTeamMeetingView(db, actor, params.teamMeetingId, now),
  );
  serve(contract.beginTeamMeeting, async ({ db, actor, now }) =>
    toTeamMeetingView(db, actor, await commands.beginTeamMeeting(db, actor, now), now),
  );
  serve(contract.endTeamMeeting, async ({ db, actor, params: { teamMeetingId }, now }) => {
    await commands.endTeamMeeting(db, actor, teamMeetingId, now);
    return toTeamMeetingView(db, actor, teamMeetingId, now);
  });
  serve(contract.reopenTeamMeeting, async ({ db, actor, params: { teamMeetingId }, now }) => {
    await commands.reopenTeamMeeting(db, actor, teamMeetingId, now);
    return toTeamMeetingView(db, actor, teamMeetingId, now);
  });
  serve(contract.addPoint, async ({ db, actor, params: { teamMeetingId }, body, now }) => {
    await commands.addPoint(db, actor, teamMeetingId, body, now);
    return toTeamMeetingView(db, actor, teamMeetingId, now);
  });
  serve(contract.setDiscussed, async ({ db, actor, params, body, now }) =>
    toTeamMeetingView(db, actor, await commands.setDiscussed(db, actor, params.pointId, body.discussed, now), now),
  );
  serve(contract.decide, async ({ db, actor, params, body, now }) =>
    toTeamMeetingView(db, actor, await commands.decide(db, actor, params.pointId, body.decision, now), now),
  );
  serve(contract.agreeTask, async ({ db, actor, params, body, now }) =>
    toTeamMeetingView(db, actor, await commands.agreeTask(db, actor, params.pointId, body, now), now),
  );
}
