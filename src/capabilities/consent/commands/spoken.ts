import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import type { RecordSpoken } from '../contract.ts';
import { findWordings } from '../queries/forms.ts';
import { acceptWord, type Word } from '../rules/entry.ts';
import type { ConsentEntryRow } from '../schema.ts';
import { type ConsentWorld, recordConsents, requireParty } from './ledger.ts';

/** Everything that was asked in one call, or nothing of it. A no is an answer too: whoever asks again would not have listened. */
export function recordSpoken(
  db: Db<ConsentWorld>,
  actor: Actor,
  input: RecordSpoken & { contactId: string; source: 'incoming_call' | 'outgoing_call' },
  now: Date,
): Promise<ConsentEntryRow[]> {
  return inTransaction(db, async (trx) => {
    const { contactId, source, answers, reference, personName, personAddress } = input;
    await requireParty(trx, actor.workspaceId, contactId);
    const wordings = await findWordings(
      trx,
      actor.workspaceId,
      answers.map(({ wordingId }) => wordingId),
    );
    const proof = {
      reference,
      advertiser: 'us' as const,
      ...(personName && { personName }),
      ...(personAddress && { personAddress }),
    };
    const words = answers.map(({ wordingId, says }): Word => {
      const wording = wordings.find(({ id }) => id === wordingId);
      if (!wording) throw notFound();
      if (wording.purpose !== 'advertising')
        throw new Refusal(422, 'not_for_advertising', 'Dieser Wortlaut fragt nicht nach Werbung.');
      const asked = {
        contactId,
        channel: wording.channel,
        at: new Date(input.at),
        source,
        wording: wording.text,
        wordingId,
        proof,
      };
      const word: Word =
        says === 'yes' ? { ...asked, state: 'granted' } : { ...asked, state: 'denied', because: 'refused' };
      return acceptWord(word, now);
    });
    if (new Set(words.map(({ channel }) => channel)).size < words.length)
      throw new Refusal(422, 'asked_twice', 'Zu jedem Weg gehört in einem Anruf nur eine Frage.');
    return recordConsents(trx, actor, words, now);
  });
}
