import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { beforeAll, describe, expect, test } from 'vitest';
import { callingTime, isWorkingDay, localDay, regionOf, zonedTime } from '#workspace';
import { generateExample } from './generate.ts';
import type { Example } from './types.ts';

const monday = new Date('2026-11-23T09:30:00Z');
const zone = 'Europe/Berlin';
const workingDay = (at: Date) => isWorkingDay(localDay(at, zone), { place: 'DE-HE' });

test('the same seed and moment give the same workspace, another seed another one', () => {
  const [one, same, other] = [7, 7, 8].map((seed) => generateExample(seed, monday, { firm: 'Sonnendach' }));
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
});

describe('the example', () => {
  let example: Example;
  beforeAll(() => {
    example = generateExample(20261123, monday, { firm: 'Sonnendach' });
  });

  test('has the size of a small sales team', () => {
    const sizes = Object.fromEntries(Object.entries(example).map(([name, list]) => [name, list.length]));
    expect(sizes).toMatchObject({ colleagues: 4, companies: 150 });
    expect(sizes['contacts']).toBeGreaterThan(1900);
    expect(sizes['contacts']).toBeLessThan(2150);
    expect(sizes['deals']).toBeGreaterThan(220);
    expect(sizes['deals']).toBeLessThan(320);
    expect(sizes['visits']).toBeGreaterThan(1500);
    expect(sizes['calls']).toBeGreaterThan(1200);
    expect(sizes['meetings']).toBeGreaterThan(150);
    const owned = example.contacts.filter((contact) => contact.owner === 0).length / example.contacts.length;
    expect(owned).toBeGreaterThan(0.2);
    expect(owned).toBeLessThan(0.4);
  });

  test('refers only to records that are there', () => {
    const { contacts, companies, deals, calls } = example;
    const there = (list: readonly unknown[], index: number | null) => index === null || list[index] !== undefined;
    for (const contact of contacts) expect(there(companies, contact.company)).toBe(true);
    for (const { contact } of [...example.visits, ...example.words, ...example.presumptions]) {
      expect(there(contacts, contact)).toBe(true);
    }
    for (const record of [...calls, ...example.steps]) {
      expect(there(contacts, record.contact) && there(deals, record.deal)).toBe(true);
      expect(record.deal === null || deals[record.deal]?.contact === record.contact).toBe(true);
    }
    for (const step of example.steps) {
      expect(there(calls, step.fromCall) && there(calls, step.closed?.call ?? null)).toBe(true);
      expect(step.fromCall === null || calls[step.fromCall]?.contact === step.contact).toBe(true);
    }
  });

  test('gives every number to one person only, and only numbers that nobody has', () => {
    const given = [...example.contacts, ...example.companies].flatMap(({ phones }) => phones.map(({ value }) => value));
    expect(new Set(given).size).toBe(given.length);
    const forFilms =
      /^\+49(?:3023125\d{3}|4066969\d{3}|6990009\d{3}|8999998\d{3}|2214710\d{3}|17139200\d{2}|176040690\d{2}|15228817386|15228895456|15254599371|172(?:9925904|9968532|9973185|9973186|9980752)|174(?:9091317|9464308))$/;
    for (const number of given) {
      expect(number).toMatch(forFilms);
      expect({ number, valid: parsePhoneNumberFromString(number)?.isValid() }).toEqual({ number, valid: true });
    }
    const mails = [...example.contacts, ...example.companies].flatMap(({ emails }) => emails.map(({ value }) => value));
    expect(new Set(mails).size).toBe(mails.length);
    for (const mail of mails) expect(mail).toMatch(/^[a-z0-9.-]+@(?:[a-z0-9-]+\.)?example\.(?:de|com|org)$/);
  });

  test('lies in northern Hesse', () => {
    for (const { addresses } of example.contacts) {
      const [address] = addresses;
      expect(regionOf({ country: 'DE', postalCode: address?.postalCode })).toBe('DE-HE');
    }
  });

  test('calls only who allowed it before, and never after an objection', () => {
    const since = new Map<number, Date>();
    const until = new Map<number, Date>();
    for (const word of example.words) {
      if (word.channel !== 'phone') continue;
      if (word.state === 'granted') since.set(word.contact, word.at);
      else until.set(word.contact, word.at);
    }
    for (const { contact, at } of example.presumptions) since.set(contact, at);
    for (const call of example.calls) {
      if (call.direction === 'inbound') continue;
      const [yes, no] = [since.get(call.contact), until.get(call.contact)];
      expect(yes && yes <= call.startedAt).toBe(true);
      expect(no === undefined || call.startedAt <= no).toBe(true);
    }
  });

  test('met people, and will: each meeting of a story is a next step, and nobody has two at a time', () => {
    const { meetings, steps, contacts } = example;
    const ofState = Map.groupBy(meetings, ({ state }) => state);
    for (const state of ['planned', 'held', 'no_show', 'cancelled'] as const)
      expect({ state, some: (ofState.get(state)?.length ?? 0) > 4 }).toEqual({ state, some: true });
    expect(new Set(meetings.map(({ way }) => way))).toEqual(new Set(['video', 'phone', 'place']));
    expect(meetings.filter(({ hosts }) => hosts.length > 1).length).toBeGreaterThan(2);
    expect(meetings.filter(({ booked }) => booked).length).toBeGreaterThan(2);
    for (const meeting of meetings) {
      const step = steps[meeting.step ?? -1];
      expect(meeting.state === 'cancelled' || step?.contact === meeting.contact).toBe(true);
      expect(contacts[meeting.contact]).toBeDefined();
      expect(meeting.endsAt > meeting.startsAt && meeting.createdAt < meeting.startsAt).toBe(true);
      expect(step === undefined || (step.closed !== undefined) === (meeting.state !== 'planned')).toBe(true);
    }
    const standing = meetings.filter(({ state }) => state !== 'cancelled');
    for (const own of Map.groupBy(standing, ({ hosts }) => hosts[0]).values()) {
      const inOrder = own.toSorted((a, b) => +a.startsAt - +b.startsAt);
      for (const [at, { startsAt }] of inOrder.entries())
        expect((inOrder[at - 1]?.endsAt ?? startsAt) <= startsAt).toBe(true);
    }
  });

  test('was asked to come by some, and comes today', () => {
    const visits = example.meetings.filter(({ invitation }) => invitation);
    expect(visits.length).toBe(4);
    for (const { startsAt, state, way, hosts, invitation, contact } of visits) {
      expect({ on: localDay(startsAt, zone), state, way, hosts }).toEqual({
        on: localDay(monday, zone),
        state: 'planned',
        way: 'place',
        hosts: [0],
      });
      expect(invitation && invitation.at < monday).toBe(true);
      expect(example.words.some((word) => word.contact === contact && word.state === 'denied')).toBe(false);
    }
    expect(new Set(visits.map(({ contact }) => contact)).size).toBe(4);
  });

  test('keeps holidays quiet and calls at decent hours', () => {
    for (const { startedAt, direction } of example.calls) {
      if (direction === 'inbound') continue;
      expect({ startedAt, works: workingDay(startedAt) }).toEqual({ startedAt, works: true });
      expect({ startedAt, ...callingTime(startedAt, 'DE-HE') }).toEqual({ startedAt, open: true });
    }
    for (const { visitedAt } of example.visits) expect(workingDay(visitedAt)).toBe(true);
    for (const { dueOn } of example.steps) expect(isWorkingDay(dueOn, { place: 'DE-HE' })).toBe(true);
  });

  test('has nobody on two phones at once', () => {
    const begins = example.calls
      .filter((call) => call.direction === 'outbound')
      .map((call) => `${call.by} ${call.startedAt.toISOString()}`);
    expect(new Set(begins).size).toBe(begins.length);
  });

  test('left the doors three months ago', () => {
    const last = Math.max(...example.visits.map(({ visitedAt }) => visitedAt.getTime()));
    const first = Math.min(...example.visits.map(({ visitedAt }) => visitedAt.getTime()));
    const days = (ms: number) => (monday.getTime() - ms) / 86_400_000;
    expect(days(last)).toBeGreaterThan(80);
    expect(days(last)).toBeLessThan(105);
    expect(days(first)).toBeGreaterThan(165);
    expect(days(first)).toBeLessThan(205);
  });

  test('lets deals win, lose with a reason, and stand in every stage', () => {
    const share = (as: string) =>
      example.deals.filter((deal) => (deal.ended?.as ?? 'open') === as).length / example.deals.length;
    expect(share('open')).toBeGreaterThan(0.15);
    expect(share('won')).toBeGreaterThan(0.15);
    expect(share('lost')).toBeGreaterThan(0.3);
    const stages = new Set(example.deals.filter((deal) => !deal.ended).map((deal) => deal.way.at(-1)?.stage));
    expect(stages).toEqual(new Set([0, 1, 2, 3, 4]));
    for (const deal of example.deals) {
      const times = [deal.createdAt, ...deal.way.map(({ at }) => at), ...(deal.ended ? [deal.ended.at] : [])];
      expect(times.toSorted((a, b) => +a - +b)).toEqual(times);
    }
  });

  test('fills the day of who opens it', () => {
    const mine = example.steps.filter((step) => step.owner === 0 && !step.closed);
    const today = localDay(monday, zone);
    expect(mine.filter((step) => step.dueOn === today && step.kind === 'call').length).toBeGreaterThanOrEqual(6);
    expect(mine.filter((step) => step.dueOn === today && step.kind === 'meeting').length).toBeGreaterThanOrEqual(2);
    expect(mine.filter((step) => step.dueOn < today).length).toBeGreaterThanOrEqual(3);
    expect(mine.filter((step) => step.dueOn > today).length).toBeGreaterThanOrEqual(3);
    // Nothing lies about for months: whoever works with a list does not let it rot.
    const oldest = mine.map((step) => step.dueOn).toSorted()[0] ?? today;
    expect(Temporal.PlainDate.from(oldest).until(today).days).toBeLessThan(21);
    const called = new Set(
      example.words.filter((word) => word.channel === 'phone' && word.state === 'granted').map((word) => word.contact),
    );
    const fresh = example.contacts.filter(
      (contact, index) => contact.owner === 0 && contact.lastTouchAt === null && called.has(index),
    );
    expect(fresh.length).toBeGreaterThanOrEqual(8);
  });

  test('speaks in many words', () => {
    const notes = example.calls.flatMap(({ note }) => note ?? []);
    expect(notes.filter((note) => /[{}]/.test(note))).toEqual([]);
    const counts = [...Map.groupBy(notes, (note) => note).values()].map((same) => same.length);
    expect(counts.length).toBeGreaterThan(500);
    for (const { title } of example.steps) expect(title).not.toMatch(/[{}]/);
  });
});

