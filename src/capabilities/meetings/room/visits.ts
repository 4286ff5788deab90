import { listMembers } from '#access';
import { findWorkspace } from '#workspace';
import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import { dbOf, type Ground } from '#platform/ground';
import type { MeetingsWorld } from '../commands/parts.ts';
import { findMeeting } from '../queries/meetings.ts';
import type { RoomVisit } from './contract.ts';
import type { Over } from './messages.ts';
import { findMeetingOfLink, type LinkedMeeting } from './queries.ts';
import { hasRoom, linkExpiry, readGuestToken } from './rules.ts';

type Faulty = Extract<Over, `link_${string}`>;
export type Visit = { db: Db<MeetingsWorld>; workspaceId: string; meeting: LinkedMeeting };

/** Where a guest link leads to, or why nowhere. A forged one, one of nobody and one of a meeting that was removed are the same to a stranger. */
export async function visitOf(ground: Ground, token: string, now: Date): Promise<Visit | Faulty> {
  const read = readGuestToken(token);
  if (!read) return 'link_unknown';
  const { workspaceId } = read;
  const db = dbOf<MeetingsWorld>(ground, { workspaceId });
  const meeting = await findMeetingOfLink(db, workspaceId, read.hash);
  if (!meeting) return 'link_unknown';
  if (meeting.revokedAt !== null || !hasRoom(meeting)) return 'link_revoked';
  return linkExpiry(meeting) <= now ? 'link_expired' : { db, workspaceId, meeting };
}

/** Nothing of the person: whoever has the link need not be the one it was meant for. */
export async function showVisit(ground: Ground, token: string, now: Date): Promise<RoomVisit> {
  const visit = await visitOf(ground, token, now);
  if (typeof visit === 'string') throw refusals[visit]();
  const { db, workspaceId, meeting } = visit;
  const [home, members, hosted] = await Promise.all([
    findWorkspace(db, workspaceId),
    listMembers(db, workspaceId),
    findMeeting(db, { workspaceId, meetingId: meeting.id }),
  ]);
  const hosts = members.filter(({ userId }) => hosted?.hostIds.includes(userId)).map(({ name }) => name);
  return { company: home?.name ?? '', hosts, startsAt: meeting.startsAt.toISOString() };
}

const refusals: Record<Faulty, () => Refusal> = {
  link_unknown: () =>
    new Refusal(404, 'link_unknown', 'Diesen Link gibt es nicht. Vielleicht fehlt am Ende ein Stück.'),
  link_expired: () => new Refusal(409, 'link_expired', 'Dieser Termin ist vorbei, sein Link gilt nicht mehr.'),
  link_revoked: () =>
    new Refusal(409, 'link_revoked', 'Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken.'),
};
