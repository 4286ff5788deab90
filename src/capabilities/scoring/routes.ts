import type { Serve } from '#platform/http';
import { inTransaction } from '#platform/db';
import type { CareWorld } from './care/follow.ts';
import { careRoutes } from './care/routes.ts';
import type { ClassesWorld } from './classes/compute.ts';
import { classRoutes } from './classes/routes.ts';
import { contactScores, dealScore, listed, modelsView } from './answers.ts';
import { askTraining } from './commands/asking.ts';
import { approve, bar } from './commands/models.ts';
import { object, withdraw } from './commands/objections.ts';
import type { ScoringWorld } from './commands/world.ts';
import * as contract from './contract.ts';
import type { ExpensesWorld } from './expenses/commands.ts';
import { expenseRoutes } from './expenses/routes.ts';
import { toModelView, toObjection } from './views.ts';

export function scoringRoutes(serve: Serve<ScoringWorld & ClassesWorld & CareWorld & ExpensesWorld>): void {
  classRoutes(serve);
  careRoutes(serve);
  expenseRoutes(serve);
  serve(contract.listScores, ({ db, actor: { workspaceId }, query: { target, ids } }) =>
    listed(db, workspaceId, target, ids),
  );
  serve(contract.getDealScore, ({ db, actor: { workspaceId }, params: { dealId } }) =>
    dealScore(db, workspaceId, dealId),
  );
  serve(contract.getContactScores, ({ db, actor: { workspaceId }, params: { contactId } }) =>
    contactScores(db, workspaceId, contactId),
  );
  serve(contract.recordProfilingObjection, async ({ db, actor, params: { contactId }, body, now }) =>
    toObjection(await object(db, actor, contactId, body, now)),
  );
  serve(contract.withdrawProfilingObjection, async ({ db, actor, params: { contactId }, now }) => {
    await withdraw(db, actor, contactId, now);
    return {};
  });
  serve(contract.getModels, ({ db, actor: { workspaceId } }) => modelsView(db, workspaceId));
  serve(contract.trainModel, async ({ db, actor, body: { target }, now }) => {
    await inTransaction(db, (trx) => askTraining(trx, actor, { target, because: 'asked' }, now));
    return {};
  });
  serve(contract.approveModel, async ({ db, actor, params: { modelId }, now }) =>
    toModelView(await approve(db, actor, modelId, now), true),
  );
  serve(contract.barFeatures, async ({ db, actor, body: { features }, now }) => ({
    features: await bar(db, actor, features, now),
  }));
}
