/**
 * Scoring: what our own history says about people and deals, and how sure that is. Values of customers and their classes
 * come from what was sold and what serving them cost; people confirm them, and nothing is ended by a machine.
 */
export { findClasses } from './classes/answers.ts';
export { computeValuesJob, valueCustomers, valueNightly } from './classes/jobs.ts';
export { scoringRoutes } from './routes.ts';
export type { ScoringTables } from './schema.ts';
