import { listMembers } from '#access';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import type { FileStore } from '#platform/ports';
import type { PlatformTables } from '#platform/schema';
import { openTable } from '#platform/tables';
import type { WorkspaceRow } from '#workspace';
import type { ImportOptions, Plan, PreviewRow } from '../contract.ts';
import { importStarted } from '../events.ts';
import { importCount, importRun, importUndo } from '../job-names.ts';
import { deleteImport, findImport, insertImport, lockImport, updateImport } from '../queries/imports.ts';
import { type ColumnMapping, importFields, interpretRow, knowsHeader, recogniseColumns } from '../rules.ts';
import { previewOf } from '../rules/preview.ts';
import type { ImportRecord } from '../schema.ts';
import type { ImportWorld } from './run-import/context.ts';

/** Longer lists come in pieces. */
export const mostBytes = 4 * 1024 ** 3;

type StoredFile = { sha256: string; bytes: number };

/** A draft: the file is kept and looked at, nothing is taken over. */
export async function draftImport(
  db: Db<ImportWorld>,
  actor: Actor & { userId: string },
  file: StoredFile & { name: string },
  files: FileStore,
  workspace: Pick<WorkspaceRow, 'country'>,
  now: Date,
): Promise<ImportRecord> {
  await using local = await files.local(file.sha256);
  await using table = await openTable(local.path, { knowsHeader });
  const { columns, settings } = recogniseColumns(table.headers, table.sample);
  const id = newId(now.getTime());
  const fileId = newId(now.getTime());
  const record: ImportRecord = {
    workspaceId: actor.workspaceId,
    id,
    fileId,
    name: file.name,
    state: 'draft',
    format: {
      format: table.format,
      encoding: table.encoding,
      delimiter: table.delimiter,
      sheet: table.sheet,
      headers: table.headers,
    },
    mapping: columns,
    settings: { ...settings, defaultCountry: settings.defaultCountry ?? workspace.country },
    options: {
      onMatch: 'update',
      source: file.name.replace(/\.[a-z0-9]{2,5}$/i, '').slice(0, 160) || 'Liste',
      tags: [],
      ownerId: actor.seesOnlyOwn ? actor.userId : null,
    },
    rowsTotal: null,
    rowsRead: 0,
    nextRow: 0,
    createdCount: 0,
    updatedCount: 0,
    skippedCount: 0,
    failedCount: 0,
    error: null,
    createdBy: actor.userId,
    createdAt: now,
    startedAt: null,
    finishedAt: null,
    undoneAt: null,
    undo: null,
    version: 1,
  };
  return inTransaction(db, async (trx) => {
    await (trx as Db<PlatformTables>)
      .insertInto('file')
      .values({
        workspaceId: actor.workspaceId,
        id: fileId,
        sha256: Buffer.from(file.sha256, 'hex'),
        name: file.name,
        mediaType: 'application/octet-stream',
        bytes: file.bytes,
        createdBy: actor.userId,
        createdAt: now,
      })
      .execute();
    await insertImport(trx, record);
    await enqueue(trx as Db<object>, importCount, { workspaceId: actor.workspaceId, importId: id });
    return record;
  });
}

export async function fileOf(db: Db<ImportWorld>, record: ImportRecord): Promise<string> {
  const row = await (db as Db<PlatformTables>)
    .selectFrom('file')
    .select('sha256')
    .where('workspaceId', '=', record.workspaceId)
    .where('id', '=', record.fileId)
    .executeTakeFirstOrThrow();
  return row.sha256.toString('hex');
}

/** What the first rows would become. */
export async function previewImport(
  db: Db<ImportWorld>,
  actor: Actor,
  importId: string,
  plan: Plan,
  files: FileStore,
): Promise<PreviewRow[]> {
  const record = await requireImport(db, actor, importId);
  const mapping = mappingOf(record, plan);
  await using local = await files.local(await fileOf(db, record));
  await using table = await openTable(local.path, { knowsHeader });
  for await (const batch of table.rows()) {
    return batch.slice(0, 25).map((raw) => previewOf(raw.row, interpretRow(mapping, raw, plan.settings)));
  }
  return [];
}

