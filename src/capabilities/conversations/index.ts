/**
 * Conversations: what was said in a call, recorded only where every voice in it has said yes before, and gone with the first no.
 * Sound arrives in parts, lies encrypted under a key of its own, and leaves only to who is written down as a listener.
 */
export { forgetRecordings, keepAbandoned } from './jobs.ts';
export { deleteWhatUserWithdrew, deleteWhatWasWithdrawn, deleteWithdrawn, keepRecording, removeFiles } from './jobs.ts';
export { findKeptRecordings } from './queries.ts';
export { conversationsRoutes } from './routes.ts';
export type { ConversationsTables } from './schema.ts';
