import type { AccessTables } from '#access';
import type { Serve } from '#platform/http';
import { findChanges, findForecast, type ForecastsWorld } from './answers.ts';
import {
  computeOutlook,
  forecastChanges,
  getBacktest,
  getForecast,
  getGoals,
  getOutlook,
  listDealHealth,
  listOutlookDeals,
  listQuotas,
  listSnapshots,
  listSubmissions,
  setQuota,
  submitForecast,
} from './contract.ts';
import { findGoals, findQuotasFrom, findVersions, toView } from './goals/answers.ts';
import { changeQuota, submit } from './goals/commands.ts';
import { findHealth, type HealthWorld } from './health/answers.ts';
import { findBacktest, findOutlook, findOutlookDeals, findSnapshots } from './outlook/answers.ts';
import { computeSoon } from './outlook/jobs.ts';
import type { ForecastsTables } from './schema.ts';

export function forecastsRoutes(serve: Serve<ForecastsWorld & ForecastsTables & HealthWorld & AccessTables>): void {
  serve(getForecast, ({ db, actor, query, now }) => findForecast(db, actor, query, now));
  serve(forecastChanges, ({ db, actor, query, now }) => findChanges(db, actor, query, now));
  serve(getOutlook, ({ db, actor, query, now }) => findOutlook(db, actor, query, now));
  serve(listSnapshots, ({ db, actor, query, now }) => findSnapshots(db, actor, query, now));
  serve(listOutlookDeals, ({ db, actor, query }) => findOutlookDeals(db, actor, query));
  serve(getBacktest, ({ db, actor, query, now }) => findBacktest(db, actor, query, now));
  serve(listDealHealth, ({ db, actor, query, now }) => findHealth(db, actor, query.dealId, now));
  serve(getGoals, ({ db, actor, query, now }) => findGoals(db, actor, query, now));
  serve(listSubmissions, ({ db, actor, query }) => findVersions(db, actor, query));
  serve(submitForecast, async ({ db, actor, body, now }) => toView(await submit(db, actor, body, now)));
  serve(listQuotas, ({ db, actor, query }) => findQuotasFrom(db, actor, query.from));
  serve(setQuota, ({ db, actor, body, now }) => changeQuota(db, actor, body, now));
  serve(computeOutlook, async ({ db, actor, now }) => {
    await computeSoon(db, actor.workspaceId);
    return { askedAt: now.toISOString() };
  });
}
