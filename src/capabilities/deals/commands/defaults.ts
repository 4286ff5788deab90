import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import type { PlatformTables } from '#platform/schema';
import { lockLossReasons, lockPipelines } from '../queries/pipelines.ts';
import { defaultLossReasons, defaultPipeline } from '../rules.ts';
import type { DealsTables } from '../schema.ts';
import { addLossReason } from './loss-reasons.ts';
import { addPipeline } from './pipelines.ts';

/** What a workspace needs before its first deal. Does nothing where it is there already. */
export async function ensureDealsDefaults(
  trx: Db<DealsTables & PlatformTables>,
  actor: Actor,
  now: Date,
): Promise<void> {
  if ((await lockPipelines(trx, actor.workspaceId)).length === 0) {
    await addPipeline(trx, actor, { name: defaultPipeline.name, stages: [...defaultPipeline.stages] }, now);
  }
  if ((await lockLossReasons(trx, actor.workspaceId)).length === 0) {
    for (const name of defaultLossReasons) await addLossReason(trx, actor, { name }, now);
  }
}
