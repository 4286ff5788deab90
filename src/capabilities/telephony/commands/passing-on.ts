import { anySuppressed, type ConsentTables, issuePermit, mayContactMany, usePermit } from '#consent';
import { type ContactsWorld, matchKeys } from '#contacts';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { newId } from '#platform/ids';
import { targetOf } from '../rules/pass-on.ts';

export type PassingOnWorld = ContactsWorld & ConsentTables;

/**
 * The number a call is passed on to. Whom we know there is called by us like anybody, so the gate is asked and the use of its yes stands in the ledger; where several people have the number, one
 * who may be called is enough. `db` sees all of the workspace: for who sees only their own, others' contacts would be strangers whom nothing protects.
 */
export async function numberToPassOn(
  db: Db<PassingOnWorld>,
  actor: Actor,
  { typed, line }: { typed: string; line: string },
  now: Date,
): Promise<string> {
  const target = targetOf(typed, line);
  if ('because' in target) throw new Refusal(422, target.because, words[target.because]);
  const { number } = target;
  const { workspaceId } = actor;
  return inTransaction(db, async (trx) => {
    const [known] = await matchKeys(trx, workspaceId, [{ kind: 'phone', value: number }]);
    const ask = { channel: 'phone', purpose: 'advertising', at: now } as const;
    if (!known) {
      if (await anySuppressed(trx, workspaceId, [number]))
        throw new Refusal(403, 'address_suppressed', 'Diese Nummer steht auf der Sperrliste.');
      return number;
    }
    const { contactIds } = known;
    const answers = await mayContactMany(trx, { ...ask, workspaceId, contactIds });
    const contactId = contactIds.find((id) => answers.get(id)?.allowed) ?? contactIds[0] ?? '';
    const permit = await issuePermit(trx, actor, { ...ask, contactId, address: number }, now);
    await usePermit(trx, actor, permit, { act: 'call', actId: newId(now.getTime()), at: now }, now);
    return number;
  });
}

const words = {
  number_invalid: 'Das ist keine vollständige Rufnummer.',
  number_short: 'An Notrufe und Kurznummern wird nicht weiterverbunden.',
  number_abroad: 'Weiterverbunden wird nach Deutschland, nach Österreich und in die Schweiz.',
  number_costly: 'An Nummern, die extra kosten, wird nicht weiterverbunden.',
};
