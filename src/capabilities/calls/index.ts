/**
 * Calls: phone conversations from the first ring to the disposition.
 * An outgoing call exists only with the permit of the consent gate; there is no other way to one.
 */
export { dispositionsOf, lastCallsOf, mainNumberOf, toCallView, unfinishedCallsOf } from './answers.ts';
export {
  type Caller,
  type CallsWorld,
  finishCall,
  insertCalls,
  logCall,
  type PastCall,
  reopenCall,
  requireCall,
  startCall,
} from './commands/calls.ts';
export { ensureCallsDefaults } from './commands/dispositions.ts';
export { callChanged, callLogged, callRemoved, callReopened, callRestored, callStarted } from './events.ts';
export { countCalls, type DisposedCall } from './queries/calls.ts';
export { callPage, callsRoutes } from './routes.ts';
export type { CallRow, CallsTables, DispositionRow } from './schema.ts';
