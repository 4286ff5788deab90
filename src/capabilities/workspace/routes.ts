import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import type { PlatformTables } from '#platform/schema';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { findWorkspace } from './queries.ts';
import type { WorkspaceRow, WorkspaceTables } from './schema.ts';

export function workspaceRoutes(serve: Serve<WorkspaceTables & PlatformTables>): void {
  serve(contract.getWorkspace, async ({ db, actor }) => {
    const row = await findWorkspace(db, actor.workspaceId);
    if (!row) throw notFound();
    return toWorkspaceView(row);
  });
  serve(contract.changeWorkspace, async ({ db, actor, body, ifMatch, now }) =>
    toWorkspaceView(await commands.changeWorkspace(db, actor, body, ifMatch, now)),
  );
}

/** The one place where a workspace row becomes what the outside sees. */
export function toWorkspaceView(row: WorkspaceRow): contract.WorkspaceView {
  return {
    id: row.workspaceId,
    name: row.name,
    timeZone: contract.TimeZone.parse(row.timeZone),
    country: row.country,
    region: row.region,
    currency: contract.Currency.parse(row.currency),
    locale: row.locale,
    version: row.version,
  };
}
