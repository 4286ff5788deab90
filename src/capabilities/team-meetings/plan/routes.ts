import type { Serve } from '#platform/http';
import type { TeamMeetingsWorld } from '../agenda.ts';
import { cancelPlan, changePlan, createPlan } from './commands.ts';
import * as contract from './contract.ts';
import { listPlans, type TeamPlan } from './queries.ts';

export function planRoutes(serve: Serve<TeamMeetingsWorld>): void {
  serve(contract.listTeamPlans, async ({ db, actor: { workspaceId }, now }) => ({
    items: (await listPlans(db, workspaceId, now)).map(toView),
  }));
  serve(contract.planTeamMeeting, async ({ db, actor, body, now }) => toView(await createPlan(db, actor, body, now)));
  serve(contract.changeTeamPlan, async ({ db, actor, params, body, ifMatch, now }) =>
    toView(await changePlan(db, actor, params.planId, body, ifMatch, now)),
  );
  serve(contract.cancelTeamPlan, async ({ db, actor, params, now }) => {
    await cancelPlan(db, actor, params.planId, now);
    return null;
  });
}

/** The one place where a plan becomes what the outside sees. */
function toView({ id, startsAt, endsAt, repeats, memberIds, createdBy, version }: TeamPlan): contract.TeamPlanView {
  return {
    id,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    repeats,
    memberIds,
    createdBy,
    version,
  };
}
