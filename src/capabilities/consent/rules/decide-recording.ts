import type { RecordingAnswer } from '../contract.ts';
import type { LedgerEntry } from './ledger.ts';

export type RecordingFacts = {
  /** Whether this workspace records at all; off until somebody switches it on. */
  switchedOn: boolean;
  /** The latest word of the user whose voice is in it. */
  agreement: { id: string; state: 'granted' | 'withdrawn' } | undefined;
  /** The standing word of the person at the other end about being recorded. */
  word: Pick<LedgerEntry, 'id' | 'state' | 'because' | 'at' | 'wording'> | undefined;
  at: Date;
};

/** May this conversation be recorded? Each voice in it must have said yes, before. Silence means no. */
export function decideRecording(facts: RecordingFacts): RecordingAnswer {
  const { switchedOn, agreement, word, at } = facts;
  if (!switchedOn) return { allowed: false, because: 'switched_off' };
  if (!agreement) return { allowed: false, because: 'user_not_asked' };
  if (agreement.state === 'withdrawn') return { allowed: false, because: 'user_withdrew' };
  if (!word || word.state === 'unknown') return { allowed: false, because: 'not_asked' };
  if (word.state === 'denied')
    return { allowed: false, because: word.because === 'withdrawn' ? 'withdrawn' : 'refused' };
  if (word.at > at) return { allowed: false, because: 'not_prior' };
  if (!word.wording?.trim()) return { allowed: false, because: 'not_documented' };
  return { allowed: true, entryId: word.id, agreementId: agreement.id };
}
