/**
 * Forecasts: what the open deals are worth by the chances of their stages, month by month, and why that number moved.
 * It owns no table: everything is told by deals and their events.
 */
export { changesWithin, findChanges, findForecast, type ForecastsWorld } from './answers.ts';
export { forecastsRoutes } from './routes.ts';
