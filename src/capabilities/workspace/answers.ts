import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { findWorkspace } from './queries.ts';
import { localDay } from './rules/days.ts';
import type { WorkspaceTables } from './schema.ts';

/** When a question is asked, where, and in which money it is answered. */
export type Here = { today: string; zone: string; currency: string };

export async function hereAndNow(db: Db<WorkspaceTables>, workspaceId: string, now: Date): Promise<Here> {
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) throw notFound();
  return { today: localDay(now, workspace.timeZone), zone: workspace.timeZone, currency: workspace.currency };
}
