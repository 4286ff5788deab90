/**
 * Next steps: what was promised or planned, by whom, until when; and Heute, the one ordered list of a working day.
 */
export { createNextStep, insertManyNextSteps, type StepsWorld } from './commands/next-steps.ts';
export { nextStepChanged, nextStepCreated, nextStepDone, nextStepDropped, nextStepReopened } from './events.ts';
export { nextStepPage, nextStepsRoutes } from './routes.ts';
export type { NextStepRow, NextStepsTables } from './schema.ts';
