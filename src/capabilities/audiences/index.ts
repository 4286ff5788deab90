/**
 * Audiences: what kind of people buy, computed from those who did, named and drawn by people; and to whom it is worth talking next.
 * Nobody is sorted by age, gender, origin, belief or health, and whoever objects to profiling is left out.
 */
export { askRun } from './grouping/commands.ts';
export { countAudience, fitAgain, fitAvatars, fitOneAvatar, groupCustomers } from './jobs.ts';
export { audiencesRoutes } from './routes.ts';
export type { AudiencesTables } from './schema.ts';
export { createAudience, requireAudience } from './target-groups/commands.ts';
export { audiencePage } from './target-groups/people.ts';
export type { AudiencesWorld } from './world.ts';
