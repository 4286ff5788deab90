import { setImmediate, setTimeout } from 'node:timers/promises';
import { findActor } from '#access';
import { learnWords } from '#contacts';
import { recountConsent, suppressImported } from '#consent';
import { type Actor, sightOf, systemActor } from '#platform/actor';
import { behind, type Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { dbOf, type Ground } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import { openTable, type TableRow } from '#platform/tables';
import { findWorkspace } from '#workspace';
import { fileOf } from './commands/imports.ts';
import { takeOver } from './commands/run-import.ts';
import {
  contextOf,
  type ImportContext,
  type ImportWorld,
  understand,
  type UnderstoodRow,
} from './commands/run-import/context.ts';
import { independent, lookUp } from './commands/run-import/standing.ts';
import { undo } from './commands/undo-import.ts';
import { importFinished } from './events.ts';
import { importCount, importRun, importUndo } from './job-names.ts';
import { findImport, goAlongIndexes, letTheDiskFollow, lockImport, updateImport } from './queries/imports.ts';
import { knowsHeader } from './rules.ts';
import type { ImportRecord } from './schema.ts';

/** How many data rows the file has, so that the progress can say how far. */
export const countRows = defineJob({
  ...importCount,
  run: async ({ workspaceId, importId }, { ground, signal }) => {
    const db = dbOf<ImportWorld>(ground, { workspaceId });
    const record = await findImport(db, workspaceId, importId);
    if (!record || record.rowsTotal !== null) return;
    await using local = await ground.ports.files.local(await fileOf(db, record));
    await using table = await openTable(local.path, { knowsHeader });
    let rows = 0;
    for await (const more of table.counts()) {
      signal.throwIfAborted();
      rows += more;
    }
    await updateImport(db, record, { rowsTotal: rows });
  },
});

const gone = 'Wer diesen Import begonnen hat, gehört nicht mehr zum Team.';

// Large enough that statements are few, small enough that the process stays responsive and a cancel is heard soon.
const chunk = 500;
// So many rows are understood at a stretch (some milliseconds) before whoever waits gets a turn.
const stretch = 50;

/**
 * Takes a list over. Each chunk is one transaction together with the note of how far we are: after kill -9 the job comes back and goes on behind the last
 * committed row, without doubles.
 */
export const runImport = defineJob({
  ...importRun,
  run: async ({ workspaceId, importId }, { ground, signal }) => {
    const record = await begin(ground, workspaceId, importId);
    if (!record) return;
    const starter = await findActor(ground, workspaceId, record.createdBy);
    if (!starter) {
      const whole = dbOf<ImportWorld>(ground, { workspaceId });
      return finish(whole, systemActor(workspaceId), workspaceId, importId, 'failed', gone, ground.ports.clock());
    }
    // It acts for the person who started it and sees no more than they do.
    const actor: Actor = { ...starter, kind: 'import' };
    const db = dbOf<ImportWorld>(ground, sightOf(actor));
    const workspace = await findWorkspace(db, workspaceId);
    if (!workspace) return;
    const context = await contextOf(db, record, workspace);
    try {
      await using local = await ground.ports.files.local(await fileOf(db, record));
      await using table = await openTable(local.path, { knowsHeader });
      const chunks = understoodChunks(context, table.rows(record.nextRow));
      const whole = await advanceAll(chunks, signal, (rows, before) =>
        advance(ground, db, actor, context, rows, before),
      );
      await finish(db, actor, workspaceId, importId, whole ? 'done' : 'cancelled', null, ground.ports.clock());
    } catch (error) {
      // What the file itself is to blame for won't be better at the next try.
      if (!(error instanceof Refusal)) throw error;
      await finish(db, actor, workspaceId, importId, 'failed', error.message, ground.ports.clock());
    }
  },
});

async function* understoodChunks(
  context: ImportContext,
  batches: AsyncIterable<TableRow[]>,
): AsyncGenerator<UnderstoodRow[], undefined> {
  let understood: UnderstoodRow[] = [];
  for await (const batch of batches) {
    for (let at = 0; at < batch.length; at += stretch) {
      understood.push(...batch.slice(at, at + stretch).map((row) => understand(context, row)));
      await setImmediate();
      if (understood.length >= chunk) {
        yield understood;
        understood = [];
      }
    }
  }
  if (understood.length > 0) yield understood;
  return undefined;
}

async function begin(ground: Ground, workspaceId: string, importId: string): Promise<ImportRecord | undefined> {
  return dbOf<ImportWorld>(ground, { workspaceId })
    .transaction()
    .execute(async (trx) => {
      const record = await lockImport(trx, workspaceId, importId);
      if (!record || !['waiting', 'running', 'cancelling'].includes(record.state)) return undefined;
      return record.state === 'waiting' ? updateImport(trx, record, { state: 'running' }) : record;
    });
}

/** A chunk on its way: by what those are known whom it brings, and whether it has been taken over, or somebody had asked to stop. */
type Under = { brought: ReadonlySet<string>; landed: Promise<boolean> };

// While the database is busy with two, the process has a third to work out.
const atOnce = 3;

/** Some chunks at a time: the later ones are understood, looked up and mostly written while the database is busy with those before. False when somebody has asked to stop. */
async function advanceAll(
  chunks: AsyncGenerator<UnderstoodRow[], undefined>,
  signal: AbortSignal,
  advanceBy: (rows: readonly UnderstoodRow[], before: readonly Under[]) => Promise<boolean>,
): Promise<boolean> {
  let under: readonly Under[] = [];
  try {
    for (let next = chunks.next(); ;) {
      const { value: rows, done } = await next;
      // Each lands behind the one before it.
      if (done) return (await under.at(-1)?.landed) ?? true;
      next = chunks.next();
      next.catch(() => undefined);
      signal.throwIfAborted();
      const landed = advanceBy(rows, under);
      landed.catch(() => undefined);
      under = [...under, { brought: new Set(rows.flatMap(({ brought }) => brought)), landed }];
      const [oldest] = under;
      if (under.length < atOnce || !oldest) continue;
      under = under.slice(1);
      if (!(await oldest.landed)) return false;
    }
  } finally {
    // Those behind a failed one fail too, and must have let go of their connections before the file is closed.
    await Promise.allSettled(under.map(({ landed }) => landed));
  }
}

const stopped = Symbol('somebody has asked to stop');
const tooLong = Symbol('the chunk before may be waiting for a row that this one has');

/** One chunk; false when somebody has asked to stop. */
async function advance(
  ground: Ground,
  db: Db<ImportWorld>,
  actor: Actor,
  context: ImportContext,
  rows: readonly UnderstoodRow[],
  before: readonly Under[],
): Promise<boolean> {
  try {
    await write(ground, db, actor, context, rows, before);
    return true;
  } catch (error) {
    if (error === stopped) return false;
    const last = before.at(-1);
    if (error !== tooLong || !last) throw error;
    return (await last.landed) && advance(ground, db, actor, context, rows, []);
  }
}

/** In one transaction with the note of how far we are, which comes last: chunks become visible in the order of the file. */
async function write(
  ground: Ground,
  db: Db<ImportWorld>,
  actor: Actor,
  context: ImportContext,
  rows: readonly UnderstoodRow[],
  before: readonly Under[],
): Promise<void> {
  const now = ground.ports.clock();
  const last = rows.at(-1);
  if (!last) return;
  const previous = before.at(-1);
  await db.transaction().execute(async (trx) => {
    // Nobody is told of a chunk: should the database die before it is on the disk, the import goes on from where the disk says. Its end is told, and waits for all before it.
    await behind(trx, letTheDiskFollow(trx));
    await behind(trx, goAlongIndexes(trx));
    let standing = await lookUp(trx, context, rows);
    if (
      !independent(
        rows,
        standing,
        before.map(({ brought }) => brought),
      )
    ) {
      await previous?.landed;
      standing = await lookUp(trx, context, rows);
    }
    const { counts, words } = await takeOver(trx, actor, context, rows, standing, now);
    if (previous) await patiently(previous.landed);
    await behind(trx, learnWords(trx, context.record.workspaceId, [...words]));
    const record = await lockImport(trx, context.record.workspaceId, context.record.id);
    if (!record || record.state === 'cancelling') throw stopped;
    // Another worker was faster: this one was thought dead and is not.
    if (record.state !== 'running' || (rows[0]?.rowNumber ?? 0) < record.nextRow)
      throw new Error('this import is being run elsewhere');
    const rowsRead = record.rowsRead + rows.length;
    await behind(
      trx,
      updateImport(trx, record, {
        nextRow: last.rowNumber + 1,
        rowsRead,
        createdCount: record.createdCount + counts.created,
        updatedCount: record.updatedCount + counts.updated,
        skippedCount: record.skippedCount + counts.skipped,
        failedCount: record.failedCount + counts.failed,
      }),
    );
  });
}

/**
 * The chunk before may wait for a row of ours (both fill in a field of the same person, say, each by another number), and the database can't see that we wait for it in turn. After a
 * second we give way and write again behind it.
 */
async function patiently(landed: Promise<boolean>): Promise<void> {
  const giveWay = new AbortController();
  const waited = setTimeout(1000, true, { signal: giveWay.signal }).catch(() => true);
  const waitedEnough = await Promise.race([landed.then(() => false), waited]);
  giveWay.abort();
  if (waitedEnough) throw tooLong;
}

async function finish(
  db: Db<ImportWorld>,
  actor: Actor,
  workspaceId: string,
  importId: string,
  state: 'done' | 'cancelled' | 'failed',
  error: string | null,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const record = await lockImport(trx, workspaceId, importId);
    if (!record || !['running', 'cancelling'].includes(record.state)) return;
    const { name, createdCount: created, updatedCount: updated, skippedCount: skipped, failedCount: failed } = record;
    await updateImport(trx, record, {
      state,
      error,
      finishedAt: now,
      ...(state === 'done' && { rowsTotal: record.rowsRead }),
    });
    // Of a million people that takes both processors seconds: not while the next list is coming in.
    await recountConsent(trx, workspaceId, 'phone', new Date(now.getTime() + 5_000));
    await suppressImported(trx, workspaceId, importId);
    await announce(trx, actor, importFinished, { importId, name, state, created, updated, skipped, failed }, now);
  });
}

export const undoneImport = defineJob({
  ...importUndo,
  run: async ({ workspaceId, importId }, { ground, signal }) => {
    const db = dbOf<ImportWorld>(ground, { workspaceId });
    const record = await findImport(db, workspaceId, importId);
    if (record?.state === 'undoing') await undo(db, record, { clock: ground.ports.clock, signal });
  },
});
