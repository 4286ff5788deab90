import { z } from 'zod';
import { type DealsTables, dealLost, dealWon } from '#deals';
import type { WorkspaceTables } from '#workspace';
import type { Db } from '#platform/db';
import { dbOf } from '#platform/ground';
import type { Chore } from '#platform/housekeeping';
import { defineJob, enqueue } from '#platform/jobs';
import { Id } from '#platform/operation';
import { isNews, type Listener } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import type { HealthTables } from '../health/schema.ts';
import { takeSnapshots } from './commands.ts';
import { countEnded, findLatestSnapshot } from './queries.ts';
import type { OutlookTables } from './schema.ts';

export type OutlookWorld = OutlookTables & HealthTables & DealsTables & WorkspaceTables & PlatformTables;

const computing = {
  name: 'forecasts.compute',
  /** `unlessFresh`: only after so many ended deals. */
  payload: z.strictObject({ workspaceId: Id, unlessFresh: z.boolean().default(false) }),
  attempts: 3,
  patient: true as const,
};

/** One workspace after the other: it takes a core for a while. */
const queue = 'forecasts';
const enoughEnded = 10;
const quarterHourMs = 15 * 60_000;

export const computeForecasts = defineJob({
  ...computing,
  async run({ workspaceId, unlessFresh }, { ground, signal }) {
    const db = dbOf<OutlookWorld>(ground, { workspaceId });
    const now = ground.ports.clock();
    if (unlessFresh) {
      const latest = await findLatestSnapshot(db, { workspaceId, scopeId: workspaceId });
      if (!latest || (await countEnded(db, workspaceId, latest.computedAt)) < enoughEnded) return;
    }
    await takeSnapshots(db, workspaceId, { now, signal });
  },
});

export const computeSoon = (trx: Db<PlatformTables>, workspaceId: string): Promise<void> =>
  enqueue(trx, computing, { workspaceId }, { key: `forecast ${workspaceId}`, queue });

/** Every night. */
export const freezeForecasts: Chore<OutlookWorld> = async (db, _now, _most) => {
  const workspace = await db.selectFrom('workspace').select('workspaceId').executeTakeFirst();
  if (workspace) await computeSoon(db, workspace.workspaceId);
  return 0;
};

/** After the quarter of an hour in which deals end, it is looked whether there were enough of them: one look for all. What an import tells of long ago waits for the night. */
async function look({ workspaceId }: EventRow, trx: Db<PlatformTables>): Promise<void> {
  const runAt = new Date(Math.ceil((Date.now() + 1) / quarterHourMs) * quarterHourMs);
  const payload = { workspaceId, unlessFresh: true };
  await enqueue(trx, computing, payload, { key: `forecast look ${workspaceId}`, queue, runAt });
}

export const learnFromEnded: readonly Listener[] = [dealWon, dealLost].map(({ type }) => ({
  type,
  wants: isNews,
  hear: look,
}));
