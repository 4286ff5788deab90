import type { AccessTables } from '#access';
import { type CallsTables, findLongestCalls, toCallViews } from '#calls';
import { type ConversationsTables, findKeptRecordings } from '#conversations';
import { dealItemsOf, dealPage, type DealsWorld } from '#deals';
import type { DealItem } from '#deals/contract';
import { findHealth, type ForecastsTables } from '#forecasts';
import type { ChangesView } from '#forecasts/contract';
import type { MeetingsTables } from '#meetings';
import { type NextStepsTables, nextStepsOf } from '#next-steps';
import type { ScriptsTables } from '#scripts';
import { hereAndNow, localDay } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { AgreedTask } from './contract.ts';
import { findBefore, findEarlierTasks } from './queries.ts';
import { type CallPoint, callsWorthHearing, type DealPoint, dealsToDiscuss, dueDays } from './rules.ts';
import type { TeamMeetingsTables } from './schema.ts';

export type TeamMeetingsWorld = TeamMeetingsTables &
  AccessTables &
  DealsWorld &
  NextStepsTables &
  ScriptsTables &
  ForecastsTables &
  CallsTables &
  MeetingsTables &
  ConversationsTables;

/** The head of each list that a point can come from: the largest, so that what is left out is small. */
const heads = 60;
const callHeads = 60;
const earlierShown = 50;
const daysBeforeFirst = 7;
/** As far back as the forecast can tell. */
const reachDays = 90;

/** From which moment on a meeting that begins now looks back. */
export async function lookBack(
  db: Db<TeamMeetingsWorld>,
  workspaceId: string,
  now: Date,
): Promise<{ since: Date; sinceOn: string; today: string }> {
  const [here, before] = await Promise.all([hereAndNow(db, workspaceId, now), findBefore(db, workspaceId, now)]);
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const wanted = before?.begunAt ?? daysAgo(daysBeforeFirst);
  const since = wanted < daysAgo(reachDays) ? daysAgo(reachDays) : wanted;
  return { since, sinceOn: localDay(since, here.zone), today: here.today };
}

export type GatheredAgenda = { deals: DealPoint[]; leftOut: number; calls: CallPoint[] };

export async function gatherAgenda(
  db: Db<TeamMeetingsWorld>,
  actor: Actor,
  { since, today, changes }: { since: Date; today: string; changes: ChangesView },
  now: Date,
): Promise<GatheredAgenda> {
  const { workspaceId } = actor;
  const deals = await candidates(db, actor, today, changes, now);
  const ids = deals.map(({ id }) => id);
  const [{ items }, calls] = await Promise.all([
    findHealth(db, actor, ids, now),
    findLongestCalls(db, workspaceId, since, callHeads),
  ]);
  const health = new Map(items.map(({ dealId, reasons }) => [dealId, reasons]));
  const { points, leftOut } = dealsToDiscuss({ deals, health, changes: changes.items }, today);
  const recordings = await findKeptRecordings(
    db,
    workspaceId,
    calls.map(({ id }) => id),
  );
  return { deals: points, leftOut, calls: callsWorthHearing(await toCallViews(db, workspaceId, calls), recordings) };
}

/** Everything a reason can be found for: the largest deals, the stuck ones, those to close soon or long ago, and what moved. */
async function candidates(
  db: Db<TeamMeetingsWorld>,
  actor: Actor,
  today: string,
  changes: ChangesView,
  now: Date,
): Promise<DealItem[]> {
  const day = Temporal.PlainDate.from(today);
  const months = [...new Set([day, day.add({ days: dueDays })].map((one) => one.toString().slice(0, 7)))];
  const lists = await Promise.all(
    [{}, { stale: true }, { closing: 'overdue' }, ...months.map((closing) => ({ closing }))].map((filter) =>
      dealPage(db, actor, { state: 'open', stale: false, sort: '-valueCents', limit: heads, ...filter }, now),
    ),
  );
  const listed = new Map(lists.flatMap(({ items }) => items).map((deal) => [deal.id, deal]));
  const moved = changes.items.map(({ dealId }) => dealId).filter((id) => !listed.has(id));
  const others = await dealItemsOf(db, actor.workspaceId, [...new Set(moved)], now);
  return [...listed.values(), ...others];
}

/** What became of what was agreed before. */
export async function earlierTasksOf(
  db: Db<TeamMeetingsWorld>,
  workspaceId: string,
  before: Date,
): Promise<AgreedTask[]> {
  const agreed = await findEarlierTasks(db, workspaceId, before, earlierShown);
  const steps = await nextStepsOf(
    db,
    workspaceId,
    agreed.map(({ nextStepId }) => nextStepId),
  );
  const byId = new Map(steps.map((step) => [step.id, step]));
  return agreed.flatMap(({ nextStepId, title, begunAt }) => {
    const step = byId.get(nextStepId);
    return step ? [{ agreedAt: begunAt.toISOString(), pointTitle: title, step }] : [];
  });
}
