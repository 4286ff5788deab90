/**
 * Timeline: everything that happened with a person, company or deal, read from the events, and the notes people write
 * among it; and the log of all events, with its seal.
 */
export { checkAuditChain } from './audit/check.ts';
export { auditGroupOf, auditSentence, type SentenceWords } from './audit/kinds.ts';
export { auditPage, type AuditWorld } from './audit/page.ts';
export { noteAdded } from './events.ts';
export { timelineRoutes } from './routes.ts';
export type { NoteRow, TimelineTables } from './schema.ts';
