import { fill } from './facts.ts';
import { picksUp } from './natures.ts';
import {
  type Act,
  advance,
  agreeCallBack,
  begin,
  days,
  dealOf,
  later,
  lose,
  missed,
  type Outcome,
  placeCall,
  plan,
  planMeeting,
  type Plan,
  recalculate,
  talkNote,
  type Thread,
  withAside,
} from './thread.ts';
import * as said from './words/calls.ts';
import * as steps from './words/steps.ts';

/** What happens when a plan's time has come. */
export const acts: Record<Act, (thread: Thread, now: Plan, at: Date) => Outcome> = {
  talk(thread, now, at) {
    const { by, facts, contact, nature, will } = thread;
    if (!reached(thread, now, at)) return missed(thread, now, at);
    const yes = Math.exp(0.5 * will);
    const result =
      thread.deal === null
        ? by.weighted({
            connected: 19 * yes,
            callback: 22,
            appointment: 15 * yes,
            refused: 36 / yes,
            wrong_number: 3,
            objected: 3 / yes,
          })
        : by.weighted({ connected: 18, callback: 14, appointment: 44 * yes, refused: 20 / yes });
    if (result === 'callback') return agreeCallBack(thread, now, at, 'talk');
    if (result === 'connected') {
      advance(thread, thread.deal === null ? 0 : 1, at, now.offset);
      const call = placeCall(thread, at, 'connected', talkNote(thread));
      const away = days(nature, by.between(2, 7));
      const wish = { title: fill(by.pick(steps.followUp), facts), away, promised: by.likely(0.4) };
      return { call, next: plan('talk', { at, offset: now.offset, call }, wish) };
    }
    if (result === 'appointment') {
      advance(thread, 2, at, now.offset);
      const call = placeCall(
        thread,
        at,
        'appointment',
        withAside(thread, fill(by.pick<string>(wordsFor(thread, said.appointment, said.appointmentBusiness)), facts)),
      );
      return { call, next: planMeeting(thread, { at, offset: now.offset, call }) };
    }
    if (result === 'refused') {
      const call = placeCall(thread, at, 'refused', withAside(thread, by.pick(said.refused)));
      lose(thread, lossOf(thread, ['price', 'need', 'rival', 'timing']), at);
      contact.status = 'kein Interesse';
      const wish = { kind: 'task' as const, title: by.pick(steps.keepInTouch), away: by.between(40, 75) };
      const lately = now.offset > -40 && by.likely(0.08);
      return { call, next: lately ? plan('later', { at, offset: now.offset, call }, wish) : undefined };
    }
    if (result === 'objected') return { call: object(thread, at), next: undefined };
    return { call: placeCall(thread, at, 'wrong_number', by.pick(said.wrongNumber)), next: undefined };
  },

  meeting(thread, now, at) {
    const { by, calendar, nature, will } = thread;
    if (by.likely(0.1 * Math.exp(-0.5 * will))) {
      const call = placeCall(thread, later(at, 0.2), 'no_answer', by.pick(steps.noShow));
      const wish = { title: by.pick(steps.reschedule), away: by.between(1, 2) };
      return { call, next: plan('talk', { at: later(at, 0.2), offset: now.offset, call }, wish) };
    }
    const offered = later(at, 1 + by.roll() * 2);
    advance(thread, 2, at, now.offset);
    if (offered < calendar.now) advance(thread, 3, offered, now.offset);
    const from = { at, offset: now.offset, call: null };
    const next = by.likely(0.25)
      ? plan('adjust', from, {
          kind: 'task',
          title: by.pick<string>(wordsFor(thread, steps.adjustOffer, steps.adjustOfferBusiness)),
          away: by.between(1, 2),
          promised: true,
        })
      : plan('offer', from, {
          title: by.pick(steps.discussOffer),
          away: days(nature, by.between(2, 7)),
          promised: by.likely(0.6),
        });
    return { call: null, next };
  },

  adjust(thread, now, at) {
    const { by, nature } = thread;
    recalculate(thread, at);
    const away = days(nature, by.between(1, 3));
    const wish = { title: by.pick(steps.discussOffer), away, promised: by.likely(0.5) };
    return { call: null, next: plan('offer', { at, offset: now.offset, call: null }, wish) };
  },

  offer(thread, now, at) {
    const { by, facts, contact, nature, will } = thread;
    if (!reached(thread, now, at)) return missed(thread, now, at);
    advance(thread, 3, at, now.offset);
    const yes = Math.exp(0.85 * will);
    const result = by.weighted({ thinks: 60 / Math.sqrt(yes), adjust: 9, accept: 21 * yes, reject: 24 / yes });
    if (result === 'thinks') {
      const away = Math.min(14, days(nature, by.between(2, 9)));
      const { call, next } = agreeCallBack(thread, now, at, 'offer', away);
      return { call, next: { ...next, title: fill(by.pick(steps.decide), facts) } };
    }
    if (result === 'adjust') {
      const call = placeCall(thread, at, 'connected', withAside(thread, by.pick(said.wantsOther)));
      const wish = {
        kind: 'task' as const,
        title: by.pick<string>(wordsFor(thread, steps.adjustOffer, steps.adjustOfferBusiness)),
        away: by.between(1, 2),
        promised: true,
      };
      return { call, next: plan('adjust', { at, offset: now.offset, call }, wish) };
    }
    if (result === 'accept') {
      advance(thread, 4, at, now.offset);
      const call = placeCall(thread, at, 'connected', by.pick(said.accepted));
      const wish = { kind: 'task' as const, title: by.pick(steps.signing), away: by.between(1, 5), promised: true };
      return { call, next: plan('sign', { at, offset: now.offset, call }, wish) };
    }
    lose(thread, lossOf(thread, ['price', 'price', 'rival', 'budget', 'timing']), at);
    contact.status = 'kein Interesse';
    return { call: placeCall(thread, at, 'refused', by.pick(said.declined)), next: undefined };
  },

  sign(thread, now, at) {
    const { by, contact } = thread;
    if (by.likely(0.07)) {
      lose(thread, 'budget', at);
      return {
        call: placeCall(thread, at, 'refused', 'Bank hat abgelehnt. Tut den beiden selber leid.'),
        next: undefined,
      };
    }
    const deal = dealOf(thread);
    if (deal) deal.ended = { as: 'won', at: later(at, 0.1), by: thread.owner };
    contact.status = 'Kunde';
    askForHelp(thread, at);
    const wish = { kind: 'task' as const, title: 'Montagetermin abstimmen', away: by.between(4, 12), promised: true };
    return {
      call: null,
      next: by.likely(0.85) ? plan('build', { at, offset: now.offset, call: null }, wish) : undefined,
    };
  },

  /** Who was content is asked later whether something is missing; not yet planned while that is far away. */
  build(thread, now, at) {
    const { by } = thread;
    thread.deal = null;
    const away = by.between(12, 95);
    if (!by.likely(0.8) || now.offset + away > 10) return { call: null, next: undefined };
    const wish = { title: by.pick(steps.again), away };
    return { call: null, next: plan('again', { at, offset: now.offset, call: null }, wish) };
  },

  again(thread, now, at) {
    const { by, contact } = thread;
    if (!reached(thread, now, at)) return missed(thread, now, at);
    if (!by.likely(0.65))
      return { call: placeCall(thread, at, 'connected', by.pick(said.contentForNow)), next: undefined };
    const more = by.pick<steps.More>(contact.kind === 'business' ? steps.moreForBusinesses : steps.moreForHomes);
    begin(thread, {
      title: more.title,
      euros: by.between(...more.euros),
      will: thread.will + 1,
      stage: 3,
      at,
      offset: now.offset,
    });
    const call = placeCall(thread, at, 'connected', by.pick(said.wantsMore));
    const wish = { kind: 'task' as const, title: by.pick(steps.signing), away: by.between(2, 12), promised: true };
    return { call, next: plan('sign', { at, offset: now.offset, call }, wish) };
  },

  later: () => ({ call: null, next: undefined }),
};

