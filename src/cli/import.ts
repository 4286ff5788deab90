import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ImportWorld } from '#leads';
import { Refusal } from '#platform/errors';
import type { JobWorker } from '#platform/jobs';
import { type Answer, defineCommand, UsageError } from './command.ts';
import { dryRun, dryRunAnswer } from './dry-run.ts';

export const command = defineCommand({
  usage:
    'import DATEI [--dry-run] [--on-match update|skip|create] [--source HERKUNFT] [--workspace NAME] [--email ADRESSE]',
  options: {
    'dry-run': { type: 'boolean', default: false },
    'on-match': { type: 'string', default: 'update' },
    source: { type: 'string' },
    workspace: { type: 'string' },
    email: { type: 'string' },
  },
  async run({ values, words }) {
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) throw new UsageError(`Richtig: klinke ${command.usage}`);
    if (values['dry-run']) return dryRunAnswer(await dryRun(file));
    const onMatch = values['on-match'];
    if (onMatch !== 'update' && onMatch !== 'skip' && onMatch !== 'create')
      throw new UsageError('--on-match ist update, skip oder create');
    return bring(file, { ...values, onMatch });
  },
});

type Given = {
  onMatch: 'update' | 'skip' | 'create';
  source?: string | undefined;
  workspace?: string | undefined;
  email?: string | undefined;
};

/** Takes the list over as the wizard would with its own proposal; beside a running server either of the two does the work. */
async function bring(file: string, given: Given): Promise<Answer> {
  const [
    { visitHouse },
    { whose },
    leads,
    { findWorkspace },
    { dbOf },
    { startWorker },
    { jobs, listeners },
    { startPump },
  ] = await Promise.all([
    import('../main.ts'),
    import('./whose.ts'),
    import('#leads'),
    import('#workspace'),
    import('#platform/ground'),
    import('#platform/jobs'),
    import('#capabilities'),
    import('#platform/pump'),
  ]);
  return visitHouse(async (house) => {
    const { ground } = house;
    const actor = await whose(house, given);
    const db = dbOf<ImportWorld>(ground, actor);
    const workspace = await findWorkspace(db, actor.workspaceId);
    if (!workspace) throw new Refusal(404, 'not_found', 'Diesen Arbeitsbereich gibt es nicht.');
    const stored = await ground.ports.files.put(createReadStream(file), leads.mostBytes);
    const draft = await leads.draftImport(
      db,
      actor,
      { ...stored, name: basename(file) },
      ground.ports.files,
      workspace,
      ground.ports.clock(),
    );
    const options = {
      ...draft.options,
      onMatch: given.onMatch,
      ...(given.source !== undefined && { source: given.source }),
    };
    await leads.startImport(
      db,
      actor,
      draft.id,
      { columns: [], settings: draft.settings, options },
      ground.ports.clock(),
    );

    const worker = await startWorker(ground, house.owner, jobs, { concurrency: 1 });
    // Whoever seals an event is the only one to hear it: what follows from a colleague's call must follow from here too.
    const pump = startPump(ground, listeners);
    try {
      const done = await endedAt(worker, () => leads.findImport(db, actor.workspaceId, draft.id));
      // Also what the last jobs told.
      await pump.drain();
      const {
        state,
        rowsRead,
        createdCount: created,
        updatedCount: updated,
        skippedCount: skipped,
        failedCount: failed,
        error,
      } = done;
      if (state === 'failed') throw new Refusal(422, 'import_failed', error ?? 'Die Liste ließ sich nicht einlesen.');
      return {
        text: `${rowsRead} Zeilen gelesen: ${created} neu, ${updated} ergänzt, ${skipped} übersprungen, ${failed} nicht eingelesen.`,
        json: { importId: draft.id, state, rows: rowsRead, created, updated, skipped, failed },
      };
    } finally {
      await pump.stop();
    }
  });
}

async function endedAt<T extends { state: string }>(worker: JobWorker, look: () => Promise<T | undefined>): Promise<T> {
  try {
    return await ended(look);
  } finally {
    await worker.stop();
  }
}

async function ended<T extends { state: string }>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const record = await look();
    if (!record) throw new Refusal(404, 'not_found', 'Der Import ist verschwunden.');
    if (['done', 'failed', 'cancelled'].includes(record.state)) return record;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
