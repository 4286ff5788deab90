import { acts } from './acts.ts';
import type { Chance } from './chance.ts';
import type { Days } from './days.ts';
import type { Facts } from './facts.ts';
import type { Nature } from './natures.ts';
import { advance, keepCloseDay, plan, planMeeting, type Plan, type Thread, type Told } from './thread.ts';
import type { ExampleContact, ExampleStep } from './types.ts';
import * as steps from './words/steps.ts';

/** Somebody who may be called, from the day on which that became so. */
export type Beginning = {
  contact: number;
  owner: number;
  /** When they allowed it, and on which working day from today: never ahead. */
  at: Date;
  offset: number;
  /** Where it starts: at the phone, or at a table because the appointment was made at the door. */
  with: 'call' | 'meeting';
  /** They wanted the call. */
  promised: boolean;
};

type World = {
  by: Chance;
  calendar: Days;
  contacts: readonly ExampleContact[];
  facts: readonly Facts[];
  natures: readonly Nature[];
  told: Told;
};

/**
 * Follows one contact from the first call until today: what was planned and lies behind us has happened, what lies ahead is an open
 * next step.
 */
export function tellStory({ by, calendar, contacts, facts: houses, natures, told }: World, begin: Beginning): void {
  const contact = contacts[begin.contact];
  const facts = houses[begin.contact];
  const nature = natures[begin.contact];
  const number = contact?.phones[0]?.value;
  if (!contact || !facts || !nature || number === undefined) return;
  const { owner } = begin;
  const thread: Thread = {
    by,
    calendar,
    told,
    contact,
    index: begin.contact,
    facts,
    nature,
    owner,
    number,
    deal: null,
    will: nature.leaning,
  };
  const first = beginOf(thread, begin);

  let next: Plan | undefined = first;
  while (next) {
    const now: Plan = next;
    // Fallen between two chairs: a deal that nobody has taken up again, for Heute to find.
    if (thread.deal !== null && !now.promised && now.offset < -10 && now.offset > -40 && by.likely(0.07)) return;
    const at = happened(thread, now);
    if (!at) {
      // Whoever came in these days has perhaps not been looked at yet: a new lead, without a plan.
      const unseen = now === first && begin.with === 'call' && by.likely(0.7);
      const forgotten = thread.deal !== null && !now.promised && by.likely(0.12);
      if (!unseen && !forgotten)
        told.steps.push(toStep(thread, now, by.likely(0.12) ? by.pick(steps.dealNotes) : null));
      return;
    }
    const { call, next: follows } = acts[now.act](thread, now, at);
    keepCloseDay(thread, follows, at);
    // A further try is no promise: of last year's, only the calls are kept.
    const kept = now === first ? by.likely(0.4) : now.tries === 0 || now.promised || now.offset > -70;
    if (kept) {
      const note = now.act === 'meeting' && call === null ? by.pick(steps.meetingNotes) : null;
      told.steps.push({ ...toStep(thread, now, note), closed: { as: 'done', at, call } });
    }
    next = follows;
  }
}

function beginOf(thread: Thread, { at, offset, promised, with: kind }: Beginning): Plan {
  const { by } = thread;
  if (kind === 'meeting') {
    advance(thread, 2, at, offset);
    return planMeeting(thread, { at, offset, call: null });
  }
  const wish = { title: by.pick(steps.firstCall), away: by.between(0, 2), promised: promised && by.likely(0.6) };
  return plan('talk', { at, offset, call: null }, wish);
}

/** When it was done; undefined for what lies ahead or was left lying. */
function happened({ by, calendar, owner, contact }: Thread, plan: Plan): Date | undefined {
  if (plan.offset > 0) return undefined;
  if (plan.offset === 0 && !by.likely(0.4)) return undefined;
  if (plan.offset >= -4 && plan.offset < 0 && plan.kind !== 'meeting' && by.likely(0.2)) return undefined;
  // Private people whom one misses in the week are at home on Saturday.
  if (plan.kind === 'call' && plan.tries > 0 && plan.time === null && contact.kind === 'private' && by.likely(0.7)) {
    const saturday = calendar.freeOnSaturday(owner, plan.offset);
    if (saturday && saturday > plan.createdAt) return saturday;
  }
  const late = plan.kind === 'meeting' || by.likely(0.7) ? 0 : by.between(1, 3);
  for (let done = Math.min(plan.offset + late, Math.max(plan.offset, -1)); done <= 0; done++) {
    const at = calendar.free(owner, done, done === plan.offset ? (plan.time ?? undefined) : undefined);
    if (at && at > plan.createdAt) return at;
  }
  return undefined;
}

function toStep({ index, deal, owner, calendar }: Thread, plan: Plan, note: string | null): ExampleStep {
  const { kind, title, promised, createdAt, fromCall } = plan;
  const due = { dueOn: calendar.on(plan.offset), dueTime: plan.time };
  return { kind, title, contact: index, deal, owner, ...due, promised, note, createdAt, fromCall };
}
