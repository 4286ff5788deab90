import type { Db } from '#platform/db';
import type { AudiencesWorld } from './world.ts';

/** Art. 21 GDPR: whoever objects to profiling is in no group and gets no fit. */
export async function objectorsAmong(
  _db: Db<AudiencesWorld>,
  _workspaceId: string,
  _contactIds: readonly string[],
): Promise<ReadonlySet<string>> {
  return new Set();
}
