import { findActor } from '#access';
import { systemActor } from '#platform/actor';
import { dbOf, type Ground } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import { localDay } from '#workspace';
import { countRows, writeArchive, type Written } from './archive/write.ts';
import { abandonExport, type ExportWorld, finishExport, removeExport } from './commands.ts';
import { archiveExpiry, archiveWriting } from './job-names.ts';
import { changeExport, findExport } from './queries.ts';

/** No archive is too large for a disk that holds the data twice. */
const mostBytes = Number.MAX_SAFE_INTEGER;

/**
 * Writes the archive from its beginning: a process that dies in the middle leaves no archive, and the job comes back. The file store keeps
 * a file only when it is whole.
 */
export const writeArchiveJob = defineJob({
  ...archiveWriting,
  run: async ({ workspaceId, exportId }, { ground, signal }) => {
    const db = dbOf<ExportWorld>(ground, { workspaceId });
    const key = { workspaceId, id: exportId };
    const clock = ground.ports.clock;
    const row = await changeExport(db, key, ['waiting', 'running'], { state: 'running', rowsWritten: 0 });
    if (!row) {
      // Cancelled while the process that wrote it was dying.
      await abandonExport(db, systemActor(workspaceId), exportId, null, clock());
      return;
    }
    const actor = await findActor(ground, workspaceId, row.createdBy);
    if (!actor || (actor.role !== 'owner' && actor.role !== 'admin')) {
      const words = 'Wer den Export begonnen hat, darf das nicht mehr.';
      await abandonExport(db, systemActor(workspaceId), exportId, words, clock());
      return;
    }

    await changeExport(db, key, ['running'], { rowsTotal: await countRows(ground, workspaceId) });
    await using watch = watchExport(ground, key, signal);
    try {
      let written: Written = { rows: 0, files: 0 };
      async function* content() {
        written = yield* writeArchive(ground, workspaceId, { at: clock(), onProgress: watch.report });
      }
      const { sha256, bytes } = await ground.ports.files.put(content(), mostBytes);
      const name = `klinke-${localDay(clock(), 'Europe/Berlin')}.zip`;
      if (await finishExport(db, actor, exportId, { sha256, bytes, name, ...written }, clock())) return;
      await ground.ports.files.remove(sha256);
      await abandonExport(db, actor, exportId, null, clock());
    } catch (error) {
      // The process wants to end: the job comes back, in this process's successor.
      if (signal.aborted) throw error;
      if (watch.cancelled()) {
        await abandonExport(db, actor, exportId, null, clock());
        return;
      }
      ground.log.error({ err: error, export: exportId }, 'export failed');
      const words =
        'Der Export ist an einem Fehler auf dem Server gescheitert. Ihre Daten sind unberührt; versuchen Sie es noch einmal.';
      await abandonExport(db, actor, exportId, words, clock());
    }
  },
});

/** Twice a second: writes down how far it is, and listens whether somebody has cancelled. */
function watchExport(ground: Ground, key: { workspaceId: string; id: string }, signal: AbortSignal) {
  const db = dbOf<ExportWorld>(ground, { workspaceId: key.workspaceId });
  let rows = 0;
  let cancelled = false;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const standing = await changeExport(db, key, ['running'], { rowsWritten: rows });
    cancelled = standing === undefined && (await findExport(db, key))?.state !== 'done';
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => ground.log.warn({ err: error }, 'progress of an export could not be noted'))
      .finally(() => (looking = undefined));
  }, 500);
  return {
    report: (written: Written): void => {
      rows = written.rows;
      signal.throwIfAborted();
      if (cancelled) throw new Error('cancelled');
    },
    cancelled: () => cancelled,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}

export const expireArchive = defineJob({
  ...archiveExpiry,
  run: async ({ workspaceId, exportId }, { ground }) => {
    const db = dbOf<ExportWorld>(ground, { workspaceId });
    if (!(await findExport(db, { workspaceId, id: exportId }))) return;
    await removeExport(db, systemActor(workspaceId), exportId, ground.ports.files, ground.ports.clock());
  },
});
