import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  type BookingPageView,
  type CreateBookingPage,
  createBookingPage,
  listMeetings,
  type MeetingView,
} from '#meetings/contract';
import { type MailOffice, mailOffice } from './mail-office.ts';

export const tuesday = '2026-11-24T09:00:00.000Z';

/** What a visitor sends who takes that time. */
export const erika = () => ({
  time: tuesday,
  form: randomUUID(),
  zone: 'Europe/Berlin',
  firstName: 'Erika',
  lastName: 'Muster',
  email: `erika-${randomUUID()}@example.org`,
});

/** The times that a page offers as links, whole. */
export const timesIn = (text: string): string[] =>
  [...text.matchAll(/time=([^"&]+)/g)].map(([, time]) => decodeURIComponent(time ?? ''));

/** Those that are left for whoever came second. */
export const othersIn = (text: string): string[] =>
  [...text.matchAll(/name="time" value="([^"]+)"/g)].map(([, time]) => time ?? '');

type Answer = { status: number; text: string; headers: Record<string, unknown>; goTo: string };
type Visit = (
  method: 'GET' | 'POST',
  address: string,
  fields?: Record<string, string>,
  options?: { ip?: string; language?: string },
) => Promise<Answer>;

/** A mail office with booking pages, and visitors to them. */
export type BookingOffice = MailOffice & {
  open: (more?: Partial<CreateBookingPage>) => Promise<BookingPageView>;
  visit: Visit;
  book: (
    page: BookingPageView,
    more?: Record<string, string>,
  ) => Promise<Answer & { sent: ReturnType<typeof erika> & Record<string, string> }>;
  meetings: (query?: object) => Promise<MeetingView[]>;
};

export function bookingOffice(): BookingOffice {
  const office = mailOffice();
  let lines = 0;
  const visit: Visit = async (method, address, fields = {}, options = {}) => {
    const url = new URL(address, 'https://klinke.example.org');
    const answer = await office.app.running.server.inject({
      method,
      url: url.pathname + url.search,
      // Every visitor on a line of their own, unless the test says otherwise.
      remoteAddress: options.ip ?? `198.51.${100 + Math.floor(++lines / 250)}.${lines % 250}`,
      headers: {
        host: 'localhost',
        'accept-language': options.language ?? 'de',
        ...(method === 'POST' && {
          'content-type': 'application/x-www-form-urlencoded',
          origin: 'http://localhost',
          'sec-fetch-site': 'same-origin',
        }),
      },
      ...(method === 'POST' && { payload: new URLSearchParams(fields).toString() }),
    });
    return {
      status: answer.statusCode,
      text: answer.body,
      headers: answer.headers,
      goTo: String(answer.headers['location'] ?? ''),
    };
  };
  return Object.assign(Object.create(office, {}) as MailOffice, {
    visit,
    async open(more: Partial<CreateBookingPage> = {}) {
      const body = {
        title: 'Beratung',
        privacyUrl: 'https://sonnendach.example/datenschutz',
        where: { way: 'video' as const },
        minutes: 30,
        hostIds: [office.owner.userId],
        ...more,
      };
      const answer = await office.owner.call(createBookingPage, { body });
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      return answer.body;
    },
    async book(page: BookingPageView, more: Record<string, string> = {}) {
      const sent = { ...erika(), ...more };
      const answer = await visit('POST', page.address, sent);
      expect(answer.status, answer.text).toBe(303);
      return { ...answer, sent };
    },
    async meetings(query: object = {}) {
      return (await office.owner.call(listMeetings, { query: { limit: 200, ...query } })).body.items;
    },
  });
}
