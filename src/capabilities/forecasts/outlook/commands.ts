import type { DealsTables } from '#deals';
import { findPipelines } from '#deals';
import { findWorkspace, localDay, morningOf, type WorkspaceTables } from '#workspace';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import type { PlatformTables } from '#platform/schema';
import { writeNorms } from '../health/queries.ts';
import type { HealthTables } from '../health/schema.ts';
import { findFormerChances } from '../queries.ts';
import { computeAway } from './away.ts';
import type { Moment, MomentOutlook } from './computing.ts';
import { snapshotTaken } from './events.ts';
import { type Histories, states } from './histories.ts';
import { dayOf, daysOf, endedBefore, numberOf } from './periods.ts';
import { dealFacts, findSnapshotsOf, replaceForecastDeals, upsertSnapshots } from './queries.ts';
import type { OutlookTables, SnapshotRow } from './schema.ts';

type Tables = OutlookTables & HealthTables & DealsTables & WorkspaceTables & PlatformTables;
type Where = { workspaceId: string; zone: string; currency: string };

/** The past months whose first days are looked ahead from, so that the forecast can be measured from its first day on. */
const monthsBack = 14;
/** People with a forecast of their own: those with most of the deals. */
const mostOwners = 60;

/** Today's frozen forecast, of the team and of each owner; and those of past months' first days that are missing, by what was known the day before. */
export async function takeSnapshots(
  db: Db<Tables>,
  workspaceId: string,
  { now, signal }: { now: Date; signal: AbortSignal },
): Promise<void> {
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) return;
  const where = { workspaceId, zone: workspace.timeZone, currency: workspace.currency };
  const today = localDay(now, where.zone);
  const pipelines = await findPipelines(db, workspaceId);
  const stages = new Map(pipelines.flatMap((pipeline) => pipeline.stages).map((stage, at) => [stage.id, at + 1]));
  const { histories, deals, owners } = await readHistories(db, where, stages, signal);
  if (deals.length === 0) return;

  const first = dayOf(histories.day.reduce((least, day) => Math.min(least, day), Infinity));
  const starts = endedBefore(today, 'month', monthsBack - 1)
    .concat(today.slice(0, 7))
    .map((month) => daysOf(month).from)
    .filter((day) => day > first && day < today);
  const known = await findSnapshotsOf(db, { workspaceId, scopeId: workspaceId }, starts);
  const missing = starts.filter((day) => !known.some(({ takenOn }) => takenOn === day));
  const chanceNow = new Map(pipelines.flatMap(({ stages: own }) => own).map((stage) => [stage.id, stage.probability]));
  const moments: Moment[] = [];
  for (const takenOn of [...missing, today]) {
    const then = takenOn === today ? now : morningOf(takenOn, where.zone);
    const former = await findFormerChances(db, workspaceId, then);
    const chances = [0];
    for (const [stageId, at] of stages) chances[at] = former.get(stageId) ?? chanceNow.get(stageId) ?? 0;
    const isToday = takenOn === today;
    moments.push({ takenOn, known: isToday ? today : dayOf(numberOf(takenOn) - 1), chances, whole: isToday });
  }

  const task = { histories, stages: stages.size + 1, owners: owners.length, moments };
  const { outlooks, norms } = await computeAway(task, signal);
  await db.transaction().execute(async (trx) => {
    for (const outlook of outlooks) await upsertSnapshots(trx, rowsOf(outlook, where, owners, now));
    const latest = outlooks.find(({ takenOn }) => takenOn === today);
    await replaceForecastDeals(
      trx,
      workspaceId,
      (latest?.deals ?? []).map(({ deal, worthCents, chances }) => ({
        dealId: deals[deal] ?? '',
        worthCents,
        chances,
      })),
    );
    const stageIds = new Map([...stages].map(([id, at]) => [at, id]));
    await writeNorms(trx, {
      workspaceId,
      computedAt: now,
      ...norms,
      stageDays: Object.fromEntries(norms.stageDays.map(({ stage, days }) => [stageIds.get(stage) ?? '', days])),
    });
    const openDeals = latest?.scopes[0]?.openDeals ?? 0;
    await announce(trx, systemActor(workspaceId), snapshotTaken, { takenOn: today, openDeals, pastDays: missing }, now);
  });
}

function rowsOf(outlook: MomentOutlook, where: Where, owners: readonly string[], now: Date): SnapshotRow[] {
  const { workspaceId, currency } = where;
  return outlook.scopes.flatMap(({ openDeals, periods, fan }, scope) => {
    const isIdle = openDeals === 0 && periods.every(({ wonDeals }) => wonDeals === 0);
    const scopeId = scope === 0 ? workspaceId : owners[scope - 1];
    if (scopeId === undefined || (isIdle && scope > 0)) return [];
    const { takenOn, won: wonDeals } = outlook;
    return [{ workspaceId, scopeId, takenOn, computedAt: now, currency, openDeals, wonDeals, periods, fan }];
  });
}

/** Events become columns, so that years of them fit in memory and travel to the worker without being copied. */
async function readHistories(
  db: Db<PlatformTables>,
  { workspaceId, zone, currency }: Where,
  stages: ReadonlyMap<string, number>,
  signal: AbortSignal,
): Promise<{ histories: Histories; deals: string[]; owners: string[] }> {
  const deals = new Map<string, number>();
  const people = new Map<string, { at: number; rows: number }>();
  const columns = {
    deal: [] as number[],
    version: [] as number[],
    day: [] as number[],
    stage: [] as number[],
    owner: [] as number[],
    cents: [] as number[],
    closeOn: [] as number[],
    state: [] as number[],
  };
  for await (const rows of dealFacts(db, workspaceId, zone)) {
    signal.throwIfAborted();
    for (const row of rows) {
      const deal = deals.get(row.dealId) ?? deals.size;
      deals.set(row.dealId, deal);
      const person = row.ownerId === null ? undefined : (people.get(row.ownerId) ?? { at: people.size + 1, rows: 0 });
      if (person && row.ownerId !== null) people.set(row.ownerId, { ...person, rows: person.rows + 1 });
      columns.deal.push(deal);
      columns.version.push(row.version);
      columns.day.push(row.day);
      columns.stage.push(stages.get(row.stageId) ?? 0);
      columns.owner.push(person?.at ?? 0);
      columns.cents.push(row.cents);
      columns.closeOn.push(row.closeOn ?? Number.NaN);
      columns.state.push(row.currency === currency ? stateNumber(row.state) : states.length - 1);
    }
  }
  const largest = [...people].toSorted(([, a], [, b]) => b.rows - a.rows).slice(0, mostOwners);
  const place = new Map(largest.map(([, { at }], index) => [at, index + 1]));
  return {
    histories: {
      deal: Uint32Array.from(columns.deal),
      version: Int32Array.from(columns.version),
      day: Int32Array.from(columns.day),
      stage: Uint16Array.from(columns.stage),
      owner: Uint16Array.from(columns.owner, (at) => place.get(at) ?? 0),
      cents: Float64Array.from(columns.cents),
      closeOn: Float64Array.from(columns.closeOn),
      state: Uint8Array.from(columns.state),
    },
    deals: [...deals.keys()],
    owners: largest.map(([id]) => id),
  };
}

const stateNumber = (state: string): number => {
  const at = states.findIndex((one) => one === state);
  return at < 0 ? states.length - 1 : at;
};
