import { Readable } from 'node:stream';
import { saidTo } from '#platform/catalogue';
import { Refusal } from '#platform/errors';
import type { Serve } from '#platform/http';
import {
  cancelExport,
  type ExportWorld,
  keptDays,
  noteDownload,
  removeExport,
  requireExport,
  startExport,
} from './commands.ts';
import * as contract from './contract.ts';
import {
  auditColumns,
  callColumns,
  companyColumns,
  contactColumns,
  contractColumns,
  customerColumns,
  dealColumns,
  nextStepColumns,
} from './lists/columns.ts';
import { listFile } from './lists/file.ts';
import {
  type ListWorld,
  readAudience,
  readAuditEntries,
  readCalls,
  readCompanies,
  readContacts,
  readContracts,
  readCustomers,
  readDeals,
  readNextSteps,
} from './lists/read.ts';
import { type ExportWithFile, findLatestExports } from './queries.ts';

export function integrationsRoutes(serve: Serve<ListWorld & ExportWorld>): void {
  listRoutes(serve);
  archiveRoutes(serve);
}

function listRoutes(serve: Serve<ListWorld & ExportWorld>): void {
  serve(contract.exportContacts, ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = readContacts(db, actor, filter);
    return listFile(db, actor, { list: 'contacts', wish, filter, columns: contactColumns, rows }, ground.ports.clock);
  });
  serve(contract.exportCompanies, ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = readCompanies(db, actor, filter);
    return listFile(db, actor, { list: 'companies', wish, filter, columns: companyColumns, rows }, ground.ports.clock);
  });
  serve(contract.exportDeals, ({ db, actor, query, ground, now }) => {
    const { wish, filter } = split(query);
    const rows = readDeals(db, actor, filter, now);
    return listFile(db, actor, { list: 'deals', wish, filter, columns: dealColumns, rows }, ground.ports.clock);
  });
  serve(contract.exportCalls, ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = readCalls(db, actor, filter);
    return listFile(db, actor, { list: 'calls', wish, filter, columns: callColumns, rows }, ground.ports.clock);
  });
  serve(contract.exportNextSteps, ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = readNextSteps(db, actor, filter);
    return listFile(
      db,
      actor,
      { list: 'next-steps', wish, filter, columns: nextStepColumns, rows },
      ground.ports.clock,
    );
  });
  serve(contract.exportContracts, ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = readContracts(db, actor, filter, ground.ports.clock());
    return listFile(db, actor, { list: 'contracts', wish, filter, columns: contractColumns, rows }, ground.ports.clock);
  });
  serve(contract.exportCustomers, ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = readCustomers(db, actor, filter);
    return listFile(db, actor, { list: 'customers', wish, filter, columns: customerColumns, rows }, ground.ports.clock);
  });
  serve(contract.exportAudiencePeople, async ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = await readAudience(db, actor, filter.audienceId);
    const about = { list: 'audience-people' as const, wish, filter, columns: contactColumns, rows };
    return listFile(db, actor, about, ground.ports.clock);
  });
  serve(contract.exportAuditEntries, ({ db, actor, query, ground }) => {
    const { wish, filter } = split(query);
    const rows = readAuditEntries(db, actor, filter);
    return listFile(
      db,
      actor,
      { list: 'audit-entries', wish, filter, columns: auditColumns, rows },
      ground.ports.clock,
    );
  });
}

function split<Query extends Parameters<typeof listFile>[2]['wish']>(query: Query) {
  const { format, separator, locale, ...filter } = query;
  return { wish: { format, separator, locale }, filter };
}

function archiveRoutes(serve: Serve<ListWorld & ExportWorld>): void {
  serve(contract.startExport, async ({ db, actor, now }) => toExportView(await startExport(db, actor, now)));
  serve(contract.listExports, async ({ db, actor, request }) => ({
    items: (await findLatestExports(db, actor.workspaceId, 50)).map((row) => toExportView(saidTo(request, row))),
  }));
  serve(contract.getExport, async ({ db, actor, params, request }) =>
    toExportView(saidTo(request, await requireExport(db, actor.workspaceId, params.exportId))),
  );
  serve(contract.cancelExport, async ({ db, actor, params, now }) =>
    toExportView(await cancelExport(db, actor, params.exportId, now)),
  );
  serve(contract.downloadExport, async ({ db, actor, params, ground, now }) => {
    const row = await requireExport(db, actor.workspaceId, params.exportId);
    if (!row.fileSha256 || row.fileName === null) {
      throw new Refusal(409, 'export_not_there', 'Zu diesem Export gibt es (noch) keine Datei.');
    }
    const content = await ground.ports.files.get(row.fileSha256.toString('hex'));
    await noteDownload(db, actor, row.id, now);
    return { name: row.fileName, mediaType: 'application/zip', content: Readable.from(content, { objectMode: false }) };
  });
  serve(contract.removeExport, async ({ db, actor, params, ground, now }) => {
    await removeExport(db, actor, params.exportId, ground.ports.files, now);
    return null;
  });
}

function toExportView(row: ExportWithFile): contract.ExportView {
  const { fileName, fileBytes, fileSha256 } = row;
  const file = fileName !== null && fileBytes !== null && fileSha256 !== null;
  const keptUntil = row.finishedAt && new Date(row.finishedAt.getTime() + keptDays * 86_400_000);
  return {
    id: row.id,
    state: row.state,
    rowsTotal: row.rowsTotal,
    rowsWritten: row.rowsWritten,
    file: file ? { name: fileName, bytes: fileBytes, sha256: fileSha256.toString('hex') } : null,
    keptUntil: file ? (keptUntil?.toISOString() ?? null) : null,
    error: row.error,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
