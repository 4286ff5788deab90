/**
 * Timeline: everything that happened with a person, company or deal, read from the events, and the notes people write among it.
 */
export { noteAdded } from './events.ts';
export { timelineRoutes } from './routes.ts';
export type { NoteRow, TimelineTables } from './schema.ts';
