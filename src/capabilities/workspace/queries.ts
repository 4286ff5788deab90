import type { Db } from '#platform/db';
import type { WorkspaceRow, WorkspaceTables } from './schema.ts';

export function findWorkspace(db: Db<WorkspaceTables>, workspaceId: string): Promise<WorkspaceRow | undefined> {
  return db.selectFrom('workspace').selectAll().where('workspaceId', '=', workspaceId).executeTakeFirst();
}

export async function insertWorkspace(db: Db<WorkspaceTables>, row: WorkspaceRow): Promise<void> {
  await db.insertInto('workspace').values(row).execute();
}

/** Only from the version the caller saw; `undefined` when someone was faster. */
export function updateWorkspace(
  db: Db<WorkspaceTables>,
  workspaceId: string,
  version: number,
  change: Partial<WorkspaceRow>,
): Promise<WorkspaceRow | undefined> {
  return db
    .updateTable('workspace')
    .set({ ...change, version: version + 1 })
    .where('workspaceId', '=', workspaceId)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}
