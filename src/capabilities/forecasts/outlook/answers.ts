import { type DealsTables, findDealsAtStage, type Share, sumWonByMonth } from '#deals';
import { type Here, hereAndNow, localDay, morningOf, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { findLastWords } from '../goals/queries.ts';
import type { GoalTables } from '../goals/schema.ts';
import { sightOf } from '../sight.ts';
import {
  type BacktestView,
  type OutlookDealsView,
  type OutlookView,
  reachDays,
  type Snapshot,
  type SnapshotItem,
} from './contract.ts';
import { daysOf, endedBefore, type Period } from './periods.ts';
import { findLatestSnapshot, findSnapshotsOf, listForecastDeals, listSnapshotDays } from './queries.ts';
import { backtestOf, cameIn, missingOf } from './rules.ts';
import type { OutlookTables, SnapshotRow } from './schema.ts';

type World = OutlookTables & GoalTables & DealsTables & WorkspaceTables;

const itemsShown = 50;
const periodsShown = 12;

const scopeOf = (actor: Actor, { ownerId }: Share) => ({
  workspaceId: actor.workspaceId,
  scopeId: ownerId ?? actor.workspaceId,
});

type Whose = { ownerId?: string | undefined };

export async function findOutlook(db: Db<World>, actor: Actor, asked: Whose, now: Date): Promise<OutlookView> {
  const share = sightOf(actor, asked);
  const { today, currency } = await hereAndNow(db, actor.workspaceId, now);
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

/** What was known when it was frozen; one that was made afterwards, for a past day, knows what that morning knew. */
const knownUntil = ({ takenOn, computedAt }: Pick<SnapshotRow, 'takenOn' | 'computedAt'>, zone: string): Date =>
  localDay(computedAt, zone) === takenOn ? computedAt : morningOf(takenOn, zone);

export async function findSnapshots(
  db: Db<World>,
  actor: Actor,
  asked: Whose,
  now: Date,
): Promise<{ items: SnapshotItem[] }> {
  const share = sightOf(actor, asked);
  const { today, zone } = await hereAndNow(db, actor.workspaceId, now);
  const from = Temporal.PlainDate.from(today).subtract({ days: reachDays }).toString();
  const kept = await listSnapshotDays(db, scopeOf(actor, share), from);
  return {
    items: kept.map((row) => ({ takenOn: row.takenOn, knownUntil: knownUntil(row, zone).toISOString() })),
  };
}

export async function findSnapshotOf(
  db: Db<OutlookTables>,
  actor: Actor,
  share: Share,
  takenOn: string,
  { zone, currency }: Here,
): Promise<Snapshot | undefined> {
  const [row] = await findSnapshotsOf(db, scopeOf(actor, share), [takenOn]);
  if (!row) return undefined;
  const tells = share.pipelineId === undefined && row.currency === currency;
  return { takenOn, knownUntil: knownUntil(row, zone).toISOString(), periods: tells ? row.periods : [] };
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
  const { today, currency, zone } = await hereAndNow(db, actor.workspaceId, now);
  const periods = endedBefore(today, kind, periodsShown);
  const starts = periods.map((period) => daysOf(period).from);
  const from = morningOf(starts.at(-1) ?? today, zone);
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
  morningOf(Temporal.PlainDate.from(day).add({ days: 1 }).toString(), zone);
