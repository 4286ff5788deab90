import { findOrMakePerson } from '#consent';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { factsOf, type MeetingsWorld } from '../../commands/parts.ts';
import { meetingPlanned } from '../../events.ts';
import { type HostedMeeting, insertMeeting, lockTimesOf } from '../../queries/meetings.ts';
import type { MeetingAt } from '../../contract/shapes.ts';
import { lockSeats } from '../../places/seats.ts';
import { placeFor, videoPlaces } from '../../providers/commands.ts';
import type { MeetingRow } from '../../schema.ts';
import { slotsOfPage } from '../offer.ts';
import { isFlood, refuseTooMany } from './floods.ts';
import { findBookingOfForm, findLoads, insertBooking } from '../queries/bookings.ts';
import { findPage, type HostedPage, placeOfVisits } from '../queries/pages.ts';
import { chooseHost } from '../rules/choose-host.ts';
import type { Filled } from '../rules/form-input.ts';
import { routed } from '../rules/routing.ts';
import type { BookingRow } from '../schema.ts';

export type Wish = Pick<BookingRow, 'formId' | 'locale' | 'timeZone' | 'network'> & {
  startsAt: Date;
  filled: Filled;
};

/**
 * A person takes a time. Whoever comes second to it gets `undefined`; whoever sends the same form twice gets their own meeting again. It is no consent to anything: it allows mails
 * about this meeting, and being met.
 */
export function book(
  db: Db<MeetingsWorld>,
  page: HostedPage,
  wish: Wish,
  now: Date,
): Promise<{ meetingId: string } | undefined> {
  const { workspaceId, id: pageId } = page;
  const about = { workspaceId, pageId, network: wish.network, email: wish.filled.email };
  return inTransaction(db, async (trx) => {
    // Before anybody is kept waiting: a flood waits for nothing and holds up nobody.
    await refuseUnlessKnown(trx, about, wish, now);
    await lockTimesOf(trx, workspaceId, page.hostIds);
    const known = await findBookingOfForm(trx, { workspaceId, formId: wish.formId });
    if (known) return known.pageId === pageId && known.email === about.email ? known : undefined;
    await refuseUnlessKnown(trx, about, wish, now);
    // It may have been changed or closed while we waited.
    const found = await findPage(trx, { workspaceId, pageId });
    if (!found || found.closedAt) return undefined;
    const standing = routed(found, wish.filled.answers);
    await lockSeats(trx, { workspaceId, placeId: placeOfVisits(standing) });

    const span = { from: wish.startsAt, to: new Date(wish.startsAt.getTime() + 1) };
    const [slot] = await slotsOfPage(trx, standing, span, now);
    if (!slot) return undefined;
    const hostIds = await hostsFor(trx, standing, slot.hostIds, now);
    const meeting = await plan(trx, standing, wish, hostIds, now);
    const { formId, locale, timeZone } = wish;
    const told = { formId, locale, timeZone, answers: meeting.answers, bookedAt: now };
    await insertBooking(trx, { ...about, ...told, meetingId: meeting.id });
    await announce(trx, systemActor(workspaceId), meetingPlanned, factsOf(meeting), now);
    return { meetingId: meeting.id };
  });
}

async function refuseUnlessKnown(
  trx: Db<MeetingsWorld>,
  { workspaceId, pageId, network, email }: Pick<BookingRow, 'workspaceId' | 'pageId' | 'network' | 'email'>,
  { formId }: Wish,
  now: Date,
): Promise<void> {
  if (!(await isFlood(trx, 'booking', { workspaceId, pageId, network, mailboxOrNumber: email }, now))) return;
  // The last one that was let in may have been sent twice.
  if (await findBookingOfForm(trx, { workspaceId, formId })) return;
  refuseTooMany();
}

/** All of them, or whose turn it is among those who are free: counted over as long as the page looks ahead. */
async function hostsFor(
  trx: Db<MeetingsWorld>,
  { workspaceId, id: pageId, assignment, horizonDays }: HostedPage,
  free: readonly string[],
  now: Date,
): Promise<string[]> {
  if (assignment === 'all') return [...free];
  const since = new Date(now.getTime() - horizonDays * 86_400_000);
  const host = chooseHost(free, await findLoads(trx, { workspaceId, pageId, since }));
  return host === undefined ? [] : [host];
}

async function plan(
  trx: Db<MeetingsWorld>,
  page: HostedPage,
  { startsAt, filled }: Wish,
  hostIds: string[],
  now: Date,
): Promise<HostedMeeting> {
  const { workspaceId } = page;
  const { firstName, lastName, email, phone, answers } = filled;
  const person = { firstName, lastName, email, phone, street: null, postalCode: null, city: null };
  const source = `Terminseite „${page.title}“`.slice(0, 120);
  const found = { proven: 'email', source, ownerId: hostIds[0] ?? null } as const;
  const contactId = await findOrMakePerson(trx, systemActor(workspaceId), person, found, now);
  const place = page.way === 'video' ? await placeOfPage(trx, page) : null;
  const row: MeetingRow = {
    workspaceId,
    id: newId(now.getTime()),
    contactId,
    dealId: null,
    title: page.title,
    way: page.way,
    location: page.location,
    providerId: place?.id ?? null,
    placeId: placeOfVisits(page),
    startsAt,
    endsAt: new Date(startsAt.getTime() + page.minutes * 60_000),
    state: 'planned',
    source: 'booking',
    settledAt: null,
    settledBy: null,
    createdBy: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
  await insertMeeting(trx, row, hostIds);
  return { ...row, hostIds, answers, invited: false, place };
}

/** Whoever books has chosen a time, and not how our providers are: where the page's is gone, it is as usual. */
async function placeOfPage(trx: Db<MeetingsWorld>, { workspaceId, videoAt }: HostedPage): Promise<MeetingAt | null> {
  if (videoAt === 'usual' || videoAt === 'own') return placeFor(trx, workspaceId, videoAt);
  const { items } = await videoPlaces(trx, workspaceId);
  return placeFor(trx, workspaceId, items.some(({ id }) => id === videoAt) ? videoAt : 'usual');
}
