import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from './db.ts';
import { dbOf } from './ground.ts';
import { defineJob } from './jobs.ts';
import type { PlatformTables } from './schema.ts';

/**
 * Until the transaction ends nobody else brings these bytes or takes them away: a file must not go from the disk between its coming and its row. Whoever keeps files that another workspace may
 * have too holds it while they are put and entered.
 */
export async function holdContent<Tables>(trx: Db<Tables>, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 9561))`.execute(trx);
}

export const fileRemoval = {
  name: 'house.removeUnusedFiles',
  payload: z.strictObject({ workspaceId: z.uuid(), files: z.array(z.string()) }),
  attempts: 25,
};

/** From the disk, where no workspace has them any more. */
export const removeUnusedFiles = defineJob({
  ...fileRemoval,
  async run({ workspaceId, files }, { ground, signal }) {
    for (const sha256 of files) {
      signal.throwIfAborted();
      await dbOf<PlatformTables>(ground, { workspaceId })
        .transaction()
        .execute(async (trx) => {
          await holdContent(trx, sha256);
          const { rows } = await sql<{ kept: boolean }>`
            select file_is_kept(${Buffer.from(sha256, 'hex')}) as kept`.execute(trx);
          if (rows[0]?.kept === false) await ground.ports.files.remove(sha256);
        });
    }
  },
});