function wordsFor({ contact }: Thread, home: readonly string[], business: readonly string[]): readonly string[] {
  return contact.kind === 'business' ? business : home;
}

/** Some of the team are better at it than others: by the place in it. */
const reaching = [0, 0, 0.1, 0.35, -0.25];

function reached({ by, nature, owner, calendar }: Thread, now: Plan, at: Date): boolean {
  const own = { ...nature, picksUp: nature.picksUp + (reaching[owner] ?? 0) };
  return by.likely(picksUp(own, at, calendar.zone, now.promised));
}

/** Each kind has its own doubts. */
function lossOf({ by, nature }: Thread, usual: readonly ('price' | 'need' | 'rival' | 'timing' | 'budget')[]) {
  if (by.likely(0.45)) return by.pick(usual);
  const own = { family: 'budget', retired: 'need', plain: 'price', farm: 'rival', firm: 'timing' } as const;
  return own[nature.kind];
}

/** Whoever takes up much time goes on doing so once they have bought. */
function askForHelp({ by, nature, told, calendar, index, deal, owner, number }: Thread, from: Date): void {
  const calls = nature.talks > 1.9 ? by.between(4, 11) : by.likely(0.15) ? 1 : 0;
  for (let n = 0; n < calls; n++) {
    const startedAt = calendar.inOfficeHours(later(from, 24 * by.between(3, 150)));
    if (startedAt >= later(calendar.now, -1)) continue;
    told.calls.push({
      contact: index,
      deal,
      by: owner,
      direction: 'inbound',
      number,
      startedAt,
      durationSeconds: Math.min(3600, Math.round(by.between(180, 900) * nature.talks)),
      meaning: 'connected',
      note: by.pick(said.needsHelp),
    });
  }
}

/** Art. 21 GDPR: it ends the calls, and stands in the ledger. */
function object(thread: Thread, at: Date): number {
  const { by, told, index, owner } = thread;
  const note = by.pick(said.objected);
  const call = placeCall(thread, at, 'objected', note);
  const proof = { reference: 'Gesprächsnotiz', advertiser: 'us' as const };
  told.words.push({
    contact: index,
    channel: 'phone',
    state: 'denied',
    because: 'objected',
    at,
    source: 'outgoing_call',
    wording: note,
    proof,
    by: owner,
  });
  return call;
}
