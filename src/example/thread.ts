import type { DispositionMeaning } from '#calls/contract';
import type { Chance } from './chance.ts';
import { clock, type Days, spoken } from './days.ts';
import { type Facts, fill } from './facts.ts';
import type { Nature } from './natures.ts';
import { type Offered, wishOf } from './offers.ts';
import type { ExampleCall, ExampleContact, ExampleDeal, ExampleStep, ExampleWord, LossReason } from './types.ts';
import * as said from './words/calls.ts';
import * as steps from './words/steps.ts';

export type Told = { calls: ExampleCall[]; deals: ExampleDeal[]; steps: ExampleStep[]; words: ExampleWord[] };

/** The story of one contact, as far as it has been told. */
export type Thread = {
  by: Chance;
  calendar: Days;
  told: Told;
  contact: ExampleContact;
  index: number;
  facts: Facts;
  nature: Nature;
  owner: number;
  number: string;
  deal: number | null;
  /** Towards a yes to what is offered now, in logits. */
  will: number;
};

export type Act = 'talk' | 'meeting' | 'adjust' | 'offer' | 'sign' | 'build' | 'again' | 'later';

/** What shall be done next. `offset` counts working days from today. */
export type Plan = {
  act: Act;
  kind: ExampleStep['kind'];
  title: string;
  offset: number;
  time: string | null;
  promised: boolean;
  createdAt: Date;
  fromCall: number | null;
  tries: number;
};
/** What came of it: the call it was, and what follows. */
export type Outcome = { call: number | null; next: Plan | undefined };

type From = { at: Date; offset: number; call: number | null };
type Wish = Pick<Plan, 'title'> & Partial<Plan> & { away: number };

export function plan(act: Act, from: From, { away, ...wish }: Wish): Plan {
  const plain = { kind: 'call' as const, time: null, promised: false, tries: 0 };
  return { act, ...plain, ...wish, offset: from.offset + away, createdAt: from.at, fromCall: from.call };
}

export function planMeeting({ by, contact, nature }: Thread, from: From): Plan {
  return plan('meeting', from, {
    kind: 'meeting',
    title: by.pick(contact.kind === 'business' ? steps.meetingsBusiness : steps.meetings),
    away: days(nature, by.between(2, 8)),
    time: halfHour(by),
    promised: true,
  });
}

/** As many working days as it takes with them. */
export function days({ pace }: Nature, usual: number): number {
  return Math.max(1, Math.round(usual * pace));
}

function halfHour(by: Chance): string {
  return clock(by.between(9 * 2, 19 * 2 - 1) * 30);
}

const lengths: Partial<Record<DispositionMeaning, [number, number]>> = {
  no_answer: [0, 0],
  busy: [0, 0],
  voicemail: [8, 40],
  wrong_number: [12, 50],
};

export function placeCall(thread: Thread, at: Date, meaning: DispositionMeaning, note: string): number {
  const { by, told, index, deal, owner, number } = thread;
  const spoken = by.between(...(lengths[meaning] ?? ([70, 1150] as const)));
  const durationSeconds = meaning in lengths ? spoken : Math.min(5400, Math.round(spoken * thread.nature.talks));
  told.calls.push({
    contact: index,
    deal,
    by: owner,
    direction: 'outbound',
    number,
    startedAt: at,
    durationSeconds,
    meaning,
    note: note || null,
  });
  return told.calls.length - 1;
}

/** Nobody picked up. After six times one stops. */
export function missed(thread: Thread, now: Plan, at: Date): Outcome {
  const { by } = thread;
  const meaning = by.weighted({ no_answer: 68, voicemail: 25, busy: 7 });
  const note = by.pick({ no_answer: said.noAnswer, voicemail: said.voicemail, busy: said.busy }[meaning]);
  const call = placeCall(thread, at, meaning, note);
  if (now.tries >= 5) {
    lose(thread, 'silence', at);
    return { call, next: undefined };
  }
  const away = meaning === 'busy' ? 0 : by.between(1, 3);
  const again = { title: by.pick(steps.callAgain), away, tries: now.tries + 1 };
  return { call, next: plan(now.act, { at, offset: now.offset, call }, again) };
}

