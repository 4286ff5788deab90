import type { DispositionMeaning, SuggestedStep } from './contract.ts';
import type { LineCallRow } from './schema.ts';

type Phone = { label: string; value: string };

/** A number with this label reached somebody else; nobody rings it again. */
export const wrongNumberLabel = 'wrong';

export type NumberChoice = { number: string } | { because: 'no_number' | 'number_not_theirs' | 'number_wrong' };

/**
 * The number to dial: the wanted one if it is theirs, else their main one, else their company's. A number that belongs to
 * nobody on the record can't be dialled at all, or the gate would answer for one person and the phone ring at another.
 */
export function chooseNumber(own: readonly Phone[], companys: readonly Phone[], wanted?: string): NumberChoice {
  const known = [...own, ...companys];
  const right = known.filter((phone) => phone.label !== wrongNumberLabel);
  if (wanted === undefined) {
    const [main] = right;
    if (main) return { number: main.value };
    return { because: known.length > 0 ? 'number_wrong' : 'no_number' };
  }
  if (!known.some((phone) => phone.value === wanted)) return { because: 'number_not_theirs' };
  return right.some((phone) => phone.value === wanted) ? { number: wanted } : { because: 'number_wrong' };
}

/** What a disposition changes beyond the call itself. */
export function consequenceOf(meaning: DispositionMeaning | undefined): 'objection' | 'number_wrong' | undefined {
  if (meaning === 'objected') return 'objection';
  return meaning === 'wrong_number' ? 'number_wrong' : undefined;
}

/** In the words of our own telephone and of the carriers. */
const unanswered = /^(no[_-]?answer|timeout|unavailable|declined|call_rejected)$/i;
const takenBack = /^(cancell?(ed)?|originator_cancel)$/i;
const engaged = /^(user_)?busy$/i;

/** What the line makes of a call that no person took. One that the caller took back before it rang says nothing. */
export function meaningOf({
  direction,
  state,
  cause,
  rangAt,
  messageAt,
}: Pick<LineCallRow, 'direction' | 'state' | 'cause' | 'rangAt' | 'messageAt'>): DispositionMeaning | null {
  if (messageAt) return 'voicemail';
  if (direction !== 'outbound' || state !== 'failed' || cause === null) return null;
  if (engaged.test(cause)) return 'busy';
  return unanswered.test(cause) || (rangAt !== null && takenBack.test(cause)) ? 'no_answer' : null;
}

/** A person answered. */
export const answeredMeanings: DispositionMeaning[] = ['connected', 'callback', 'appointment', 'refused', 'objected'];
/** It is known whether the person answered: at a wrong number it was somebody else. */
export const triedMeanings: DispositionMeaning[] = [...answeredMeanings, 'no_answer', 'busy', 'voicemail'];

/** A call that was started here and has only lost its disposition again is open; one that was logged afterwards was never open. */
export function wasStartedHere(call: { direction: string; startedAt: Date; createdAt: Date }): boolean {
  return call.direction === 'outbound' && call.startedAt.getTime() === call.createdAt.getTime();
}

export function endOf(startedAt: Date, durationSeconds: number | null | undefined, now: Date): Date {
  return durationSeconds === null || durationSeconds === undefined
    ? now
    : new Date(startedAt.getTime() + durationSeconds * 1000);
}

type Default = { de: string; en: string; meaning: DispositionMeaning; next: SuggestedStep | null };

/** What a new workspace begins with: nine, one for each number key. */
export const defaultDispositions: readonly Default[] = [
  { de: 'Erreicht', en: 'Reached', meaning: 'connected', next: { kind: 'call', afterDays: 3 } },
  { de: 'Nicht erreicht', en: 'No answer', meaning: 'no_answer', next: { kind: 'call', afterDays: 1 } },
  { de: 'Besetzt', en: 'Busy', meaning: 'busy', next: { kind: 'call', afterDays: 0 } },
  { de: 'Mailbox', en: 'Voicemail', meaning: 'voicemail', next: { kind: 'call', afterDays: 2 } },
  { de: 'Rückruf vereinbart', en: 'Call-back agreed', meaning: 'callback', next: { kind: 'call', afterDays: 1 } },
  { de: 'Termin vereinbart', en: 'Meeting agreed', meaning: 'appointment', next: { kind: 'meeting', afterDays: 3 } },
  { de: 'Kein Interesse', en: 'Not interested', meaning: 'refused', next: null },
  { de: 'Falsche Nummer', en: 'Wrong number', meaning: 'wrong_number', next: null },
  { de: 'Nie wieder anrufen', en: 'Never call again', meaning: 'objected', next: null },
];

/** How long a person stays held without a sign of life from the page; it gives one every 15 seconds. */
const leaseMs = 50_000;

export function dialerLease(now: Date): Date {
  return new Date(now.getTime() + leaseMs);
}
