import {
  afterTheDoor,
  type Arrivals,
  before,
  business,
  callFromOutside,
  formOnTheWeb,
  freshForm,
  lately,
  recommended,
  sentByNeighbour,
  visitorInShowroom,
} from './arrivals.ts';
import { chance } from './chance.ts';
import { consents, customersAgree } from './consents.ts';
import { contractsOf } from './contracts.ts';
import { clock, type Days, days } from './days.ts';
import { keptForLong, ringAtDoors } from './doors.ts';
import { expensesOf } from './expenses.ts';
import { inviteUs } from './invited.ts';
import { meetingsOf } from './meetings.ts';
import { numbers } from './phones.ts';
import { population } from './population.ts';
import { showroomDay } from './showroom-day.ts';
import { tellStory } from './story.ts';
import type { Told } from './thread.ts';
import type { Colleague, Example, ExampleStep, ExampleVisit } from './types.ts';

export type ExampleOptions = {
  /** Who advertises: the name that the wording of a consent must carry. */
  firm: string;
  /** How much of it: 1 makes about 3,000 contacts. */
  size?: number;
};

/** Where the example lies, whoever looks at it. */
export const home = { zone: 'Europe/Berlin', region: 'DE-HE' } as const;

/** Working days. The doors were left a quarter of a year ago, after nearly a year in front of them, of whose last months nothing is deleted yet. */
const span = { began: -300, kept: -126, left: -64 };

export const colleagues: readonly Colleague[] = [
  { name: 'Jana Wiegand', mailName: 'jana.wiegand', role: 'lead' },
  { name: 'Murat Özdemir', mailName: 'murat.oezdemir', role: 'member' },
  { name: 'Lena Hartung', mailName: 'lena.hartung', role: 'member' },
  { name: 'Piotr Nowak', mailName: 'piotr.nowak', role: 'member' },
];

/**
 * A solar seller from Kassel that left the doorstep three months ago: a year at the doors and in part on the phone, with what came of it; who
 * answered its letters since, and what has come of them on the phone. The same seed and moment give the same workspace.
 */
export function generateExample(seed: number, now: Date, { firm, size = 1 }: ExampleOptions): Example {
  const by = chance(seed);
  const calendar = days(now, home, by, { back: 315, ahead: 130 });
  const people = population(by, numbers(by));
  const told: Told = { calls: [], deals: [], steps: [], words: [] };
  const visits: ExampleVisit[] = [];
  const consent = consents(by, calendar, people.contacts, told.words, firm);
  const arrivals: Arrivals = {
    by,
    calendar,
    people,
    consent,
    told,
    presumptions: [],
    beginnings: [],
    firm,
    left: span.left,
    ...lately(by, span.left),
  };
  const earlier: Arrivals = { ...arrivals, ...before(by, calendar, { from: span.began, to: span.left - 1 }) };

  const doors = { count: Math.round(1420 * size), from: span.kept, to: span.left };
  for (const door of ringAtDoors(by, calendar, people, visits, doors)) afterTheDoor(arrivals, door);
  const longAgo = { count: Math.round(330 * size), from: span.began, to: span.kept - 1, results: keptForLong };
  for (const door of ringAtDoors(by, calendar, people, visits, longAgo)) afterTheDoor(earlier, door);
  const waysIn = [
    [formOnTheWeb, 190, 150],
    [freshForm, 26, 0],
    [callFromOutside, 46, 50],
    [visitorInShowroom, 44, 40],
    [recommended, 52, 0],
    [sentByNeighbour, 24, 90],
    [business, 170, 210],
  ] as const;
  for (const [arrive, since, until] of waysIn) {
    for (let n = Math.round(since * size); n > 0; n--) arrive(arrivals);
    for (let n = Math.round(until * size); n > 0; n--) arrive(earlier);
  }

  const world = { by, calendar, contacts: people.contacts, facts: people.facts, natures: people.natures, told };
  for (const begin of arrivals.beginnings) tellStory(world, begin);
  customersAgree(told, people.contacts, firm);
  fillToday(calendar, told.steps);

  const { contacts, companies } = people;
  const invitations = inviteUs({ contacts, ...told }, calendar);
  const meetings = meetingsOf({ contacts, ...told }, invitations, { facts: people.facts, calendar, seed });
  meetings.push(...showroomDay({ contacts, ...told }, meetings, { calendar, seed }));
  const { presumptions } = arrivals;
  const contracts = contractsOf({ contacts, ...told }, { calendar, seed });
  const expenses = expensesOf(told, { calendar, seed });
  const example: Example = {
    companies,
    contacts,
    visits,
    presumptions,
    ...told,
    contracts,
    expenses,
    meetings,
  };
  // Who has just filled in a form may not have confirmed it yet.
  example.words = example.words.filter(({ at }) => at <= now);
  touch(example);
  return example;
}

/** Whoever opens the example finds a day's work, at whatever hour: call-backs about now, and today's meetings. */
function fillToday(calendar: Days, steps: ExampleStep[]): void {
  if (!calendar.todayWorks) return;
  const today = calendar.on(0);
  const mine = steps.filter((step) => step.owner === 0 && !step.closed && step.dueOn > today);
  const minutes = (calendar.now.getTime() - calendar.instant(today, '00:00').getTime()) / 60_000;
  const about = (away: number): string =>
    clock(Math.max(9 * 60, Math.min(19 * 60, Math.round((minutes + away) / 5) * 5)));
  // Those without an agreed time first: the notes of the others name it.
  const calls = mine
    .filter((step) => step.kind === 'call')
    .toSorted((a, b) => Number(a.dueTime !== null) - Number(b.dueTime !== null));
  for (const [at, step] of calls.slice(0, 8).entries()) {
    step.dueOn = today;
    if (at < 5) Object.assign(step, { promised: true, dueTime: about(-35 + at * 30) });
  }
  const meetings = mine.filter((step) => step.kind === 'meeting');
  for (const [at, step] of meetings.slice(0, 3).entries()) {
    Object.assign(step, { dueOn: today, dueTime: about(70 + at * 95) });
  }
}

/** The last word with each, whoever spoke it. */
function touch({ contacts, visits, calls, steps }: Example): void {
  const seen = (index: number, at: Date): void => {
    const contact = contacts[index];
    if (contact && (contact.lastTouchAt === null || contact.lastTouchAt < at)) contact.lastTouchAt = at;
  };
  for (const visit of visits) seen(visit.contact, visit.visitedAt);
  for (const call of calls) seen(call.contact, call.startedAt);
  for (const step of steps) if (step.kind === 'meeting' && step.closed) seen(step.contact, step.closed.at);
}
