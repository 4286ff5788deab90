import { dispositionsOf, ensureCallsDefaults, insertCalls } from '#calls';
import { touchContacts } from '#contacts';
import { at, each, idOrNull, type Loading } from './parts.ts';

/** Their ids, by their place in the example. */
export async function loadCalls({ trx, team, example, ids, now }: Loading): Promise<string[]> {
  const owner = at(team, 0);
  await ensureCallsDefaults(trx, owner, now);
  const dispositions = new Map((await dispositionsOf(trx, owner.workspaceId)).map((one) => [one.meaning, one]));
  const callIds: string[] = [];
  const calls = example.calls.map((call, index) => ({ ...call, index }));
  await each(
    team,
    calls,
    (call) => call.by,
    async (actor, rows) => {
      const past = rows.map(({ by: _, index: __, contact, deal, meaning, ...call }) => {
        const disposition = dispositions.get(meaning);
        if (!disposition) throw new Error(`no disposition that means ${meaning}`);
        return {
          ...call,
          userId: actor.userId,
          contactId: at(ids.contacts, contact),
          dealId: idOrNull(ids.deals, deal),
          disposition,
        };
      });
      const made = await insertCalls(trx, actor, past, now);
      rows.forEach((row, n) => (callIds[row.index] = at(made, n).id));
    },
  );

  // Companies hear of what was spoken with their people.
  const touched = example.contacts.flatMap(({ company, lastTouchAt }, index) =>
    company !== null && lastTouchAt ? [{ contactId: at(ids.contacts, index), at: lastTouchAt }] : [],
  );
  await touchContacts(trx, owner.workspaceId, touched);
  return callIds;
}
