import type { Serve } from '#platform/http';
import type { TodayWorld } from '../commands/outcomes.ts';
import { findContactReach } from './answers.ts';
import { noteTouch, startExperiment, stopExperiment } from './commands.ts';
import * as contract from './contract.ts';
import { findOrderExperiment, findReach } from './views.ts';

export function reachRoutes(serve: Serve<TodayWorld>): void {
  serve(contract.getContactReach, ({ db, actor: { workspaceId }, params, now }) =>
    findContactReach(db, workspaceId, params.contactId, now),
  );
  serve(contract.getReach, ({ db, actor }) => findReach(db, actor));
  serve(contract.noteTouch, async ({ db, actor, body, now }) => {
    await noteTouch(db, actor, body.callId, now);
    return null;
  });
  serve(contract.getOrderExperiment, ({ db, actor: { workspaceId } }) => findOrderExperiment(db, workspaceId));
  serve(contract.startOrderExperiment, async ({ db, actor, now }) => {
    await startExperiment(db, actor, now);
    return findOrderExperiment(db, actor.workspaceId);
  });
  serve(contract.endOrderExperiment, async ({ db, actor, now }) => {
    await stopExperiment(db, actor, now);
    return findOrderExperiment(db, actor.workspaceId);
  });
}
