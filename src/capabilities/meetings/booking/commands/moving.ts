import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import { cancelMeeting } from '../../commands/planning.ts';
import { factsOf, keyOf, lockStanding, type MeetingsWorld, stale } from '../../commands/parts.ts';
import { meetingChanged } from '../../events.ts';
import { type HostedMeeting, lockTimesOf, updateMeeting } from '../../queries/meetings.ts';
import { lockSeats } from '../../places/seats.ts';
import { slotsOfPage } from '../offer.ts';
import { findBooking } from '../queries/bookings.ts';
import { findPage, type HostedPage } from '../queries/pages.ts';
import type { BookingRow } from '../schema.ts';

type Key = { workspaceId: string; meetingId: string };
export type Booked = { meeting: HostedMeeting; booking: BookingRow; page: HostedPage };

/** The link that came with the confirmation moves and cancels until the meeting is over or somebody has said how it went. */
export function isOpen({ state, endsAt }: Pick<HostedMeeting, 'state' | 'endsAt'>, now: Date): boolean {
  return state === 'planned' && endsAt > now;
}

/** False: somebody has that time, or it is none. */
export function moveBooking(db: Db<MeetingsWorld>, key: Key, startsAt: Date, now: Date): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const { meeting: before, page } = await lockBooked(trx, key, now);
    if (before.startsAt.getTime() === startsAt.getTime()) return true;
    await lockTimesOf(trx, key.workspaceId, before.hostIds);
    await lockSeats(trx, before);
    const span = { from: startsAt, to: new Date(startsAt.getTime() + 1) };
    const [slot] = await slotsOfPage(trx, { ...page, minutes: minutesOf(before) }, span, now, before);
    if (!slot) return false;
    const endsAt = new Date(startsAt.getTime() + minutesOf(before) * 60_000);
    const meeting = await updateMeeting(trx, keyOf(before), { startsAt, endsAt, updatedAt: now });
    if (!meeting) throw stale();
    const changed = {
      startsAt: { from: before.startsAt, to: startsAt },
      endsAt: { from: before.endsAt, to: endsAt },
    };
    await announce(trx, systemActor(key.workspaceId), meetingChanged, { ...factsOf(meeting), changed }, now);
    return true;
  });
}

/** A meeting keeps its length, whatever the page says by now. */
export const minutesOf = ({ startsAt, endsAt }: Pick<HostedMeeting, 'startsAt' | 'endsAt'>): number =>
  (endsAt.getTime() - startsAt.getTime()) / 60_000;

export function cancelBooking(db: Db<MeetingsWorld>, key: Key, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const meeting = await lockStanding(trx, key.workspaceId, key.meetingId);
    const told = meeting.invited || (await findBooking(trx, key));
    if (!told || !isOpen(meeting, now)) throw notFound();
    await cancelMeeting(trx, systemActor(key.workspaceId), key.meetingId, now);
  });
}

async function lockBooked(trx: Db<MeetingsWorld>, key: Key, now: Date): Promise<Booked> {
  const meeting = await lockStanding(trx, key.workspaceId, key.meetingId);
  const booking = await findBooking(trx, key);
  const page = booking && (await findPage(trx, { workspaceId: key.workspaceId, pageId: booking.pageId }));
  if (!booking || !page || !isOpen(meeting, now)) throw notFound();
  return { meeting, booking, page };
}
