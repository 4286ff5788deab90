import type { NextStepsTables } from '#next-steps';
import type { Serve } from '#platform/http';
import { findChanges, findForecast, type ForecastsWorld } from './answers.ts';
import {
  computeOutlook,
  forecastChanges,
  getBacktest,
  getForecast,
  getOutlook,
  listDealHealth,
  listOutlookDeals,
} from './contract.ts';
import { findHealth } from './health/answers.ts';
import { findBacktest, findOutlook, findOutlookDeals } from './outlook/answers.ts';
import { computeSoon } from './outlook/jobs.ts';
import type { ForecastsTables } from './schema.ts';

export function forecastsRoutes(serve: Serve<ForecastsWorld & ForecastsTables & NextStepsTables>): void {
  serve(getForecast, ({ db, actor, query, now }) => findForecast(db, actor, query, now));
  serve(forecastChanges, ({ db, actor, query, now }) => findChanges(db, actor, query, now));
  serve(getOutlook, ({ db, actor, query, now }) => findOutlook(db, actor, query, now));
  serve(listOutlookDeals, ({ db, actor, query }) => findOutlookDeals(db, actor, query));
  serve(getBacktest, ({ db, actor, query, now }) => findBacktest(db, actor, query, now));
  serve(listDealHealth, ({ db, actor, query, now }) => findHealth(db, actor, query.dealId, now));
  serve(computeOutlook, async ({ db, actor, now }) => {
    await computeSoon(db, actor.workspaceId);
    return { askedAt: now.toISOString() };
  });
}
