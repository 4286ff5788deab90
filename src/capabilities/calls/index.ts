/**
 * Calls: phone conversations from the first ring to the disposition.
 * An outgoing call exists only with the permit of the consent gate; there is no other way to one.
 */
export {
  dispositionsOf,
  lastCallsOf,
  mainNumberOf,
  requireCall,
  toCallView,
  toCallViews,
  unfinishedCallsOf,
} from './answers.ts';
export { finishCall, reopenCall } from './commands/ending.ts';
export { insertCalls } from './commands/history.ts';
export { type Caller, type CallsWorld, refuseForeignDeal, requireStandingCall } from './commands/parts.ts';
export { startDialer } from './commands/dialer/starting.ts';
export { logCall } from './commands/placing.ts';
export { ensureCallsDefaults } from './commands/dispositions.ts';
export {
  countCalls,
  countDisposedCalls,
  type DisposedCall,
  findCall,
  findCallsByIds,
  findDisposedCalls,
  findLongestCalls,
} from './queries/calls.ts';
export { findCallingNumbers, findMissedFrom } from './queries/line-calls.ts';
export { sumTalk } from './queries/talk.ts';
export { forgetDialerLists } from './queries/dialer.ts';
export {
  countReach,
  countReachOfPeople,
  findRecentTries,
  type ReachCount,
  type ReachSpan,
  type RecentTry,
} from './queries/reach.ts';
export { callChanged, callLogged, callMissed, callRemoved, callReopened, callRestored } from './events.ts';
export { answeredMeanings } from './rules.ts';
export { hearCallEvent } from './commands/line-calls/hearing.ts';
export { endLostCalls } from './commands/line-calls/losing.ts';
export { lineCallRoutes } from './line-call-routes.ts';
export { callPage, callsRoutes } from './routes.ts';
export type { CallsTables, LineCallRow } from './schema.ts';
