import { Readable } from 'node:stream';
import { z } from 'zod';
import { linesInLanguage, localeOf, saidTo } from '#platform/catalogue';
import { notFound, Refusal } from '#platform/errors';
import type { Serve } from '#platform/http';
import { isUuid } from '#platform/ids';
import { fromCursor, pageOf } from '#platform/paging';
import { findWorkspace } from '#workspace';
import * as commands from './commands/imports.ts';
import type { ImportWorld } from './commands/run-import/context.ts';
import * as contract from './contract.ts';
import { failedRowsCsv } from './failed-rows.ts';
import { listImports, listProblems } from './queries/imports.ts';
import { listKept } from './queries/undo.ts';
import type { ImportRecord } from './schema.ts';

const KeptCursor = z.tuple([z.enum(['contact', 'company', 'deal']), z.uuid()]);

export function leadsRoutes(serve: Serve<ImportWorld>): void {
  serve(contract.uploadImport, async ({ db, actor, query, body, ground, now }) => {
    const workspace = await findWorkspace(db, actor.workspaceId);
    if (!workspace) throw notFound();
    const stored = await ground.ports.files.put(body, commands.mostBytes);
    return toView(
      await commands.draftImport(db, actor, { ...stored, name: query.name }, ground.ports.files, workspace, now),
    );
  });
  serve(contract.listImports, async ({ db, actor, query, request }) => {
    const before = cursorOf(query.cursor);
    const rows = await listImports(db, actor.workspaceId, before, query.limit + 1);
    const mine = actor.seesOnlyOwn ? rows.filter((row) => row.createdBy === actor.userId) : rows;
    return {
      items: mine.slice(0, query.limit).map((row) => toView(saidTo(request, row))),
      next: rows.length > query.limit ? (rows[query.limit - 1]?.id ?? null) : null,
    };
  });
  serve(contract.getImport, async ({ db, actor, params, request }) =>
    toView(saidTo(request, await commands.requireImport(db, actor, params.importId))),
  );
  serve(contract.previewImport, async ({ db, actor, params, body, ground, request }) => ({
    rows: (await commands.previewImport(db, actor, params.importId, body, ground.ports.files)).map((row) => ({
      ...row,
      problems: row.problems.map((problem) => ({
        ...problem,
        message: linesInLanguage(localeOf(request), problem.message),
      })),
    })),
  }));
  serve(contract.startImport, async ({ db, actor, params, body, now }) =>
    toView(await commands.startImport(db, actor, params.importId, body, now)),
  );
  serve(contract.cancelImport, async ({ db, actor, params }) =>
    toView(await commands.cancelImport(db, actor, params.importId)),
  );
  serve(contract.undoImport, async ({ db, actor, params }) =>
    toView(await commands.undoImport(db, actor, params.importId)),
  );
  serve(contract.listKept, async ({ db, actor, params, query }) => {
    const record = await commands.requireImport(db, actor, params.importId);
    const key = { workspaceId: actor.workspaceId, importId: record.id };
    const after = fromCursor(query.cursor, KeptCursor);
    const found = await listKept(db, key, { after, limit: query.limit + 1 });
    const page = pageOf(found, query.limit, ({ subject, subjectId }) => [subject, subjectId]);
    return {
      items: page.rows.map(({ subject, subjectId, name, made, reason }) => ({
        subject,
        id: subjectId,
        name,
        made,
        reason,
      })),
      next: page.next,
    };
  });
  serve(contract.removeDraft, async ({ db, actor, params }) => {
    await commands.removeDraft(db, actor, params.importId);
    return null;
  });
  serve(contract.listProblems, async ({ db, actor, params, query, request }) => {
    const locale = localeOf(request);
    const record = await commands.requireImport(db, actor, params.importId);
    const key = { workspaceId: actor.workspaceId, importId: record.id };
    const rows = await listProblems(db, key, { after: cursorOf(query.cursor), limit: query.limit + 1 });
    return {
      items: rows.slice(0, query.limit).map(({ id, row, col, message, cells }) => ({
        id,
        row,
        column: col,
        message: linesInLanguage(locale, message),
        rowFailed: cells !== null,
      })),
      next: rows.length > query.limit ? (rows[query.limit - 1]?.id ?? null) : null,
    };
  });
  serve(contract.downloadFailedRows, async ({ db, actor, params }) => {
    const [record, workspace] = await Promise.all([
      commands.requireImport(db, actor, params.importId),
      findWorkspace(db, actor.workspaceId),
    ]);
    const manner = { locale: workspace?.locale ?? ('de' as const), zone: workspace?.timeZone ?? 'Europe/Berlin' };
    return {
      name: `${record.name.replace(/\.[a-z0-9]{2,5}$/i, '')} – nicht eingelesen.csv`,
      mediaType: 'text/csv; charset=utf-8',
      content: Readable.from(failedRowsCsv(db, record, manner)),
    };
  });
}

function cursorOf(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !isUuid(cursor)) throw new Refusal(400, 'cursor_invalid', 'Diese Seite gibt es nicht.');
  return cursor;
}

/** The one place where an import becomes what the outside sees. */
function toView(row: ImportRecord): contract.ImportView {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    format: {
      format: row.format.format,
      encoding: row.format.encoding,
      delimiter: row.format.delimiter,
      sheet: row.format.sheet,
    },
    columns: row.mapping.map((column) => ({
      index: column.index,
      header: column.header,
      field: column.field,
      confidence: 'confidence' in column && typeof column.confidence === 'number' ? column.confidence : null,
      samples: 'samples' in column && Array.isArray(column.samples) ? column.samples.map(String) : [],
    })),
    settings: row.settings,
    options: row.options,
    rowsTotal: row.rowsTotal,
    rowsRead: row.rowsRead,
    created: row.createdCount,
    updated: row.updatedCount,
    skipped: row.skippedCount,
    failed: row.failedCount,
    error: row.error,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    undo: row.undo,
    version: row.version,
  };
}