test('whenever it is loaded, nothing has happened that lies ahead', () => {
  const moments = fc.date({
    min: new Date('2025-01-01T00:00:00Z'),
    max: new Date('2031-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 1e6 }), (now, seed) => {
      const { visits, calls, words, deals, steps, contacts, meetings } = generateExample(seed, now, {
        firm: 'X',
        size: 0.05,
      });
      const happened = [
        ...visits.map(({ visitedAt }) => visitedAt),
        ...calls.map((call) => call.startedAt),
        ...words.map(({ at }) => at),
        ...contacts.map(({ createdAt }) => createdAt),
        ...deals.flatMap((deal) => [...deal.way.map(({ at }) => at), ...(deal.ended ? [deal.ended.at] : [])]),
        ...meetings.flatMap(({ createdAt, settledAt }) => [createdAt, ...(settledAt ? [settledAt] : [])]),
        ...steps.flatMap((step) => [step.createdAt, ...(step.closed ? [step.closed.at] : [])]),
      ];
      expect(happened.filter((at) => at > now)).toEqual([]);
      for (const { state, startsAt } of meetings)
        expect(state === 'planned' || state === 'cancelled' || startsAt <= now).toBe(true);
      for (const step of steps) expect(!step.closed || step.closed.at >= step.createdAt).toBe(true);
      // People ring when they like; we do on weekdays.
      const ours = calls.filter((call) => call.direction === 'outbound');
      for (const { startedAt } of ours) expect(zonedTime(startedAt, zone).dayOfWeek).toBeLessThan(6);
    }),
    { numRuns: 60 },
  );
});
