import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createPerson, join, setUp } from '#access';
import { type AllTables, prepareWorkspace } from '#capabilities';
import { createPage } from '#meetings';
import type { Db } from '#platform/db';
import { dbOf, type Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import { publicKey } from '#platform/public-key';
import { book } from '../../src/capabilities/meetings/booking/commands/booking.ts';
import { slotsOfPage } from '../../src/capabilities/meetings/booking/offer.ts';
import type { HostedPage } from '../../src/capabilities/meetings/booking/queries/pages.ts';
import type { RunningServer } from '../../src/main.ts';
import { percentile, roundMs } from '../calls/percentiles.ts';

const day = 86_400_000;
const ahead = (now: Date, days: number) => ({ from: now, to: new Date(now.getTime() + days * day) });
const everyHour = { 1: [{ from: '00:00', to: '24:00' }] };
const always = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, everyHour[1]]));

type Office = { db: Db<AllTables>; workspaceId: string; ownerId: string; hostIds: string[] };

/** A workspace of its own, with so many who meet people at any hour. */
async function openOffice(ground: Ground, hosts: number): Promise<Office> {
  const owner = { name: 'Bench', email: `${newId()}@example.org`, password: 'messen statt meinen' };
  const { workspaceId, userId: ownerId } = await setUp(
    ground,
    { workspaceName: 'Bench booking', country: 'DE', region: 'DE-HE', locale: 'de', ...owner, example: false },
    { onlyFirst: false, prepare: prepareWorkspace },
  );
  const db = dbOf<AllTables>(ground, { workspaceId });
  const now = ground.ports.clock();
  const actor = { kind: 'user', workspaceId, userId: ownerId, role: 'owner', seesOnlyOwn: false } as const;
  const hostIds = await db.transaction().execute(async (trx) => {
    const made: string[] = [];
    for (let host = 0; host < hosts; host++) {
      const person = {
        name: `Host ${host}`,
        email: `${newId()}@example.org`,
        locale: 'de',
        passwordHash: null,
      } as const;
      const userId = await createPerson(trx, person, now);
      await join(trx, actor, userId, 'member', now);
      const content = { timeZone: 'Europe/Berlin', hours: JSON.stringify(always), exceptions: '[]' };
      await trx
        .insertInto('hostHours')
        .values({ workspaceId, userId, ...content, updatedAt: now, version: 1 })
        .execute();
      made.push(userId);
    }
    return made;
  });
  return { db, workspaceId, ownerId, hostIds };
}

function openPage(
  { db, workspaceId, ownerId }: Office,
  hostIds: string[],
  horizonDays: number,
  now: Date,
): Promise<HostedPage> {
  const actor = { kind: 'user', workspaceId, userId: ownerId, role: 'owner', seesOnlyOwn: false } as const;
  const content = {
    title: 'Beratung',
    privacyUrl: 'https://example.org/datenschutz',
    where: { way: 'video' },
  } as const;
  return createPage(db, actor, { ...content, minutes: 30, hostIds, horizonDays }, randomBytes, now);
}

const filled = () => ({
  firstName: null,
  lastName: 'Muster',
  email: `${randomUUID()}@example.org`,
  phone: null,
  answers: [],
});

const races = { pages: 10, slots: 20, each: 50, limitSeconds: 120 };

/** Fifty at every time, on ten pages at once: one gets it, and nobody has two meetings at a time. */
export async function measureRaces(ground: Ground): Promise<object> {
  const office = await openOffice(ground, races.pages);
  const now = ground.ports.clock();
  const pages = await Promise.all(office.hostIds.map((hostId) => openPage(office, [hostId], 30, now)));
  let [attempts, won, lost] = [0, 0, 0];
  const begun = performance.now();
  await Promise.all(
    pages.map(async (page) => {
      const slots = (await slotsOfPage(office.db, page, ahead(now, 30), now)).slice(0, races.slots);
      for (const { startsAt } of slots) {
        const answers = await Promise.all(
          Array.from({ length: races.each }, () =>
            book(
              office.db,
              page,
              {
                startsAt,
                filled: filled(),
                formId: randomUUID(),
                locale: 'de',
                timeZone: 'Europe/Berlin',
                network: randomUUID(),
              },
              now,
            ),
          ),
        );
        attempts += answers.length;
        won += answers.filter(Boolean).length;
        lost += answers.filter((answer) => !answer).length;
      }
    }),
  );
  const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  const { rows } = await sql<{ double: number }>`
    select count(*) as double from meeting a
    join meeting_host ha on ha.workspace_id = a.workspace_id and ha.meeting_id = a.id
    join meeting_host hb on hb.workspace_id = a.workspace_id and hb.user_id = ha.user_id and hb.meeting_id > a.id
    join meeting b on b.workspace_id = hb.workspace_id and b.id = hb.meeting_id
    where a.workspace_id = ${office.workspaceId} and a.starts_at < b.ends_at and b.starts_at < a.ends_at
  `.execute(office.db);
  const double = rows[0]?.double ?? Number.NaN;
  const wanted = races.pages * races.slots;
  const bar = { attempts: 10_000, double: 0, won: wanted, seconds: races.limitSeconds };
  return {
    attempts,
    won,
    lost,
    double,
    seconds,
    bar,
    met: attempts === bar.attempts && won === wanted && double === 0 && seconds <= bar.seconds,
  };
}

