/**
 * Scoring: what our own history says about people and deals, and how sure that is. How likely a deal is won, a lead becomes one and a person answers; who has objected to such a judgement;
 * and what customers are worth, by what was sold and what serving them cost. A score orders work and people confirm classes; nothing is ended or decided by a machine.
 */
export { findLatestModel, findScores, isObjector } from './answers.ts';
export { targets } from './rules/features.ts';
export { askTraining } from './commands/asking.ts';
export { approve as approveModel } from './commands/models.ts';
export { learn } from './commands/training.ts';
export type { ScoringWorld } from './commands/world.ts';
export { profilingObjected, profilingObjectionWithdrawn } from './events.ts';
export { keepScores, rescore, scoreDue, trainScores, watchScores } from './jobs.ts';
export { objectorsAmong } from './queries/objections.ts';
export { customerPage, findClasses } from './classes/answers.ts';
export type { CustomerWorld } from './classes/views.ts';
export { computeValuesJob, valueCustomers, valueNightly } from './classes/jobs.ts';
export { insertPastExpenses, type PastExpense } from './expenses/commands.ts';
export { scoringRoutes } from './routes.ts';
export type { ScoringTables } from './schema.ts';
