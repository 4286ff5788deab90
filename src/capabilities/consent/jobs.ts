import { dbOf } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import { writeBatch } from './commands/letters.ts';
import type { WaysWorld } from './commands/requests.ts';
import { countSummary } from './commands/summary.ts';
import { sightOf } from '#platform/actor';
import { updateBatch } from './queries/letters.ts';
import { lettersWriting, summaryCount } from './job-names.ts';
import { houseOf } from './way-routes.ts';
import type { ConsentTables } from './schema.ts';

export const countConsent = defineJob({
  ...summaryCount,
  async run({ workspaceId, channel }, { ground }) {
    await countSummary(dbOf<ConsentTables>(ground, { workspaceId }), { workspaceId, channel }, ground.ports.clock());
  },
});

export const writeLettersJob = defineJob({
  ...lettersWriting,
  async run({ batchId, ...who }, { ground, signal }) {
    const actor = { kind: 'user' as const, ...who };
    const db = dbOf<WaysWorld>(ground, sightOf(actor));
    try {
      await writeBatch(db, actor, batchId, { ground, signal, house: houseOf(ground) });
    } catch (error) {
      // Until it is tried again.
      if (!signal.aborted) await updateBatch(db, { workspaceId: who.workspaceId, id: batchId }, { state: 'failed' });
      throw error;
    }
  },
});
