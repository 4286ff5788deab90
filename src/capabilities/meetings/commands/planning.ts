import { refuseForeignDeal } from '#calls';
import { requireContact } from '#contacts';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { ChangeMeeting, CreateMeeting, MeetingAt, Where } from '../contract.ts';
import { meetingCancelled, meetingChanged, meetingPlanned } from '../events.ts';
import {
  type BusyTime,
  findMeetingTimes,
  type HostedMeeting,
  insertMeeting,
  lockTimesOf,
  replaceHosts,
  updateMeeting,
} from '../queries/meetings.ts';
import { placeLine } from '../places/rules.ts';
import { refuseWithoutSeat, requireOpenPlace } from '../places/seats.ts';
import { placeFor } from '../providers/commands.ts';
import { locationOf, wanted } from '../rules.ts';
import type { MeetingRow } from '../schema.ts';
import { invite } from './inviting.ts';
import {
  factsOf,
  keyOf,
  lockStanding,
  type MeetingsWorld,
  notPlanned,
  refuseNoSpan,
  refuseUnknownHosts,
  stale,
} from './parts.ts';

type Planner = Actor & { userId: string };
export type Planned = { meeting: HostedMeeting; overlaps: BusyTime[] };

/** By hand a meeting may lie upon another: who plans it knows more than we do. They are told. */
export function createMeeting(
  db: Db<MeetingsWorld>,
  actor: Planner,
  input: CreateMeeting,
  now: Date,
): Promise<Planned> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const contact = await requireContact(trx, workspaceId, input.contactId);
    const hostIds = [...new Set(input.hostIds ?? [userId])].toSorted();
    await refuseUnknownHosts(trx, workspaceId, hostIds);
    await refuseForeignDeal(trx, workspaceId, input.dealId, contact.id);
    const span = { startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt) };
    refuseNoSpan(span);
    const where = await whereWanted(trx, workspaceId, input.where, input.placeId);
    const wantedPlace = await placeWanted(trx, workspaceId, where);
    // What is over was where it was.
    const place = span.endsAt > now ? wantedPlace : null;
    const row: MeetingRow = {
      workspaceId,
      id: newId(now.getTime()),
      contactId: contact.id,
      dealId: input.dealId ?? null,
      title: input.title,
      ...locationOf(where),
      providerId: place?.id ?? null,
      placeId: where.way === 'place' ? (input.placeId ?? null) : null,
      ...span,
      state: 'planned',
      source: 'hand',
      settledAt: null,
      settledBy: null,
      createdBy: userId,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    const meeting = { ...row, hostIds, answers: [], invited: input.invite ?? false, place };
    const overlaps = await takeTimes(trx, meeting);
    if (span.endsAt > now) await refuseWithoutSeat(trx, meeting);
    await insertMeeting(trx, row, hostIds);
    if (meeting.invited) await invite(trx, actor, meeting, now);
    await announce(trx, actor, meetingPlanned, factsOf(meeting), now);
    return { meeting, overlaps };
  });
}

/** Who comes to a showroom comes to where it is; one that was closed or has moved meanwhile keeps who was to come. */
async function whereWanted<Given extends Where | undefined>(
  trx: Db<MeetingsWorld>,
  workspaceId: string,
  where: Given,
  placeId: string | null | undefined,
  before?: HostedMeeting,
): Promise<Given | Where> {
  if (placeId === null || placeId === undefined) return where;
  const same = placeId === before?.placeId;
  const location = same ? before.location : placeLine(await requireOpenPlace(trx, workspaceId, placeId));
  return where?.way === 'place' && location !== null ? { way: 'place', location } : where;
}

/** Where nothing is said, it stays where it is. */
async function placeWanted(
  trx: Db<MeetingsWorld>,
  workspaceId: string,
  where: Where,
  before?: HostedMeeting,
): Promise<MeetingAt | null> {
  if (where.way !== 'video') return null;
  // Also at a provider that takes no new ones.
  if (before?.way === 'video' && (where.at === undefined || where.at === before.providerId)) return before.place;
  return placeFor(trx, workspaceId, where.at ?? 'usual');
}

/** Whoever books on a page right now sees this meeting, or it sees theirs. */
async function takeTimes(trx: Db<MeetingsWorld>, meeting: HostedMeeting): Promise<BusyTime[]> {
  const { workspaceId, hostIds, startsAt, endsAt, id } = meeting;
  await lockTimesOf(trx, workspaceId, hostIds);
  return findMeetingTimes(trx, { workspaceId, userIds: hostIds, from: startsAt, to: endsAt, except: id });
}

export function changeMeeting(
  db: Db<MeetingsWorld>,
  actor: Planner,
  meetingId: string,
  input: ChangeMeeting,
  ifMatch: number | undefined,
  now: Date,
): Promise<Planned> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const before = await lockStanding(trx, workspaceId, meetingId);
    refuseStale(before.version, ifMatch);
    if (before.state !== 'planned') throw notPlanned();
    const inviting = input.invite === true && !before.invited && before.source === 'hand';
    const place = input.where ? await placeWanted(trx, workspaceId, input.where, before) : before.place;
    const where = await whereWanted(trx, workspaceId, input.where, input.placeId, before);
    const standing = { ...before, invited: before.invited || inviting };
    const { after, changed } = wanted(standing, { ...input, ...(where && { where }) }, place);
    if (changed['dealId']) await refuseForeignDeal(trx, workspaceId, after.dealId, after.contactId);
    if (changed['hostIds']) await refuseUnknownHosts(trx, workspaceId, after.hostIds);
    refuseNoSpan(after);
    if (Object.keys(changed).length === 0 && !inviting) return { meeting: before, overlaps: [] };

    const overlaps = await takeTimes(trx, after);
    const moved = changed['startsAt'] ?? changed['endsAt'] ?? changed['placeId'];
    if (moved && after.endsAt > now) await refuseWithoutSeat(trx, after);
    if (inviting) await invite(trx, actor, before, now);
    const meeting = await write(trx, before, after, now);
    const all = { ...changed, ...(inviting && { invited: { from: false, to: true } }) };
    await announce(trx, actor, meetingChanged, { ...factsOf(meeting), changed: all }, now);
    return { meeting, overlaps };
  });
}

async function write(
  trx: Db<MeetingsWorld>,
  before: HostedMeeting,
  { dealId, title, way, location, providerId, placeId, startsAt, endsAt, hostIds }: HostedMeeting,
  now: Date,
): Promise<HostedMeeting> {
  const content = { dealId, title, way, location, providerId, placeId, startsAt, endsAt };
  const meeting = await updateMeeting(trx, keyOf(before), { ...content, updatedAt: now });
  if (!meeting) throw stale();
  await replaceHosts(trx, meeting, hostIds);
  return { ...meeting, hostIds };
}

/** Cancelled twice is cancelled once. */
export function cancelMeeting(
  db: Db<MeetingsWorld>,
  actor: Actor,
  meetingId: string,
  now: Date,
): Promise<HostedMeeting> {
  return inTransaction(db, async (trx) => {
    const before = await lockStanding(trx, actor.workspaceId, meetingId);
    if (before.state === 'cancelled') return before;
    if (before.state !== 'planned') throw notPlanned();
    const settled = { state: 'cancelled', settledAt: now, settledBy: actor.userId, updatedAt: now } as const;
    const meeting = await updateMeeting(trx, keyOf(before), settled);
    if (!meeting) throw stale();
    await announce(trx, actor, meetingCancelled, factsOf(meeting), now);
    return meeting;
  });
}