/** Reached, but not now: another time was agreed. */
export function agreeCallBack(
  thread: Thread,
  now: Plan,
  at: Date,
  act: Act,
  away = Number(thread.by.weighted({ '1': 45, '2': 25, '3': 15, '5': 15 })),
): { call: number; next: Plan } {
  const { by, calendar, facts } = thread;
  const time = halfHour(by);
  const when = spoken(calendar.on(now.offset), calendar.on(now.offset + away), time);
  const call = placeCall(
    thread,
    at,
    'callback',
    withAside(thread, fill(by.pick(said.callback), facts, { wann: when })),
  );
  const promise = { title: fill(by.pick(steps.promisedCall), facts), away, time, promised: true };
  return { call, next: plan(act, { at, offset: now.offset, call }, promise) };
}

/** The deal of this story goes on to a stage, or begins there. */
export function advance(thread: Thread, stage: number, at: Date, offset: number): void {
  const standing = dealOf(thread);
  if (!standing) begin(thread, { ...wishOf(thread.by, thread), stage, at, offset });
  else if ((standing.way.at(-1)?.stage ?? -1) < stage) standing.way.push({ stage, at, by: thread.owner });
}

export function dealOf({ deal, told }: Thread): ExampleDeal | undefined {
  return deal === null ? undefined : told.deals[deal];
}

export function lose(thread: Thread, because: LossReason, at: Date): void {
  const standing = dealOf(thread);
  if (!standing) return;
  const note = thread.by.pick(steps.lossNotes[because] ?? ['']);
  standing.ended = { as: 'lost', at: later(at, 0.2), by: thread.owner, because, note };
}

/** A deal on its way: from now on they decide about this. */
export function begin(
  thread: Thread,
  { title, euros, will, stage, at, offset }: Offered & { stage: number; at: Date; offset: number },
): void {
  const { by, contact, index, owner, told, nature, calendar } = thread;
  thread.will = will;
  thread.deal = told.deals.length;
  told.deals.push({
    title,
    contact: index,
    company: contact.company,
    valueCents: Math.round(euros / 10) * 1000,
    owner,
    source: contact.source,
    note: by.likely(0.35) ? by.pick(steps.dealNotes) : null,
    closeOn: by.likely(0.9) ? calendar.on(offset + days(nature, by.between(9, 24) - 2 * stage)) : null,
    createdAt: at,
    changes: [],
    way: [{ stage, at, by: owner }],
  });
}

/** By when it shall be signed is put off as soon as what comes next lies behind it; now and then that is forgotten. */
export function keepCloseDay(thread: Thread, next: Plan | undefined, at: Date): void {
  const { by, calendar, nature } = thread;
  const deal = dealOf(thread);
  if (!deal || deal.ended || !next || next.act === 'sign') return;
  const planned = deal.changes.findLast(({ closeOn }) => closeOn)?.closeOn ?? deal.closeOn;
  if (planned !== null && calendar.on(next.offset) <= planned) return;
  if (by.likely(0.2)) return;
  deal.changes.push({ at, closeOn: calendar.on(next.offset + days(nature, by.between(3, 12))) });
}

/** Calculated anew: more often a little less. */
export function recalculate(thread: Thread, at: Date): void {
  const deal = dealOf(thread);
  if (!deal) return;
  const before = deal.changes.findLast(({ valueCents }) => valueCents)?.valueCents ?? deal.valueCents;
  const valueCents = Math.round((before * thread.by.between(86, 108)) / 100_000) * 1000;
  if (valueCents !== before) deal.changes.push({ at, valueCents });
}

export function talkNote(thread: Thread): string {
  const { by, facts, contact } = thread;
  if (facts.english && by.likely(0.7)) return fill(by.pick(said.reachedEnglish), facts);
  const { kind } = thread.nature;
  const usual = contact.kind === 'business' ? said.reachedBusiness : said.reached;
  const words = kind !== 'plain' && by.likely(0.5) ? said.reachedKind[kind] : usual;
  return withAside(thread, fill(by.pick<string>(words), facts));
}

export function withAside({ by, facts, contact }: Thread, note: string): string {
  return contact.kind === 'private' && by.likely(0.45) ? `${note} ${fill(by.pick(said.asides), facts)}` : note;
}

export function later(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000);
}
