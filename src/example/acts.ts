import { fill } from './facts.ts';
import {
  type Act,
  advance,
  agreeCallBack,
  dealOf,
  later,
  lose,
  missed,
  type Outcome,
  placeCall,
  plan,
  planMeeting,
  type Plan,
  talkNote,
  type Thread,
  withAside,
} from './thread.ts';
import * as said from './words/calls.ts';
import * as steps from './words/steps.ts';

/** What happens when a plan's time has come. */
export const acts: Record<Act, (thread: Thread, now: Plan, at: Date) => Outcome> = {
  talk(thread, now, at) {
    const { by, facts, contact } = thread;
    if (!by.likely(now.promised ? 0.8 : 0.55)) return missed(thread, now, at);
    const result =
      thread.deal === null
        ? by.weighted({ connected: 19, callback: 22, appointment: 15, refused: 38, wrong_number: 3, objected: 3 })
        : by.weighted({ connected: 18, callback: 16, appointment: 44, refused: 22 });
    if (result === 'callback') return agreeCallBack(thread, now, at, 'talk');
    if (result === 'connected') {
      advance(thread, thread.deal === null ? 0 : 1, at);
      const call = placeCall(thread, at, 'connected', talkNote(thread));
      const wish = { title: fill(by.pick(steps.followUp), facts), away: by.between(2, 7), promised: by.likely(0.4) };
      return { call, next: plan('talk', { at, offset: now.offset, call }, wish) };
    }
    if (result === 'appointment') {
      advance(thread, 2, at);
      const call = placeCall(thread, at, 'appointment', withAside(thread, fill(by.pick(said.appointment), facts)));
      return { call, next: planMeeting(thread, { at, offset: now.offset, call }) };
    }
    if (result === 'refused') {
      const call = placeCall(thread, at, 'refused', withAside(thread, by.pick(said.refused)));
      lose(thread, by.pick(['price', 'need', 'rival', 'timing']), at);
      contact.status = 'kein Interesse';
      const wish = { kind: 'task' as const, title: by.pick(steps.keepInTouch), away: by.between(40, 75) };
      return { call, next: by.likely(0.08) ? plan('later', { at, offset: now.offset, call }, wish) : undefined };
    }
    if (result === 'objected') return { call: object(thread, at), next: undefined };
    return { call: placeCall(thread, at, 'wrong_number', by.pick(said.wrongNumber)), next: undefined };
  },

  meeting(thread, now, at) {
    const { by, calendar } = thread;
    if (by.likely(0.1)) {
      const call = placeCall(thread, later(at, 0.2), 'no_answer', by.pick(steps.noShow));
      const wish = { title: by.pick(steps.reschedule), away: by.between(1, 2) };
      return { call, next: plan('talk', { at: later(at, 0.2), offset: now.offset, call }, wish) };
    }
    const offered = later(at, 1 + by.roll() * 2);
    advance(thread, 2, at);
    if (offered < calendar.now) advance(thread, 3, offered);
    const deal = dealOf(thread);
    if (deal) deal.closeOn = calendar.on(now.offset + by.between(12, 45));
    const from = { at, offset: now.offset, call: null };
    const next = by.likely(0.25)
      ? plan('adjust', from, {
          kind: 'task',
          title: by.pick(steps.adjustOffer),
          away: by.between(1, 2),
          promised: true,
        })
      : plan('offer', from, { title: by.pick(steps.discussOffer), away: by.between(2, 7), promised: by.likely(0.6) });
    return { call: null, next };
  },

  adjust({ by }, now, at) {
    const wish = { title: by.pick(steps.discussOffer), away: by.between(1, 3), promised: by.likely(0.5) };
    return { call: null, next: plan('offer', { at, offset: now.offset, call: null }, wish) };
  },

  offer(thread, now, at) {
    const { by, facts, contact } = thread;
    if (!by.likely(now.promised ? 0.78 : 0.6)) return missed(thread, now, at);
    advance(thread, 3, at);
    const result = by.weighted({ thinks: 33, adjust: 9, accept: 25, reject: 33 });
    if (result === 'thinks') {
      const { call, next } = agreeCallBack(thread, now, at, 'offer');
      return { call, next: { ...next, title: fill(by.pick(steps.decide), facts) } };
    }
    if (result === 'adjust') {
      const call = placeCall(thread, at, 'connected', withAside(thread, by.pick(said.wantsOther)));
      const wish = { kind: 'task' as const, title: by.pick(steps.adjustOffer), away: by.between(1, 2), promised: true };
      return { call, next: plan('adjust', { at, offset: now.offset, call }, wish) };
    }
    if (result === 'accept') {
      advance(thread, 4, at);
      const call = placeCall(thread, at, 'connected', by.pick(said.accepted));
      const wish = { kind: 'task' as const, title: by.pick(steps.signing), away: by.between(1, 5), promised: true };
      return { call, next: plan('sign', { at, offset: now.offset, call }, wish) };
    }
    lose(thread, by.pick(['price', 'price', 'rival', 'budget', 'timing']), at);
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
    const wish = { kind: 'task' as const, title: 'Montagetermin abstimmen', away: by.between(4, 12), promised: true };
    return {
      call: null,
      next: by.likely(0.6) ? plan('build', { at, offset: now.offset, call: null }, wish) : undefined,
    };
  },

  build: () => ({ call: null, next: undefined }),
  later: () => ({ call: null, next: undefined }),
};

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
