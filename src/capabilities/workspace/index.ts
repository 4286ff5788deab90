/**
 * Workspace: the selling organisation itself; its place, calendar, currency and language.
 */
export { createWorkspace } from './commands.ts';
export { workspaceCreated } from './events.ts';
export { findWorkspace } from './queries.ts';
export { toWorkspaceView, workspaceRoutes } from './routes.ts';
export type { WorkspaceRow, WorkspaceTables } from './schema.ts';
