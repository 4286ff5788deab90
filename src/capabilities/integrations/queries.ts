import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { ExportRow, IntegrationsTables } from './schema.ts';

type Tables = IntegrationsTables & Pick<PlatformTables, 'file'>;
type Key = { workspaceId: string; id: string };

/** An export with its archive, if there is one. */
export type ExportWithFile = ExportRow & {
  fileName: string | null;
  fileBytes: number | null;
  fileSha256: Buffer | null;
};

function exports(db: Db<Tables>, workspaceId: string) {
  return db
    .selectFrom('export')
    .leftJoin('file', (join) =>
      join.onRef('file.workspaceId', '=', 'export.workspaceId').onRef('file.id', '=', 'export.fileId'),
    )
    .selectAll('export')
    .select(['file.name as fileName', 'file.bytes as fileBytes', 'file.sha256 as fileSha256'])
    .where('export.workspaceId', '=', workspaceId);
}

export function findExport(db: Db<Tables>, key: Key): Promise<ExportWithFile | undefined> {
  return exports(db, key.workspaceId).where('export.id', '=', key.id).executeTakeFirst();
}

export function findLatestExports(db: Db<Tables>, workspaceId: string, limit: number): Promise<ExportWithFile[]> {
  return exports(db, workspaceId)
    .orderBy('export.createdAt', 'desc')
    .orderBy('export.id', 'desc')
    .limit(limit)
    .execute();
}

/** Only one at a time: when another has not ended, the answer is its id. Of two who begin at once the second waits here for the first. */
export async function insertExport(db: Db<Tables>, row: ExportRow): Promise<string | undefined> {
  const made = await db
    .insertInto('export')
    .values(row)
    .onConflict((conflict) => conflict.column('workspaceId').where('finishedAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return undefined;
  const running = await db
    .selectFrom('export')
    .select('id')
    .where('workspaceId', '=', row.workspaceId)
    .where('finishedAt', 'is', null)
    .executeTakeFirst();
  // It may have ended in between.
  return running?.id ?? insertExport(db, row);
}

/** Only from one of these states; `undefined` when it stands elsewhere by now. */
export function changeExport(
  db: Db<Tables>,
  key: Key,
  from: readonly ExportRow['state'][],
  change: Partial<ExportRow>,
): Promise<ExportRow | undefined> {
  return db
    .updateTable('export')
    .set(change)
    .where('workspaceId', '=', key.workspaceId)
    .where('id', '=', key.id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteExport(db: Db<Tables>, key: Key): Promise<void> {
  await db.deleteFrom('export').where('workspaceId', '=', key.workspaceId).where('id', '=', key.id).execute();
}

export async function insertFile(db: Db<Tables>, row: PlatformTables['file']): Promise<void> {
  await db.insertInto('file').values(row).execute();
}

export async function deleteFile(db: Db<Tables>, key: Key): Promise<void> {
  await db.deleteFrom('file').where('workspaceId', '=', key.workspaceId).where('id', '=', key.id).execute();
}
