import { notFound } from '#platform/errors';
import type { Serve } from '#platform/http';
import type { PlatformTables } from '#platform/schema';
import * as commands from './commands.ts';
import * as contract from './contract.ts';
import { findWorkspace } from './queries.ts';
import { holidayNames, holidaysOf } from './rules/holidays.ts';
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
  serve(contract.listHolidays, async ({ db, actor, query }) => {
    const row = await findWorkspace(db, actor.workspaceId);
    if (!row) throw notFound();
    const region = query.region ?? contract.Region.parse(row.region);
    const items = holidaysOf(region, query.year).map(({ on, code, extent }) => ({
      on,
      name: holidayNames[code],
      extent,
    }));
    return { region, items };
  });
}

/** The one place where a workspace row becomes what the outside sees. */
export function toWorkspaceView(row: WorkspaceRow): contract.WorkspaceView {
  return {
    id: row.workspaceId,
    name: row.name,
    timeZone: contract.TimeZone.parse(row.timeZone),
    country: row.country,
    region: contract.Region.parse(row.region),
    currency: contract.Currency.parse(row.currency),
    locale: row.locale,
    publicEmail: row.publicEmail,
    version: row.version,
  };
}
