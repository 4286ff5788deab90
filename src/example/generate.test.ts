import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { beforeAll, describe, expect, test } from 'vitest';
import { fitScore } from '#engine/score/fit';
import { collectTable } from '#engine/table';
import { callingTime, isWorkingDay, localDay, regionOf, zonedTime } from '#workspace';
import { generateExample } from './generate.ts';
import type { Example } from './types.ts';
import { showroom } from './words/booking.ts';

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
    expect(sizes).toMatchObject({ companies: 380 });
    expect(sizes['contacts']).toBeGreaterThan(2900);
    expect(sizes['contacts']).toBeLessThan(3300);
    expect(sizes['deals']).toBeGreaterThan(650);
    expect(sizes['deals']).toBeLessThan(950);
    expect(sizes['contracts']).toBeGreaterThan(40);
    expect(sizes['contracts']).toBeLessThan(200);
    expect(sizes['expenses']).toBeGreaterThan(40);
    expect(sizes['expenses']).toBeLessThan(250);
    expect(sizes['visits']).toBeGreaterThan(1800);
    expect(sizes['calls']).toBeGreaterThan(5000);
    expect(sizes['meetings']).toBeGreaterThan(350);
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
    for (const { contact, company, deal, createdAt, startsOn, notice } of example.contracts) {
      expect(deals[deal]).toMatchObject({ contact, company, ended: { as: 'won' } });
      expect(localDay(createdAt, zone) <= startsOn).toBe(true);
      expect(notice === null || (notice.on > startsOn && notice.on < '2026-11-23')).toBe(true);
    }
    for (const { kind, contact, happenedOn, amountCents, closedOn } of example.expenses) {
      expect(deals.some((deal) => deal.contact === contact && deal.ended?.as === 'won')).toBe(true);
      expect(happenedOn < '2026-11-24' && (closedOn === null || (kind === 'ticket' && closedOn >= happenedOn))).toBe(
        true,
      );
      expect(kind !== 'discount' || amountCents !== null).toBe(true);
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

  test('has visitors in the showroom today: some are there, the others were planned by us, and of old one did not come', () => {
    const there = example.meetings.filter(({ location, state }) => location === showroom && state !== 'cancelled');
    expect(there.some(({ state }) => state === 'no_show')).toBe(true);
    const today = there.filter(({ startsAt }) => localDay(startsAt, zone) === localDay(monday, zone));
    const ofState = Map.groupBy(today, ({ state }) => state);
    expect(ofState.get('held')?.length).toBeGreaterThan(0);
    expect(ofState.get('planned')?.length).toBeGreaterThan(2);
    for (const { startsAt } of today) {
      const meanwhile = today.filter((other) => other.startsAt <= startsAt && other.endsAt > startsAt);
      expect(meanwhile.length).toBeLessThanOrEqual(3);
    }
    // Whoever booked and is still to come would be written to.
    for (const { state, booked } of example.meetings) expect(state === 'planned' && booked).toBeFalsy();
  });

  test('keeps holidays quiet and calls at decent hours', () => {
    for (const { startedAt, direction } of example.calls) {
      if (direction === 'inbound') continue;
      const saturday = zonedTime(startedAt, zone).dayOfWeek === 6;
      expect({ startedAt, works: saturday || workingDay(startedAt) }).toEqual({ startedAt, works: true });
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

  test('left the doors three months ago, after the better part of a year', () => {
    const last = Math.max(...example.visits.map(({ visitedAt }) => visitedAt.getTime()));
    const first = Math.min(...example.visits.map(({ visitedAt }) => visitedAt.getTime()));
    const days = (ms: number) => (monday.getTime() - ms) / 86_400_000;
    expect(days(last)).toBeGreaterThan(80);
    expect(days(last)).toBeLessThan(105);
    expect(days(first)).toBeGreaterThan(400);
    expect(days(first)).toBeLessThan(460);
  });

  test('lets deals win, lose with a reason, and stand in every stage', () => {
    const count = (as: string) => example.deals.filter((deal) => (deal.ended?.as ?? 'open') === as).length;
    expect(count('open')).toBeGreaterThan(60);
    expect(count('won') + count('lost')).toBeGreaterThan(500);
    expect(count('won') / (count('won') + count('lost'))).toBeGreaterThan(0.25);
    expect(count('won') / (count('won') + count('lost'))).toBeLessThan(0.42);
    const stages = new Set(example.deals.filter((deal) => !deal.ended).map((deal) => deal.way.at(-1)?.stage));
    expect(stages).toEqual(new Set([0, 1, 2, 3, 4]));
    for (const deal of example.deals) {
      const times = [deal.createdAt, ...deal.way.map(({ at }) => at), ...(deal.ended ? [deal.ended.at] : [])];
      expect(times.toSorted((a, b) => +a - +b)).toEqual(times);
      for (const { at } of deal.changes) expect(at >= deal.createdAt && at <= (deal.ended?.at ?? monday)).toBe(true);
    }
    const putOff = example.deals.filter(({ changes }) => changes.filter(({ closeOn }) => closeOn).length > 1);
    expect(putOff.length).toBeGreaterThan(60);
  });

  test('has something to learn: who buys can be told from what was known at the beginning, and not too well', () => {
    const table = collectTable(['contact', 'source', 'kind', 'region', 'value', 'owner', 'tag', 'won']);
    for (const { contact: index, source, valueCents, owner, ended } of example.deals) {
      const contact = example.contacts[index];
      if (!ended || !contact) continue;
      const region = contact.addresses[0]?.postalCode?.slice(0, 3) ?? '';
      const known = [source, contact.kind, region, String(valueCents / 100), `team ${owner}`, contact.tags[0] ?? ''];
      table.add([String(index), ...known, ended.as]);
    }
    const { card } = fitScore(table.table(), { target: 'won', positive: 'won', ids: ['contact'], group: 'contact' });
    expect(card).toMatchObject({ verdict: 'useful', suspectedLeaks: [] });
    expect(card.validation?.auc).toBeGreaterThan(0.7);
    expect(card.validation?.auc).toBeLessThan(0.85);
  });

  test('reaches families in the evening and on Saturdays, businesses in the forenoon', () => {
    const reached = (kind: 'private' | 'business', when: (at: Temporal.ZonedDateTime) => boolean) => {
      const calls = example.calls.filter(
        ({ direction, contact, startedAt }) =>
          direction === 'outbound' && example.contacts[contact]?.kind === kind && when(zonedTime(startedAt, zone)),
      );
      return calls.filter(({ meaning }) => !['no_answer', 'busy', 'voicemail'].includes(meaning)).length / calls.length;
    };
    const forenoon = ({ hour, dayOfWeek }: Temporal.ZonedDateTime) => hour < 12 && dayOfWeek < 6;
    const evening = ({ hour }: Temporal.ZonedDateTime) => hour >= 17;
    const saturday = ({ dayOfWeek }: Temporal.ZonedDateTime) => dayOfWeek === 6;
    expect(reached('private', evening)).toBeGreaterThan(reached('private', forenoon) + 0.12);
    expect(reached('private', saturday)).toBeGreaterThan(reached('private', forenoon) + 0.05);
    expect(reached('business', forenoon)).toBeGreaterThan(reached('business', evening) + 0.05);
  });

  test('has customers of different worth: some buy again, and some take up far more time than others', () => {
    const won = example.deals.filter(({ ended }) => ended?.as === 'won');
    const customers = [...Map.groupBy(won, ({ contact }) => contact).values()];
    expect(customers.filter((deals) => deals.length > 1).length / customers.length).toBeGreaterThan(0.15);
    const minutes = customers.map(
      ([deal]) =>
        example.calls
          .filter(({ contact }) => contact === deal?.contact)
          .reduce((sum, { durationSeconds }) => sum + durationSeconds, 0) / 60,
    );
    const [usual, most] = [
      minutes.toSorted((a, b) => a - b)[Math.floor(minutes.length / 2)] ?? 0,
      Math.max(...minutes),
    ];
    expect(most).toBeGreaterThan(4 * usual);
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
      for (const { state, startsAt, invitation } of meetings) {
        expect(state === 'planned' || state === 'cancelled' || startsAt <= now).toBe(true);
        expect(invitation === null || invitation.at < startsAt).toBe(true);
      }
      for (const step of steps) expect(!step.closed || step.closed.at >= step.createdAt).toBe(true);
      for (const { changes } of deals) expect(changes.filter(({ at }) => at > now)).toEqual([]);
      // People ring when they like; we never do on Sundays.
      const ours = calls.filter((call) => call.direction === 'outbound');
      for (const { startedAt } of ours) expect(zonedTime(startedAt, zone).dayOfWeek).toBeLessThan(7);
    }),
    { numRuns: 60 },
  );
});

test.each([8, 12, 14, 16, 18, 20, 23])(
  'when it is %i, too, whoever is visited today has asked for it before',
  (hour) => {
    const now = new Date(monday);
    now.setUTCHours(hour - 1, 7);
    const { meetings } = generateExample(20261123, now, { firm: 'Sonnendach', size: 0.3 });
    const visits = meetings.filter(({ invitation }) => invitation);
    expect(visits.length).toBeGreaterThan(1);
    for (const { invitation, startsAt } of visits) expect(invitation && invitation.at < startsAt).toBe(true);
  },
);
