/**
 * Access: who may sign in, as whom, and what they may do.
 * The rest of the house learns who is acting from `Actor`; nobody else reads sessions, keys or roles.
 */
export { join, createPerson, createApiKey } from './commands.ts';
export { memberJoined } from './events.ts';
export { forgetSessions, forgetSignInFailures, forgetVerifications } from './housekeeping.ts';
export { findActor, identifier } from './identify.ts';
export { hashPassword } from './password.ts';
export { findUserByEmail, listMembers, membershipsOf } from './queries.ts';
export { accessRoutes } from './routes.ts';
export { allows } from './rules.ts';
export type { AccessTables } from './schema.ts';
export { needsSetup, setUp, setupToken, startSignIn } from './sign-in.ts';
