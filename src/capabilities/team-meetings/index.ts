/**
 * Team meetings: the team talks over its real pipeline. What it is to talk about is found by reasons that anyone can check; what it decides
 * goes back to the records, as a decision on their timelines and as next steps with owner and day.
 */
export { goOn as goOnTeamMeeting, tellMember, tellMembers } from './plan/telling.ts';
export { teamMeetingsRoutes } from './routes.ts';
export type { TeamMeetingsTables } from './schema.ts';
