/**
 * Next steps: what was promised or planned, by whom, until when; and Heute, the one ordered list of a working day.
 */
export { nextStepsOf } from './answers.ts';
export { missedMeetingStepId } from './commands/follow-meeting.ts';
export { keepStep, releaseStep } from './commands/kept-step.ts';
export { createNextStep, insertManyNextSteps } from './commands/next-steps.ts';
export {
  callBack,
  callBackMissed,
  callBackNumber,
  callWisher,
  callWishers,
  followMeetings,
  keepStepOfMeeting,
} from './jobs.ts';
export { findNextDueDays } from './queries/today.ts';
export { insertRunningExperiment } from './reach/commands.ts';
export { learnFromCalls, learnReach, learnReachAnew, learnReachSoon } from './reach/jobs.ts';
export { nextStepPage, nextStepsRoutes } from './routes.ts';
export type { NextStepsTables } from './schema.ts';
