import { countPushes, type DealsTables, findDealsAtStage } from '#deals';
import { findNextDueDays, type NextStepsTables } from '#next-steps';
import { findOftenHeard, type ScriptsTables } from '#scripts';
import { hereAndNow, localDay, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import type { HealthView } from './contract.ts';
import { findLastTouches, findNorms } from './queries.ts';
import { healthOf, noNorms } from './rules.ts';
import type { HealthTables } from './schema.ts';

export type HealthWorld = HealthTables &
  ScriptsTables &
  DealsTables &
  NextStepsTables &
  WorkspaceTables &
  PlatformTables;

/** Those of these deals that are open and in sight; six statements for any number of them. */
export async function findHealth(
  db: Db<HealthWorld>,
  actor: Actor,
  asked: string | readonly string[],
  now: Date,
): Promise<HealthView> {
  const { workspaceId } = actor;
  const ids = typeof asked === 'string' ? [asked] : [...new Set(asked)];
  const { today, zone } = await hereAndNow(db, workspaceId, now);
  const deals = (await findDealsAtStage(db, workspaceId, ids)).filter(({ wonAt, lostAt }) => !wonAt && !lostAt);
  const open = deals.map(({ id }) => id);
  const [norms = noNorms, steps, pushes, touches, objections] = await Promise.all([
    findNorms(db, workspaceId),
    findNextDueDays(db, workspaceId, open),
    countPushes(db, workspaceId, open),
    findLastTouches(db, workspaceId, deals),
    findOftenHeard(
      db,
      workspaceId,
      deals.flatMap(({ id: key, contactId, createdAt: since }) => (contactId ? [{ key, contactId, since }] : [])),
    ),
  ]);
  const daysSince = (at: Date) =>
    Math.max(0, Temporal.PlainDate.from(localDay(at, zone)).until(Temporal.PlainDate.from(today)).days);
  return {
    learnedFrom: norms.wonDeals,
    items: deals.map((deal) => ({
      dealId: deal.id,
      ...healthOf(
        {
          stageId: deal.stageId,
          ageDays: daysSince(deal.createdAt),
          daysInStage: daysSince(deal.stageSince),
          maxAgeDays: deal.maxAgeDays,
          closeOn: deal.closeOn,
          hasNextStep: steps.has(deal.id),
          silentDays: daysSince(touches.get(deal.id) ?? deal.createdAt),
          pushes: pushes.get(deal.id) ?? 0,
          objection: objections.get(deal.id) ?? null,
        },
        norms,
        today,
      ),
    })),
  };
}
