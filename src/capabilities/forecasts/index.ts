/**
 * Forecasts: what the open deals are worth by the chances of their stages, what a model says will come and how often it was right, and why the
 * number moved; what people committed to, and the goals. What is computed is kept as frozen snapshots; everything else is told by deals and their events.
 */
export { changesWithin, findChanges, findForecast, type ForecastsWorld } from './answers.ts';
export { findHealth } from './health/answers.ts';
export { computeForecasts, computeSoon, freezeForecasts, learnFromEnded } from './outlook/jobs.ts';
export type { ForecastsTables } from './schema.ts';
export { forecastsRoutes } from './routes.ts';
