import { z } from 'zod';
import {
  callChanged,
  callLogged,
  callRemoved,
  callReopened,
  callRestored,
  type CallsTables,
  countReach,
  countReachOfPeople,
} from '#calls';
import type { ContactsTables } from '#contacts';
import { type DealsTables, sumWonDeals } from '#deals';
import type { MeetingsTables } from '#meetings';
import { findWorkspace, isHoliday, isPlace, type WorkspaceTables } from '#workspace';
import type { Db } from '#platform/db';
import { dbOf } from '#platform/ground';
import type { Chore } from '#platform/housekeeping';
import { defineJob, enqueue } from '#platform/jobs';
import { isNews, type Listener } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import type { Transaction } from 'kysely';
import { addDays, dayOf, spanOfDay } from '../rules/due.ts';
import { openWindows } from './hours.ts';
import { learnReach as learn } from './learn.ts';
import { countFirstReached, keepReach } from './queries.ts';
import type { ReachTables } from './schema.ts';

export type ReachWorld = ReachTables & CallsTables & ContactsTables & DealsTables & MeetingsTables & WorkspaceTables;

/** People change: what is older does not count. */
const daysBack = 365;
/** A sale takes its time: who was reached for the first time within the last days can't tell yet. */
const daysToBuy = 60;

/** Counts all calls of a year anew, so that it may run as often as anybody likes. */
export async function learnReachOf(db: Db<ReachWorld>, workspaceId: string, now: Date): Promise<void> {
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) return;
  const { timeZone: zone, region, country, currency } = workspace;
  const to = addDays(dayOf(now, zone), 1);
  const from = addDays(to, -daysBack);
  const at = (day: string) => spanOfDay(day, zone).from;
  const place = isPlace(region) ? region : country;
  const days = Array.from({ length: daysBack }, (_, days) => addDays(from, days));
  const span = { from: at(from), to: at(to), zone, without: days.filter((day) => isHoliday(day, place)) };
  const counts = await countReach(db, workspaceId, span);
  const people = await countReachOfPeople(db, workspaceId, span);
  const firstReached = await countFirstReached(db, workspaceId, { from: span.from, to: at(addDays(to, -daysToBuy)) });
  const won = await sumWonDeals(db, workspaceId, {}, span.from);
  const ours = won.find((sum) => sum.currency === currency);
  const model = learn({
    from,
    to,
    counts,
    people,
    firstReached,
    won: { deals: ours?.deals ?? 0, cents: ours?.valueCents ?? 0 },
    open: openWindows,
  });
  await keepReach(db, workspaceId, model, now);
}

export const learnReach = defineJob({
  name: 'next-steps.learnReach',
  payload: z.strictObject({ workspaceId: z.uuid() }),
  attempts: 4,
  patient: true,
  run: async ({ workspaceId }, { ground }) =>
    learnReachOf(dbOf<ReachWorld>(ground, { workspaceId }), workspaceId, ground.ports.clock()),
});

const rhythm = 10 * 60_000;

/** All that happens within ten minutes of the clock is counted once: the same key and the same time make one job. */
const soon = async ({ workspaceId, recordedAt }: EventRow, trx: Transaction<PlatformTables>): Promise<void> => {
  const runAt = new Date(Math.ceil((recordedAt.getTime() + 1) / rhythm) * rhythm);
  await enqueue(trx, learnReach, { workspaceId }, { key: `reach ${workspaceId}`, runAt });
};
export const learnFromCalls: readonly Listener[] = [
  callLogged,
  callChanged,
  callReopened,
  callRemoved,
  callRestored,
].map(({ type }) => ({ type, wants: isNews, hear: soon }));

/** Of history that was brought in. */
export const learnReachSoon = (trx: Db<PlatformTables>, workspaceId: string): Promise<void> =>
  enqueue(trx, learnReach, { workspaceId }, { key: `reach ${workspaceId}` });

/** The year that counts goes on by a day. */
export const learnReachAnew: Chore<ReachTables> = async (db) => {
  const learned = await db.selectFrom('reach').select('workspaceId').execute();
  for (const { workspaceId } of learned) await enqueue(db, learnReach, { workspaceId });
  return 0;
};
