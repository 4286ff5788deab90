import { z } from 'zod';
import { searchWords } from '#contacts';
import { dbOf } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import { Id } from '#platform/operation';
import { insertDealWords, lockDealsWithoutWords } from './queries/search.ts';
import type { DealsTables } from './schema.ts';

const batch = 500;

/** Deals that are older than the search get their words. Enqueued for every workspace by a migration. */
export const fillDealWords = defineJob({
  name: 'deals.fillWords',
  payload: z.strictObject({ workspaceId: Id }),
  attempts: 10,
  async run({ workspaceId }, { ground, signal }) {
    const db = dbOf<DealsTables>(ground, { workspaceId });
    let after: string | undefined;
    do {
      signal.throwIfAborted();
      after = await db.transaction().execute(async (trx) => {
        const deals = await lockDealsWithoutWords(trx, workspaceId, { after, limit: batch });
        const words = deals.map(({ id, title }) => ({ id, words: searchWords(title) }));
        await insertDealWords(trx, workspaceId, words);
        return deals.at(-1)?.id;
      });
    } while (after !== undefined);
  },
});