const offer = { hosts: 10, days: 60, calendars: 20, busyEach: 250, samples: 20, barMs: 150 };

/** What is free, of ten people with two calendars each, for two months: everything asked anew, from the database on. */
export async function measureOffer(ground: Ground): Promise<object> {
  const office = await openOffice(ground, offer.hosts);
  const { db, workspaceId, hostIds } = office;
  const now = ground.ports.clock();
  const page = await openPage(office, hostIds, offer.days, now);
  for (let index = 0; index < offer.calendars; index++)
    await fillCalendar(db, workspaceId, hostIds[index % offer.hosts] ?? '', index, now);
  const took: number[] = [];
  let slots = 0;
  for (let sample = 0; sample < offer.samples; sample++) {
    const begun = performance.now();
    slots = (await slotsOfPage(db, page, ahead(now, offer.days), now)).length;
    took.push(performance.now() - begun);
  }
  const [p50Ms, p95Ms] = [roundMs(percentile(took, 0.5)), roundMs(percentile(took, 0.95))];
  const { hosts, days, calendars, barMs } = offer;
  return {
    hosts,
    days,
    calendars,
    busyTimes: calendars * offer.busyEach,
    slots,
    p50Ms,
    p95Ms,
    barMs,
    met: slots > 0 && p50Ms <= barMs,
  };
}

async function fillCalendar(
  db: Db<AllTables>,
  workspaceId: string,
  userId: string,
  index: number,
  now: Date,
): Promise<void> {
  const calendarId = newId();
  const empty = {
    state: null,
    problem: null,
    problemSince: null,
    tries: 0,
    skipped: 0,
    writingSince: null,
    userName: null,
  };
  const known = { readAt: now, workedOutAt: now, createdAt: now, nextReadAt: new Date(now.getTime() + day) };
  const about = { name: 'Bench', kind: 'feed', host: 'example.org', fingerprint: `bench ${index}` } as const;
  await db
    .insertInto('calendar')
    .values({ workspaceId, id: calendarId, userId, ...about, ...empty, ...known })
    .execute();
  const busy = Array.from({ length: offer.busyEach }, (_, at) => {
    const startsAt = new Date(now.getTime() + at * 5.5 * 3_600_000 + index * 600_000);
    return { workspaceId, calendarId, userId, startsAt, endsAt: new Date(startsAt.getTime() + 45 * 60_000) };
  });
  await db.insertInto('busyTime').values(busy).execute();
}

const flood = { bookings: 500, others: 40, most: 10, barMs: 250 };

/** 500 bookings over one line, as fast as they come: ten get in, the others are told to wait, and who looks at the page meanwhile is served. Also: how much script the page has. */
export async function measureFlood({ server, house: { ground } }: RunningServer): Promise<object> {
  const office = await openOffice(ground, 1);
  const now = ground.ports.clock();
  const page = await openPage(office, office.hostIds, 60, now);
  const url = `/termin/${publicKey(page.workspaceId, page.key)}`;
  const slots = await slotsOfPage(office.db, page, ahead(now, 60), now);
  const headers = { host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' };
  const post = async (at: number): Promise<number> => {
    const { email, lastName } = filled();
    const time = slots[at]?.startsAt.toISOString() ?? '';
    const payload = new URLSearchParams({
      time,
      form: randomUUID(),
      zone: 'Europe/Berlin',
      lastName,
      email,
    }).toString();
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return (
      await server.inject({
        method: 'POST',
        url,
        remoteAddress: '203.0.113.9',
        headers: { ...headers, ...type },
        payload,
      })
    ).statusCode;
  };
  let scripts = 0;
  const look = async (at: number): Promise<number> => {
    const begun = performance.now();
    const { statusCode, body } = await server.inject({
      method: 'GET',
      url,
      remoteAddress: `198.51.100.${at}`,
      headers,
    });
    if (statusCode !== 200) throw new Error(`the page answered ${statusCode}`);
    scripts = Math.max(scripts, body.split('<script').length - 1);
    return performance.now() - begun;
  };
  const begun = performance.now();
  const sent = (async () => {
    const statuses: number[] = [];
    for (let at = 0; at < flood.bookings; at += 10)
      statuses.push(...(await Promise.all(Array.from({ length: 10 }, (_, index) => post(at + index)))));
    return statuses;
  })();
  const looked: number[] = [];
  for (let at = 0; at < flood.others; at++) looked.push(await look(at));
  const statuses = await sent;
  const booked = statuses.filter((status) => status === 303).length;
  const refused = statuses.filter((status) => status === 429).length;
  const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  const [p50Ms, p95Ms] = [roundMs(percentile(looked, 0.5)), roundMs(percentile(looked, 0.95))];
  const bar = { booked: flood.most, seconds: 60, others: `p50 ≤ ${flood.barMs} ms`, scripts: 0 };
  return {
    sent: statuses.length,
    booked,
    refused,
    seconds,
    others: { p50Ms, p95Ms },
    scripts,
    bar,
    met:
      booked <= flood.most &&
      booked + refused === flood.bookings &&
      seconds <= 60 &&
      p50Ms <= flood.barMs &&
      scripts === 0,
  };
}
