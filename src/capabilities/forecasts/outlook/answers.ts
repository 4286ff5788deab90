import { type DealsTables, findDealsAtStage, type Share, sumWonByMonth } from '#deals';
import { findWorkspace, localDay, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { findLastWords } from '../goals/queries.ts';
import type { GoalTables } from '../goals/schema.ts';
import { sightOf } from '../sight.ts';
import type { BacktestView, OutlookDealsView, OutlookView } from './contract.ts';
import { daysOf, endedBefore, type Period } from './periods.ts';
import { findLatestSnapshot, findSnapshotsOf, listForecastDeals } from './queries.ts';
import { backtestOf, cameIn, missingOf } from './rules.ts';
import type { OutlookTables } from './schema.ts';

type World = OutlookTables & GoalTables & DealsTables & WorkspaceTables;

const itemsShown = 50;
const periodsShown = 12;

async function hereAndNow(db: Db<WorkspaceTables>, actor: Actor, now: Date) {
  const workspace = await findWorkspace(db, actor.workspaceId);
  if (!workspace) throw notFound();
  return { today: localDay(now, workspace.timeZone), currency: workspace.currency, zone: workspace.timeZone };
}

const scopeOf = (actor: Actor, { ownerId }: Share) => ({
  workspaceId: actor.workspaceId,
  scopeId: ownerId ?? actor.workspaceId,
});

type Whose = { ownerId?: string | undefined };

export async function findOutlook(db: Db<World>, actor: Actor, asked: Whose, now: Date): Promise<OutlookView> {
  const share = sightOf(actor, asked);
  const { today, currency } = await hereAndNow(db, actor, now);
  const row = await findLatestSnapshot(db, scopeOf(actor, share));
  if (!row || row.currency !== currency) return { today, currency, snapshot: null };
  return {
    today,
    currency,
    snapshot: {
      takenOn: row.takenOn,
      computedAt: row.computedAt.toISOString(),
      openDeals: row.openDeals,
      wonDeals: row.wonDeals,
      periods: row.periods.map((period) => ({ ...period, missing: missingOf(period, row) })),
      fan: row.fan,
    },
  };
}

export async function findOutlookDeals(
  db: Db<World>,
  actor: Actor,
  { period, ...asked }: Whose & { period: Period },
): Promise<OutlookDealsView> {
  const share = sightOf(actor, asked);
  const { workspaceId } = actor;
  const latest = await findLatestSnapshot(db, scopeOf(actor, share));
  const at = latest?.periods.findIndex((one) => one.period === period) ?? -1;
  if (at < 0) return { period, owners: [], items: [] };
  const told = new Map((await listForecastDeals(db, workspaceId)).map((row) => [row.dealId, row]));
  const deals = await findDealsAtStage(db, workspaceId, [...told.keys()]);
  const all = deals
    .filter(({ wonAt, lostAt, ownerId }) => !wonAt && !lostAt && (share.ownerId ?? ownerId) === ownerId)
    .map((deal) => {
      const { worthCents = 0, chances = [] } = told.get(deal.id) ?? {};
      const chance = chances[at] ?? 0;
      return { deal, worthCents, chance, expectedCents: Math.round(worthCents * chance) };
    })
    .toSorted((a, b) => b.expectedCents - a.expectedCents || (a.deal.id < b.deal.id ? -1 : 1));
  return {
    period,
    owners: [...Map.groupBy(all, ({ deal }) => deal.ownerId)]
      .map(([ownerId, of]) => ({
        ownerId,
        deals: of.length,
        expectedCents: of.reduce((sum, { expectedCents }) => sum + expectedCents, 0),
      }))
      .toSorted((a, b) => b.expectedCents - a.expectedCents),
    items: all.slice(0, itemsShown).map(({ deal, worthCents, chance, expectedCents }) => ({
      dealId: deal.id,
      title: deal.title,
      ownerId: deal.ownerId,
      closeOn: deal.closeOn,
      stage: deal.stageName,
      valueCents: deal.valueCents,
      worthCents,
      chance,
      expectedCents,
    })),
  };
}

export async function findBacktest(
  db: Db<World>,
  actor: Actor,
  { kind, ...asked }: Whose & { kind: 'month' | 'quarter' },
  now: Date,
): Promise<BacktestView> {
  const share = sightOf(actor, asked);
  const { today, currency, zone } = await hereAndNow(db, actor, now);
  const periods = endedBefore(today, kind, periodsShown);
  const starts = periods.map((period) => daysOf(period).from);
  const from = new Date(Temporal.PlainDate.from(starts.at(-1) ?? today).toZonedDateTime(zone).epochMilliseconds);
  const [snapshots, words, won] = await Promise.all([
    findSnapshotsOf(db, scopeOf(actor, share), starts),
    findLastWords(
      db,
      scopeOf(actor, share),
      periods.map((period) => ({ period, before: eveningOf(daysOf(period).from, zone) })),
    ),
    sumWonByMonth(db, actor.workspaceId, { ...share, currency }, { from, zone }),
  ]);
  const taken = new Map(snapshots.filter((one) => one.currency === currency).map((one) => [one.takenOn, one.periods]));
  return {
    currency,
    kind,
    ...backtestOf(
      periods.map((period) => ({
        period,
        told: taken.get(daysOf(period).from)?.find((one) => one.period === period),
        cameCents: cameIn(period, won),
        commitCents: words.get(period),
      })),
    ),
  };
}

/** What is said on the first day itself is said beforehand. */
const eveningOf = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
