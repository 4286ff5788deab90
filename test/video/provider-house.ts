import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { createContact } from '#contacts/contract';
import * as contract from '#meetings/contract';
import { smtpMail } from '#platform/mail';
import { eventually as soon } from '../setup/eventually.ts';
import { connectAsOwner } from '../setup/database.ts';
import { type Client, startApp, type TestApp, type TestWorkspace } from '../setup/house.ts';
import { plain, postOffice } from '../setup/post-office.ts';
import { type ForeignProviders, foreignProviders, keys } from './foreign-providers.ts';

export { keys } from './foreign-providers.ts';

const { hookSecret, secret: zoomSecret, ...zoomSettings } = keys.zoom;
const { secret: teamsSecret, ...teamsSettings } = keys.teams;
export const inputs = {
  zoom: { kind: 'zoom', name: 'Zoom', settings: zoomSettings, secret: zoomSecret, hookSecret },
  meet: { kind: 'meet', name: 'Meet', settings: {}, secret: keys.meet },
  teams: {
    kind: 'teams',
    name: 'Teams',
    settings: { ...teamsSettings, organizer: keys.organizer },
    secret: teamsSecret,
  },
} as const;
type Kind = keyof typeof inputs;

export const span = { startsAt: '2026-11-24T09:00:00.000Z', endsAt: '2026-11-24T09:30:00.000Z' };
export const later = { startsAt: '2026-11-25T12:00:00.000Z', endsAt: '2026-11-25T13:00:00.000Z' };

/** How often what would be tried again in seconds is tried at once: much slower than we give up waiting for a link. */
const hurryMs = 400;

/** A house whose meetings by video take place at providers that answer as the real ones do, with a workspace of its own for every test of the file. */
export function providerHouse() {
  let app: TestApp;
  let house: TestWorkspace;
  let office: Awaited<ReturnType<typeof postOffice>>;
  let foreign: ForeignProviders;
  let queue: pg.Client;
  let hurried = 0;
  /** Of the person; mails of the test before may still be under way. */
  let email: string;
  beforeAll(async () => {
    [office, foreign, queue] = await Promise.all([postOffice(), foreignProviders(), connectAsOwner()]);
    app = await startApp({
      config: { publicUrl: 'https://klinke.example.org', privateHosts: ['127.0.0.1'] },
      ports: { mail: smtpMail(office.url, 'Klinke <klinke@example.org>'), providers: foreign.addresses },
    });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await Promise.all([office[Symbol.asyncDispose](), foreign[Symbol.asyncDispose](), queue.end()]);
  });
  beforeEach(async () => {
    house = await app.workspace();
    foreign.forget();
    email = `anna-${randomUUID()}@example.org`;
    office.letters.length = 0;
  });

  /** As if the seconds had passed after which something is tried again. */
  async function hurry(): Promise<void> {
    if (Date.now() - hurried < hurryMs) return;
    hurried = Date.now();
    const { rowCount } = await queue.query(
      `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = any($1) and j.locked_at is null
         and j.run_at > now() and j.run_at < now() + interval '1 minute'`,
      [['meetings.place', 'meetings.tellOfBooking', 'meetings.tellHost']],
    );
    if (rowCount) await queue.query(`select pg_notify('jobs:insert', '{"r":"hurry","count":1}')`);
  }

  function eventually<T>(look: () => Promise<T> | T): Promise<T> {
    return soon(async () => {
      await app.drain();
      await hurry();
      return look();
    });
  }

  const meetingOf = async ({ id }: { id: string }) =>
    (await house.owner.call(contract.getMeeting, { params: { meetingId: id } })).body;

  return {
    get app(): TestApp {
      return app;
    },
    get house(): TestWorkspace {
      return house;
    },
    get owner(): Client {
      return house.owner;
    },
    get foreign(): ForeignProviders {
      return foreign;
    },
    get email(): string {
      return email;
    },
    eventually,
    meetingOf,

    async add(body: contract.CreateProvider, usual = true): Promise<contract.ProviderView> {
      const made = await house.owner.call(contract.createProvider, { body });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      if (usual) await house.owner.call(contract.chooseUsualPlace, { body: { providerId: made.body.id } });
      return made.body;
    },

    async plan(more: Partial<contract.CreateMeeting> = {}): Promise<contract.MeetingView> {
      const person = { firstName: 'Anna', lastName: 'Berg', emails: [{ value: email }] };
      const contactId = (await house.owner.call(createContact, { body: person })).body.id;
      const body = { contactId, title: 'Beratung', where: { way: 'video' as const }, ...span, ...more };
      const made = await house.owner.call(contract.createMeeting, { body });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return made.body.meeting;
    },

    isMade: (meeting: { id: string }) =>
      eventually(async () => {
        const { place } = await meetingOf(meeting);
        expect(place).toMatchObject({ state: 'made', problem: null });
        return place?.joinUrl ?? '';
      }),

    isFailed: (meeting: { id: string }, problem: string) =>
      eventually(async () =>
        expect((await meetingOf(meeting)).place).toMatchObject({ state: 'failed', problem, joinUrl: null }),
      ),

    standsAt: (kind: Kind, expected: object[]) =>
      eventually(() => {
        const all = [...foreign.standing[kind].values()];
        expect(all).toMatchObject(expected);
        expect(all).toHaveLength(expected.length);
      }),

    lettersTo: (to: string, count: number) =>
      eventually(() => {
        const letters = office.letters.filter((letter) => letter.to[0] === to);
        expect(letters).toHaveLength(count);
        return letters.map(({ raw }) => plain(raw));
      }),
  };
}
