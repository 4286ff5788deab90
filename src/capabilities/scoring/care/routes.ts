import type { Serve } from '#platform/http';
import type { PlatformTables } from '#platform/schema';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import type { CareWorld } from './follow.ts';
import { findCare, sumEffect } from './queries.ts';
import type { CustomerCareRow } from './schema.ts';

export function careRoutes(serve: Serve<CareWorld & PlatformTables>): void {
  serve(contract.getCare, async ({ db, actor: { workspaceId }, params: { customerId }, now }) => {
    const customer = await commands.requireCustomer(db, workspaceId, customerId);
    const [care, open, contracts] = await Promise.all([
      findCare(db, { workspaceId, customerId }),
      commands.stillOpen(db, customer, now),
      commands.standingContracts(db, customer, now),
    ]);
    return { care: care ? toCareView(care) : null, ...open, contracts };
  });
  serve(contract.changeCare, async ({ db, actor, params: { customerId }, body, now }) =>
    toCareView(await commands.changeCare(db, actor, customerId, body, now)),
  );
  serve(contract.endCare, ({ db, actor, params: { customerId }, now }) => commands.endCare(db, actor, customerId, now));
  serve(contract.getCareEffect, ({ db, actor }) => sumEffect(db, actor.workspaceId));
}

function toCareView({ way, letter, decidedBy, since }: CustomerCareRow): contract.CareView {
  return { way, letter, by: decidedBy, since: since.toISOString() };
}