export async function requireImport(db: Db<ImportWorld>, actor: Actor, importId: string): Promise<ImportRecord> {
  const record = await findImport(db, actor.workspaceId, importId);
  // Someone who sees only their own records sees only their own lists.
  if (!record || (actor.seesOnlyOwn && record.createdBy !== actor.userId)) throw notFound();
  return record;
}

async function requireLocked(trx: Db<ImportWorld>, actor: Actor, importId: string): Promise<ImportRecord> {
  await requireImport(trx, actor, importId);
  const record = await lockImport(trx, actor.workspaceId, importId);
  if (!record) throw notFound();
  return record;
}

export function startImport(
  db: Db<ImportWorld>,
  actor: Actor,
  importId: string,
  input: Plan & { options: ImportOptions },
  now: Date,
): Promise<ImportRecord> {
  return inTransaction(db, async (trx) => {
    const record = await requireLocked(trx, actor, importId);
    if (record.state !== 'draft') throw new Refusal(409, 'import_not_draft', 'Dieser Import wurde schon gestartet.');
    const mapping = mappingOf(record, input);
    if (mapping.every(({ field }) => field === 'ignore' || field === 'own')) {
      throw new Refusal(
        422,
        'nothing_mapped',
        'Keine Spalte sagt, um wen es geht. Bitte ordnen Sie mindestens Name, Firma, Telefon, E-Mail oder Adresse zu.',
      );
    }
    if (input.options.ownerId !== null) {
      const members = await listMembers(trx, actor.workspaceId);
      if (!members.some((member) => member.userId === input.options.ownerId && member.endedAt === null)) {
        throw new Refusal(422, 'owner_unknown', 'Diese Person gehört nicht (mehr) zum Team.');
      }
    }
    await announce(trx, actor, importStarted, { importId, name: record.name, onMatch: input.options.onMatch }, now);
    await enqueue(
      trx as Db<object>,
      importRun,
      { workspaceId: actor.workspaceId, importId },
      { key: `leads.import ${importId}` },
    );
    return updateImport(trx, record, {
      state: 'waiting',
      mapping,
      settings: input.settings,
      options: input.options,
      startedAt: now,
    });
  });
}

/** The columns of the file with the meaning a person has chosen; columns they don't name keep ours. */
function mappingOf(record: ImportRecord, plan: Plan): ColumnMapping[] {
  const chosen = new Map(plan.columns.map(({ index, field }) => [index, field]));
  return record.mapping.map((column) => {
    const field = chosen.get(column.index);
    return field === undefined || !importFields.includes(field) || field === column.field
      ? column
      : { index: column.index, header: column.header, field };
  });
}

export function cancelImport(db: Db<ImportWorld>, actor: Actor, importId: string): Promise<ImportRecord> {
  return inTransaction(db, async (trx) => {
    const record = await requireLocked(trx, actor, importId);
    if (record.state === 'cancelling') return record;
    if (record.state !== 'waiting' && record.state !== 'running') {
      throw new Refusal(409, 'import_not_running', 'Dieser Import läuft nicht (mehr).');
    }
    return updateImport(trx, record, { state: 'cancelling' });
  });
}

export function undoImport(db: Db<ImportWorld>, actor: Actor, importId: string): Promise<ImportRecord> {
  return inTransaction(db, async (trx) => {
    const record = await requireLocked(trx, actor, importId);
    if (record.state === 'undoing') return record;
    if (!['done', 'cancelled', 'failed'].includes(record.state)) {
      throw new Refusal(409, 'import_not_undoable', 'Dieser Import lässt sich gerade nicht rückgängig machen.');
    }
    await enqueue(
      trx as Db<object>,
      importUndo,
      { workspaceId: actor.workspaceId, importId },
      { key: `leads.undo ${importId}` },
    );
    return updateImport(trx, record, { state: 'undoing' });
  });
}

export function removeDraft(db: Db<ImportWorld>, actor: Actor, importId: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    const record = await requireLocked(trx, actor, importId);
    if (record.state !== 'draft')
      throw new Refusal(
        409,
        'import_not_draft',
        'Dieser Import wurde schon gestartet; er lässt sich rückgängig machen.',
      );
    await deleteImport(trx, actor.workspaceId, importId);
  });
}
