/**
 * Scripts: what to say in a call, step by step, and what was answered.
 * A call keeps the words it began with; answers write to the person's record and to the consent ledger through their front doors.
 */
export { runAnswered, runSteppedBack } from './events.ts';
export { createScript } from './commands/scripts.ts';
export { findOftenHeard } from './queries.ts';
export { scriptsRoutes } from './routes.ts';
export type { ScriptsTables } from './schema.ts';
