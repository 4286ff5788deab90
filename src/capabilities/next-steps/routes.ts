import { z } from 'zod';
import { toCallView } from '#calls';
import { findWorkspace } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import { fromCursor, pageOf } from '#platform/paging';
import { toNextStepView, toNextStepViews } from './answers.ts';
import * as steps from './commands/next-steps.ts';
import { logOutcome, type OutcomeWorld, type TodayWorld, undoOutcome } from './commands/outcomes.ts';
import * as contract from './contract.ts';
import { findNextStep, listNextSteps } from './queries/next-steps.ts';
import { reachRoutes } from './reach/routes.ts';
import { findToday } from './today/view.ts';

const Cursor = z.tuple([z.iso.date(), z.uuid()]);

/** A page of the list, for who shows it and for who writes it to a file. */
export async function nextStepPage(
  db: Db<OutcomeWorld>,
  { workspaceId }: Actor,
  { cursor, limit, ...filter }: z.output<typeof contract.listNextSteps.query>,
): Promise<z.input<typeof contract.listNextSteps.output>> {
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) throw notFound();
  const found = await listNextSteps(db, workspaceId, filter, { limit: limit + 1, after: fromCursor(cursor, Cursor) });
  const page = pageOf(found, limit, (step) => [step.dueOn, step.id]);
  return { items: await toNextStepViews(db, workspaceId, workspace.timeZone, page.rows), next: page.next };
}

export function nextStepsRoutes(serve: Serve<TodayWorld>): void {
  serve(contract.listNextSteps, ({ db, actor, query }) => nextStepPage(db, actor, query));
  serve(contract.getNextStep, async ({ db, actor: { workspaceId }, params: { nextStepId } }) => {
    const step = await findNextStep(db, { workspaceId, nextStepId });
    if (!step) throw notFound();
    return toNextStepView(db, step);
  });
  serve(contract.createNextStep, async ({ db, actor, body, now }) =>
    toNextStepView(db, await steps.createNextStep(db, actor, body, now)),
  );
  serve(contract.changeNextStep, async ({ db, actor, params, body, ifMatch, now }) =>
    toNextStepView(db, await steps.changeNextStep(db, actor, params.nextStepId, body, ifMatch, now)),
  );
  serve(contract.completeNextStep, async ({ db, actor, params, ifMatch, now }) =>
    toNextStepView(db, await steps.completeNextStep(db, actor, params.nextStepId, ifMatch, now)),
  );
  serve(contract.dropNextStep, async ({ db, actor, params, ifMatch, now }) =>
    toNextStepView(db, await steps.dropNextStep(db, actor, params.nextStepId, ifMatch, now)),
  );
  serve(contract.reopenNextStep, async ({ db, actor, params, ifMatch, now }) =>
    toNextStepView(db, await steps.reopenNextStep(db, actor, params.nextStepId, ifMatch, now)),
  );

  serve(contract.logOutcome, async ({ db, actor, body, now }) => {
    const { call, closedStep, nextStep, moved } = await logOutcome(db, actor, body, now);
    return {
      call: await toCallView(db, call),
      closedStep: closedStep && (await toNextStepView(db, closedStep)),
      nextStep: nextStep && (await toNextStepView(db, nextStep)),
      moved,
    };
  });
  serve(contract.undoOutcome, async ({ db, actor, params, body, now }) =>
    toCallView(db, await undoOutcome(db, actor, params.callId, body.move, now)),
  );
  reachRoutes(serve);
  serve(contract.getToday, async ({ db, actor, now }) => findToday(db, actor, now));
}
