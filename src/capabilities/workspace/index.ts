/**
 * Workspace: the selling organisation itself; its place, calendar, currency and language.
 */
export { type Here, hereAndNow } from './answers.ts';
export { createWorkspace } from './commands.ts';
export { workspaceCreated } from './events.ts';
export { findWorkspace } from './queries.ts';
export { isHoliday, isWorkingDay, localDay, morningOf, zonedTime } from './rules/days.ts';
export { callingHours, type CallingTime, callingTime } from './rules/hours.ts';
export { regionOf } from './rules/postal-regions.ts';
export { type Country, isPlace, type Place, zoneOf } from './rules/regions.ts';
export { toWorkspaceView, workspaceRoutes } from './routes.ts';
export { workspacePages } from './pages.ts';
export type { WorkspaceRow, WorkspaceTables } from './schema.ts';
