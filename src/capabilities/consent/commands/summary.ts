import { findWorkspace } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { enqueue } from '#platform/jobs';
import { callerNumber } from '../answers.ts';
import type { Channel, ConsentSummary } from '../contract.ts';
import { summaryCount } from '../job-names.ts';
import { countKnownGroups, countParties } from '../queries/gate.ts';
import { findKeptSummary, forgetSummary, keepSummary } from '../queries/summary.ts';
import { summarise } from '../rules/summary.ts';
import type { ConsentTables } from '../schema.ts';

/** Fewer are counted each time somebody looks. */
const keptFrom = 50_000;
const freshForMs = 10 * 60_000;

/** The overview: of a large workspace as it was counted last, and soon counted anew when that is a while ago. */
export async function findSummary(
  db: Db<ConsentTables>,
  actor: Actor,
  channel: Channel,
  now: Date,
): Promise<ConsentSummary> {
  const { workspaceId } = actor;
  // Who sees only their own has numbers of their own, and small ones.
  if (actor.seesOnlyOwn) return counted(await count(db, workspaceId, channel, now), now);
  const kept = await findKeptSummary(db, { workspaceId, channel });
  if (!kept) return counted(await countSummary(db, { workspaceId, channel }, now), now);
  if (now.getTime() - kept.countedAt.getTime() > freshForMs) await recount(db, workspaceId, channel);
  return counted(kept.summary, kept.countedAt);
}

/** In the background: much has changed at once, or somebody looked at old numbers. `notBefore`: where more of it may follow, which is then counted with it. */
export function recount<Tables>(
  db: Db<Tables>,
  workspaceId: string,
  channel: Channel,
  notBefore?: Date,
): Promise<void> {
  const key = `consent.summary ${workspaceId} ${channel}`;
  return enqueue(db, summaryCount, { workspaceId, channel }, { key, ...(notBefore && { runAt: notBefore }) });
}

export async function countSummary(
  db: Db<ConsentTables>,
  key: { workspaceId: string; channel: Channel },
  now: Date,
): Promise<Omit<ConsentSummary, 'countedAt'>> {
  const summary = await count(db, key.workspaceId, key.channel, now);
  if (summary.contacts < keptFrom) await forgetSummary(db, key);
  else await keepSummary(db, { ...key, summary, countedAt: now });
  return summary;
}

async function count(db: Db<ConsentTables>, workspaceId: string, channel: Channel, now: Date) {
  const [home, parties, known] = await Promise.all([
    findWorkspace(db, workspaceId),
    countParties(db, workspaceId),
    countKnownGroups(db, workspaceId, channel, now),
  ]);
  if (!home) throw notFound();
  return summarise(channel, home, parties, known, { at: now, callerNumber });
}

const counted = (summary: Omit<ConsentSummary, 'countedAt'>, at: Date): ConsentSummary => ({
  ...summary,
  countedAt: at.toISOString(),
});
