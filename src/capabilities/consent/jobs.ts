import { sightOf, systemActor } from '#platform/actor';
import { dbOf, houseOf } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import type { ConsentWorld } from './commands/ledger.ts';
import { writeBatch } from './commands/letters.ts';
import type { WaysWorld } from './commands/requests.ts';
import { countSummary } from './commands/summary.ts';
import { suppressObjectors } from './commands/suppression.ts';
import { lettersWriting, objectorsListed, summaryCount } from './job-names.ts';
import { findImportedParties } from './queries/ledger.ts';
import { updateBatch } from './queries/letters.ts';
import { findDenied } from './queries/suppression.ts';
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

const page = 500;

/** After an import; and once for every workspace, for objections older than the list (a migration asks for it). */
export const listObjectors = defineJob({
  ...objectorsListed,
  async run({ workspaceId, importId }, { ground, signal }) {
    const db = dbOf<ConsentWorld>(ground, { workspaceId });
    const { clock, random } = ground.ports;
    let afterId: string | undefined;
    do {
      signal.throwIfAborted();
      afterId = await db.transaction().execute(async (trx) => {
        const from = { afterId, limit: page };
        const contactIds = importId
          ? await findImportedParties(trx, workspaceId, importId, from)
          : await findDenied(trx, workspaceId, from);
        await suppressObjectors(trx, systemActor(workspaceId), contactIds, random, clock());
        return contactIds.length === page ? contactIds.at(-1) : undefined;
      });
    } while (afterId !== undefined);
  },
});
