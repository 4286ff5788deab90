import type { Serve } from '#platform/http';
import { findChanges, findForecast, type ForecastsWorld } from './answers.ts';
import { forecastChanges, getForecast } from './contract.ts';

export function forecastsRoutes(serve: Serve<ForecastsWorld>): void {
  serve(getForecast, ({ db, actor, query, now }) => findForecast(db, actor, query, now));
  serve(forecastChanges, ({ db, actor, query, now }) => findChanges(db, actor, query, now));
}
