import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import type { FileStore } from '#platform/ports';
import type { PlatformTables } from '#platform/schema';
import { archiveType } from './archive/write.ts';
import {
  exportCancelled,
  exportDownloaded,
  exportFailed,
  exportRemoved,
  exportStarted,
  workspaceExported,
} from './events.ts';
import { archiveExpiry, archiveWriting } from './job-names.ts';
import {
  changeExport,
  deleteExport,
  deleteFile,
  type ExportWithFile,
  findExport,
  insertExport,
  insertFile,
} from './queries.ts';
import type { ExportRow, IntegrationsTables } from './schema.ts';

export type ExportWorld = IntegrationsTables & PlatformTables;

/** So long an archive lies ready. It holds everything, so it should not lie about. */
export const keptDays = 14;

export function startExport(
  db: Db<ExportWorld>,
  actor: Actor & { userId: string },
  now: Date,
): Promise<ExportWithFile> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const row: ExportRow = {
      workspaceId,
      id: newId(now.getTime()),
      state: 'waiting',
      fileId: null,
      rowsTotal: null,
      rowsWritten: 0,
      error: null,
      createdBy: actor.userId,
      createdAt: now,
      finishedAt: null,
    };
    const running = await insertExport(trx, row);
    if (running !== undefined) {
      throw new Refusal(
        409,
        'export_running',
        'Es läuft schon ein Export. Warten Sie, bis er fertig ist, oder brechen Sie ihn ab.',
        { exportId: running },
      );
    }
    await enqueue(trx, archiveWriting, { workspaceId, exportId: row.id });
    await announce(trx, actor, exportStarted, { exportId: row.id }, now);
    return { ...row, fileName: null, fileBytes: null, fileSha256: null };
  });
}

export async function requireExport(db: Db<ExportWorld>, workspaceId: string, id: string): Promise<ExportWithFile> {
  const row = await findExport(db, { workspaceId, id });
  if (!row) throw notFound();
  return row;
}

/** One that waits is cancelled at once; one that runs hears of it within a second. */
export function cancelExport(db: Db<ExportWorld>, actor: Actor, exportId: string, now: Date): Promise<ExportWithFile> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, id: exportId };
    await requireExport(trx, actor.workspaceId, exportId);
    const waited = await changeExport(trx, key, ['waiting'], { state: 'cancelled', finishedAt: now });
    if (waited) await announce(trx, actor, exportCancelled, { exportId }, now);
    else if (!(await changeExport(trx, key, ['running', 'cancelling'], { state: 'cancelling' }))) {
      throw new Refusal(409, 'export_finished', 'Dieser Export ist schon zu Ende.');
    }
    return requireExport(trx, actor.workspaceId, exportId);
  });
}

export type ArchiveFile = { sha256: string; bytes: number; name: string; rows: number; files: number };

/** The archive is whole; `false` when somebody has cancelled it in this very moment. */
export function finishExport(
  db: Db<ExportWorld>,
  actor: Actor,
  exportId: string,
  file: ArchiveFile,
  now: Date,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const fileId = newId(now.getTime());
    const { name, bytes, rows, files } = file;
    await insertFile(trx, {
      workspaceId,
      id: fileId,
      sha256: Buffer.from(file.sha256, 'hex'),
      name,
      mediaType: archiveType,
      bytes,
      createdBy: actor.userId,
      createdAt: now,
    });
    const done = { state: 'done' as const, fileId, rowsWritten: rows, rowsTotal: rows, finishedAt: now };
    if (!(await changeExport(trx, { workspaceId, id: exportId }, ['running'], done))) {
      await deleteFile(trx, { workspaceId, id: fileId });
      return false;
    }
    const runAt = new Date(now.getTime() + keptDays * 86_400_000);
    await enqueue(trx, archiveExpiry, { workspaceId, exportId }, { runAt });
    await announce(trx, actor, workspaceExported, { exportId, rows, files, bytes }, now);
    return true;
  });
}

/** It ended without an archive. */
export function abandonExport(
  db: Db<ExportWorld>,
  actor: Actor,
  exportId: string,
  error: string | null,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, id: exportId };
    const state = error === null ? ('cancelled' as const) : ('failed' as const);
    const ended = await changeExport(trx, key, ['waiting', 'running', 'cancelling'], { state, error, finishedAt: now });
    if (!ended) return;
    if (error === null) await announce(trx, actor, exportCancelled, { exportId }, now);
    else await announce(trx, actor, exportFailed, { exportId, error }, now);
  });
}

/** Takes the archive away with its row; the event of its making stays. */
export async function removeExport(
  db: Db<ExportWorld>,
  actor: Actor,
  exportId: string,
  files: FileStore,
  now: Date,
): Promise<void> {
  const removed = await inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const row = await requireExport(trx, workspaceId, exportId);
    if (row.finishedAt === null) {
      throw new Refusal(409, 'export_running', 'Dieser Export läuft noch. Brechen Sie ihn erst ab.');
    }
    await deleteExport(trx, { workspaceId, id: exportId });
    if (row.fileId) await deleteFile(trx, { workspaceId, id: row.fileId });
    await announce(trx, actor, exportRemoved, { exportId }, now);
    return row;
  });
  // Afterwards: a file without a row is waste, a row without its file would be a lie.
  if (removed.fileSha256) await files.remove(removed.fileSha256.toString('hex'));
}

export function noteDownload(db: Db<ExportWorld>, actor: Actor, exportId: string, now: Date): Promise<void> {
  return inTransaction(db, (trx) => announce(trx, actor, exportDownloaded, { exportId }, now));
}
