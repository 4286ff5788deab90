import type { DispositionMeaning } from '#calls/contract';
import type { Chance } from './chance.ts';
import { clock, type Days, spoken } from './days.ts';
import { type Facts, fill } from './facts.ts';
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
  owner: number;
  number: string;
  deal: number | null;
};

export type Act = 'talk' | 'meeting' | 'adjust' | 'offer' | 'sign' | 'build' | 'later';

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

export function planMeeting({ by, contact }: Thread, from: From): Plan {
  return plan('meeting', from, {
    kind: 'meeting',
    title: by.pick(contact.kind === 'business' ? steps.meetingsBusiness : steps.meetings),
    away: by.between(2, 8),
    time: halfHour(by),
    promised: true,
  });
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
  const durationSeconds = by.between(...(lengths[meaning] ?? ([70, 1150] as const)));
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

/** Nobody picked up. After five times one stops. */
export function missed(thread: Thread, now: Plan, at: Date): Outcome {
  const { by } = thread;
  const meaning = by.weighted({ no_answer: 68, voicemail: 25, busy: 7 });
  const note = by.pick({ no_answer: said.noAnswer, voicemail: said.voicemail, busy: said.busy }[meaning]);
  const call = placeCall(thread, at, meaning, note);
  if (now.tries >= 4) {
    lose(thread, 'silence', at);
    return { call, next: undefined };
  }
  const away = meaning === 'busy' ? 0 : by.between(1, 3);
  const again = { title: by.pick(steps.callAgain), away, tries: now.tries + 1 };
  return { call, next: plan(now.act, { at, offset: now.offset, call }, again) };
}

/** Reached, but not now: another time was agreed. */
export function agreeCallBack(thread: Thread, now: Plan, at: Date, act: Act): { call: number; next: Plan } {
  const { by, calendar, facts } = thread;
  const away = Number(by.weighted({ '1': 45, '2': 25, '3': 15, '5': 15 }));
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
export function advance(thread: Thread, stage: number, at: Date): void {
  const standing = dealOf(thread);
  if (!standing) {
    thread.deal = thread.told.deals.length;
    thread.told.deals.push(newDeal(thread, at, stage));
  } else if ((standing.way.at(-1)?.stage ?? -1) < stage) standing.way.push({ stage, at, by: thread.owner });
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

function newDeal({ by, contact, index, owner }: Thread, at: Date, stage: number): ExampleDeal {
  const business = contact.kind === 'business';
  const peak = business ? by.between(24, 180) : by.between(52, 148) / 10;
  const storage = !business && by.likely(0.66);
  const wallbox = !business && by.likely(0.22);
  const roof = peak * (business ? by.between(880, 1080) : by.between(1180, 1420));
  const euros = roof + (storage ? by.between(4800, 8900) : 0) + (wallbox ? 1290 : 0);
  const size = String(peak).replace('.', ',');
  return {
    title: business
      ? `Hallendach ${size} kWp`
      : `PV ${size} kWp${storage ? ' mit Speicher' : ''}${wallbox ? ' und Wallbox' : ''}`,
    contact: index,
    company: contact.company,
    valueCents: Math.round(euros / 10) * 1000,
    owner,
    source: contact.source,
    note: by.likely(0.35) ? by.pick(steps.dealNotes) : null,
    closeOn: null,
    createdAt: at,
    way: [{ stage, at, by: owner }],
  };
}

export function talkNote(thread: Thread): string {
  const { by, facts, contact } = thread;
  if (facts.english && by.likely(0.7)) return fill(by.pick(said.reachedEnglish), facts);
  return withAside(thread, fill(by.pick(contact.kind === 'business' ? said.reachedBusiness : said.reached), facts));
}

export function withAside({ by, facts, contact }: Thread, note: string): string {
  return contact.kind === 'private' && by.likely(0.45) ? `${note} ${fill(by.pick(said.asides), facts)}` : note;
}

export function later(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000);
}
