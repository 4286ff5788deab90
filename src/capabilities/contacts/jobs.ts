import { z } from 'zod';
import { dbOf } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import { Id } from '#platform/operation';
import { findCompanies } from './queries/companies.ts';
import { replaceKeys } from './queries/keys.ts';
import { findPeopleOf, lockContacts } from './queries/people.ts';
import { keysOfContact } from './rules/keys.ts';
import type { ContactsTables } from './schema.ts';

/** A company has a new name: its people are found by it from now on. */
export const refreshPeople = defineJob({
  name: 'contacts.refreshPeople',
  payload: z.strictObject({ workspaceId: Id, companyId: Id }),
  attempts: 10,
  async run({ workspaceId, companyId }, { ground, signal }) {
    const db = dbOf<ContactsTables>(ground, { workspaceId });
    const [company] = await findCompanies(db, workspaceId, [companyId]);
    let after: string | undefined;
    do {
      signal.throwIfAborted();
      const ids = await findPeopleOf(db, workspaceId, companyId, { limit: 500, after });
      await db.transaction().execute(async (trx) => {
        const people = (await lockContacts(trx, workspaceId, ids)).filter((row) => row.removedAt === null);
        await replaceKeys(
          trx,
          workspaceId,
          'contact',
          people.map((row) => ({ id: row.id, keys: keysOfContact(row, company?.name) })),
        );
      });
      after = ids.at(-1);
    } while (after !== undefined);
  },
});
