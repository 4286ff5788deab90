/**
 * Calls: phone conversations from the first ring to the disposition.
 * An outgoing call exists only with the permit of the consent gate; there is no other way to one.
 */
export { callChanged, callLogged, callRemoved, callReopened, callRestored, callStarted } from './events.ts';
export type { CallRow, CallsTables, DispositionRow } from './schema.ts';
