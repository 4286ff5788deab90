import type { MayContactAnswer } from '#consent/contract';
import type { ContactReach } from './contract.ts';

export type AdviceFacts = {
  /** Null: there is no number, or no address. */
  phone: MayContactAnswer | null;
  mail: MayContactAnswer | null;
  now: Date;
  chanceNow: number | undefined;
  overall: number | undefined;
  /** The next time at which they are reached best and may be called. */
  best: { at: Date; chance: number } | undefined;
  misses: number;
  answered: number;
  openDeal: boolean;
  meetingAt: Date | undefined;
};

type Advice = ContactReach['advice'];

/** So many calls in vain in a row, and a chance of no more than this share of the team's: somebody else's ring would be as good. */
const missesBeforeMail = 4;
const hopeless = 0.6;
/** It is worth waiting for a chance that is better by this factor, if it comes within days. */
const worthWaiting = 1.15;
const patience = 3 * 86_400_000;

/** What to do next with a person. Nothing is proposed that the gate would refuse then. */
export function advise(facts: AdviceFacts): Advice {
  const { phone, mail, now, chanceNow, overall, best, misses, answered, openDeal, meetingAt } = facts;
  const advice = (what: Advice['do'], because: Advice['because'], at: Date | null = null): Advice => ({
    do: what,
    because,
    at: at && at.toISOString(),
  });
  if (meetingAt) return advice('rest', 'meeting_ahead', meetingAt);
  if (phone === null) return mail?.allowed ? advice('mail', 'no_number') : advice('rest', 'no_way');
  if (!phone.allowed && !isLater(phone))
    return mail?.allowed ? advice('mail', 'phone_refused') : advice('rest', 'no_way');
  if (!phone.allowed && phone.because === 'too_often') return advice('rest', 'too_often', untilOf(phone));
  const low = chanceNow !== undefined && overall !== undefined && (best?.chance ?? chanceNow) < overall * hopeless;
  if (mail?.allowed && misses >= missesBeforeMail && low) return advice('mail', 'not_answering');
  if (openDeal && answered >= 2 && misses === 0) return advice('meeting', 'spoken_often');
  const waits = best !== undefined && best.at.getTime() > now.getTime();
  if (!phone.allowed || phone.quiet) {
    if (best && waits) return advice('call_at', 'better_then', best.at);
    return advice('call_at', 'opens_then', untilOf(phone));
  }
  if (best && waits && best.at.getTime() - now.getTime() < patience && best.chance > (chanceNow ?? 0) * worthWaiting)
    return advice('call_at', 'better_then', best.at);
  return advice('call', chanceNow !== undefined && best && !waits ? 'good_now' : 'allowed_now');
}

/** Refused for now, not for good. */
export function isLater(answer: MayContactAnswer): boolean {
  return !answer.allowed && ['too_often', 'rest_day', 'outside_hours'].includes(answer.because);
}

function untilOf(answer: MayContactAnswer): Date | null {
  const until = answer.allowed ? answer.quiet?.until : answer.facts.until;
  return until === undefined ? null : new Date(until);
}
