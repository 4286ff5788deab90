import { listMembers } from '#access';
import { findWorkspace, isHoliday, isPlace } from '#workspace';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { MeetingsWorld } from '../commands/parts.ts';
import { busyTimesOf } from '../calendars/answers.ts';
import { fullTimesOf } from '../places/seats.ts';
import { findMeetingTimes } from '../queries/meetings.ts';
import { findBookedTimes } from './queries/bookings.ts';
import { findHours, type HostedPage, placeOfVisits } from './queries/pages.ts';
import { usualHours } from './rules/hours.ts';
import { type Slot, type SlotHost, slotsOf } from './rules/slots.ts';

/** Around what is asked for: rooms before and after, and whole days wherever a host is. */
const around = 2 * 86_400_000;

/**
 * What can be booked on a page. `moving`: a meeting that is to lie elsewhere, with the hosts it has; its own time is free for it. Whoever decides by the answer holds the times of
 * the hosts and the seats of the showroom.
 */
export async function slotsOfPage(
  db: Db<MeetingsWorld>,
  page: HostedPage,
  span: { from: Date; to: Date },
  now: Date,
  moving?: { id: string; hostIds: readonly string[]; placeId: string | null },
): Promise<Slot[]> {
  const { workspaceId, id: pageId } = page;
  const [home, members] = await Promise.all([findWorkspace(db, workspaceId), listMembers(db, workspaceId)]);
  if (!home) throw notFound();
  const here = new Set(members.filter(({ endedAt }) => endedAt === null).map(({ userId }) => userId));
  const userIds = (moving?.hostIds ?? page.hostIds).filter((userId) => here.has(userId));
  const horizon = now.getTime() + page.horizonDays * 86_400_000;
  const from = new Date(Math.max(span.from.getTime(), now.getTime()) - around);
  const to = new Date(Math.min(span.to.getTime(), horizon) + around);
  const asked = { workspaceId, userIds, from, to, except: moving?.id ?? null };
  const placeId = moving ? moving.placeId : placeOfVisits(page);
  const [hours, meetings, elsewhere, booked, full] = await Promise.all([
    findHours(db, workspaceId, userIds),
    findMeetingTimes(db, asked),
    busyTimesOf(db, workspaceId, userIds, { from, to }),
    findBookedTimes(db, { ...asked, pageId }),
    fullTimesOf(db, { ...asked, placeId }),
  ]);
  const busyOf = Map.groupBy([...meetings, ...elsewhere], ({ userId }) => userId);
  const bookedOf = Map.groupBy(booked, ({ userId }) => userId);
  const hosts = userIds.map((userId): SlotHost => {
    const own = hours.get(userId);
    return {
      userId,
      timeZone: own?.timeZone ?? home.timeZone,
      hours: own?.hours ?? usualHours,
      exceptions: own?.exceptions ?? [],
      busy: busyOf.get(userId) ?? [],
      booked: (bookedOf.get(userId) ?? []).map(({ startsAt }) => startsAt),
    };
  });
  const assignment = moving ? 'all' : page.assignment;
  const place = isPlace(home.region) ? home.region : home.country;
  return slotsOf(page, { hosts, assignment, isHoliday: (day) => isHoliday(day, place), full }, span, now);
}
