/**
 * Integrations: how the workspace's data leave. Lists as files for spreadsheets, the whole workspace as an archive that can be read back.
 */
export { writeArchive } from './archive/write.ts';
export { workspaceExported } from './events.ts';
export { expireArchive, writeArchiveJob } from './jobs.ts';
export { integrationsRoutes } from './routes.ts';
export type { IntegrationsTables } from './schema.ts';
