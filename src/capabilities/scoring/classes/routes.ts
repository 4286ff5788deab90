import type { Serve } from '#platform/http';
import { classesOf, customerOf, customerPage } from './answers.ts';
import * as commands from './commands.ts';
import type { ClassesWorld } from './compute.ts';
import * as contract from './contract.ts';
import { valueCustomers } from './jobs.ts';
import { findPolicy, findRun } from './queries.ts';
import { defaultRules } from './rules.ts';
import { toDue, toOneCustomer, toPoints, toPolicy, toRunView, toSummary } from './views.ts';

export function classRoutes(serve: Serve<ClassesWorld>): void {
  serve(contract.listCustomers, ({ db, actor, query }) => customerPage(db, actor.workspaceId, query));
  serve(contract.listDueCustomers, ({ db, actor, now }) => toDue(db, actor.workspaceId, now));
  serve(contract.getClassSummary, ({ db, actor, now }) => toSummary(db, actor.workspaceId, now));
  serve(contract.listCustomerPoints, ({ db, actor }) => toPoints(db, actor.workspaceId));
  serve(contract.getCustomerOf, async ({ db, actor: { workspaceId }, query }) => {
    const [{ row, objected }, run] = await Promise.all([customerOf(db, workspaceId, query), findRun(db, workspaceId)]);
    return { customer: row ? await toOneCustomer(db, row) : null, objected, run: run ? toRunView(run) : null };
  });
  serve(contract.listClasses, async ({ db, actor: { workspaceId }, query }) => ({
    items: await classesOf(db, workspaceId, {
      contactIds: [query.contactId ?? []].flat(),
      companyIds: [query.companyId ?? []].flat(),
    }),
  }));
  serve(contract.confirmClass, async ({ db, actor, params: { customerId }, now }) =>
    toOneCustomer(db, await commands.confirmClass(db, actor, customerId, now)),
  );
  serve(contract.setClass, async ({ db, actor, params: { customerId }, body, now }) =>
    toOneCustomer(db, await commands.setClass(db, actor, customerId, body, now)),
  );
  serve(contract.releaseClass, async ({ db, actor, params: { customerId }, now }) =>
    toOneCustomer(db, await commands.releaseClass(db, actor, customerId, now)),
  );
  serve(contract.computeClasses, async ({ db, actor }) => {
    await valueCustomers(db, actor.workspaceId);
    return null;
  });
  serve(contract.getClassPolicy, async ({ db, actor }) =>
    toPolicy((await findPolicy(db, actor.workspaceId)) ?? defaultRules),
  );
  serve(contract.changeClassPolicy, ({ db, actor, body, now }) => commands.changePolicy(db, actor, body, now));
}
