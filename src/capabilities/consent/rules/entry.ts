import { createHash } from 'node:crypto';
import { Refusal } from '#platform/errors';
import type { Channel, ConsentSource, DeniedBecause, Proof, WordingPurpose } from '../contract.ts';

/** What a person said, as it is handed to the ledger. */
export type Word = {
  contactId: string;
  channel: Channel;
  /** Advertising, unless it says otherwise. */
  purpose?: WordingPurpose | undefined;
  at: Date;
  source: ConsentSource;
  wording?: string | null | undefined;
  /** The released text that `wording` is. */
  wordingId?: string | undefined;
  proof?: Proof | null | undefined;
  /** Set by imports, so that undoing one takes its entries back. */
  importId?: string | undefined;
} & ({ state: 'granted' | 'unknown' } | { state: 'denied'; because: DeniedBecause });

// Clocks of browsers and servers differ.
const clockToleranceMs = 60_000;

/** The word as it may go into the ledger, or a refusal. What is incomplete may: the gate tells what is missing. */
export function acceptWord(word: Word, now: Date): Word {
  if (word.at.getTime() > now.getTime() + clockToleranceMs) {
    throw new Refusal(422, 'in_the_future', 'Eine Erklärung kann nicht in der Zukunft abgegeben worden sein.');
  }
  if (word.purpose === 'recording' && word.channel !== 'phone')
    throw new Refusal(422, 'not_by_phone', 'Aufgenommen wird nur, was am Telefon gesprochen wird.');
  const confirmable = word.channel === 'phone' || word.channel === 'sms' || word.channel === 'email';
  if (word.state === 'granted' && word.source === 'double_opt_in' && confirmable && !word.proof?.confirmedOver) {
    throw new Refusal(
      422,
      'confirmation_missing',
      'Bei einem Double-Opt-in muss feststehen, worüber die Person bestätigt hat.',
    );
  }
  return { ...word, at: word.at > now ? now : word.at };
}

/** The fingerprint of an entry's evidence, the same for the same wording and proof on every machine. */
export function evidenceSha256(wording: string | null, proof: Proof | null): string {
  const sorted = proof && Object.entries(proof).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([wording, sorted]))
    .digest('hex');
}
