import type { Db } from '#platform/db';
import { dialsOf } from './contract.ts';
import { findLines } from './queries/lines.ts';
import type { LineRow, TelephonyTables } from './schema.ts';

/** The line a user dials on: their own before the team's. */
export async function findDialLine(
  db: Db<TelephonyTables>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<LineRow | undefined> {
  const lines = (await findLines(db, workspaceId)).filter(
    (line) => line.archivedAt === null && dialsOf[line.kind] !== 'none',
  );
  return lines.find((line) => line.userId === userId) ?? lines.find((line) => line.userId === null);
}

/** Archived ones too: calls still name them. */
export async function findLinesByIds(
  db: Db<TelephonyTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<LineRow[]> {
  const lines = await findLines(db, workspaceId);
  return lines.filter((line) => ids.includes(line.id));
}
