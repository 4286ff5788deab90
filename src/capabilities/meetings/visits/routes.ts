import type { Serve } from '#platform/http';
import { planVisit, sayVisit, type VisitsWorld } from './commands.ts';
import * as contract from './contract.ts';
import { toVisitView, visitsOn } from './views.ts';

export function visitRoutes(serve: Serve<VisitsWorld>): void {
  serve(contract.listVisits, ({ db, actor, query, now }) => visitsOn(db, actor, query.on, now));
  serve(contract.planVisit, async ({ db, actor, body, now }) =>
    toVisitView(db, actor.workspaceId, await planVisit(db, actor, body, now), now),
  );
  serve(contract.sayVisit, async ({ db, actor, params: { meetingId }, body, now }) => {
    await sayVisit(db, actor, meetingId, body, now);
    return toVisitView(db, actor.workspaceId, meetingId, now);
  });
}
