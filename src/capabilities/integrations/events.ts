import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { FileFormat, ListName } from './contract.ts';

/** Someone took a list out. `complete` is false where the download broke off; `rows` counts what had been written by then. */
export const listExported = defineEvent(
  'integrations.listExported',
  z.strictObject({
    list: ListName,
    format: FileFormat,
    filter: z.record(z.string(), z.unknown()),
    rows: z.number().int(),
    complete: z.boolean(),
  }),
);

const about = { exportId: z.uuid() };
export const exportStarted = defineEvent('integrations.exportStarted', z.strictObject(about));
export const exportCancelled = defineEvent('integrations.exportCancelled', z.strictObject(about));
export const exportFailed = defineEvent('integrations.exportFailed', z.strictObject({ ...about, error: z.string() }));
export const exportDownloaded = defineEvent('integrations.exportDownloaded', z.strictObject(about));
export const exportRemoved = defineEvent('integrations.exportRemoved', z.strictObject(about));
/** The whole workspace was written down. `exportId` is null where the command line wrote it. */
export const workspaceExported = defineEvent(
  'integrations.workspaceExported',
  z.strictObject({
    exportId: z.uuid().nullable(),
    rows: z.number().int(),
    files: z.number().int(),
    bytes: z.number().int(),
  }),
);
