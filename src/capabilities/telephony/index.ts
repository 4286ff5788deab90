/**
 * Telephony: the lines to and from the telephone network, and what carriers tell. The only place that knows a carrier.
 * It rings only on a permit of the consent gate; what a call is about is `calls`' affair.
 */
export { carrierAddresses } from './carriers/addresses.ts';
export { findDialLine, findLinesByIds, findOwnSocketLine, pagesReach } from './answers.ts';
export { requireGreeting } from './commands/greetings.ts';
export type { LinesWorld } from './commands/lines.ts';
export type { CallEvent, CallProvider, OpenLine, OutgoingCall } from './provider.ts';
export { examineJanus, type JanusHandle, type JanusSession, openJanus } from './janus/connection.ts';
export { type JanusMark, janusMark, roomName, sweepRooms } from './janus/sweep.ts';
export { examineVoice } from './janus/voice-check.ts';
export { forgetCarrierEvents } from './queries/carrier-events.ts';
export { telephonyRoutes } from './routes.ts';
export { usersNamed } from './rules/extensions.ts';
export { toE164 } from './rules/numbers.ts';
export { advance, type CallProgress, type CallState, created, isOver } from './rules/call-state.ts';
export type { LineRow, TelephonyTables } from './schema.ts';
export { type Hear, hearAgain, type Opened, openTelephony, type Telephony } from './telephony.ts';
