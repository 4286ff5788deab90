import type { Actor } from '#platform/actor';
import type { Secrets } from '#platform/config';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { lockStanding, type MeetingsWorld } from '../commands/parts.ts';
import type { HostedMeeting } from '../queries/meetings.ts';
import { guestLetIn, guestLinkMade, guestLinkRevoked, guestWaits } from './events.ts';
import { findStandingLink, insertLink, revokeStandingLink } from './queries.ts';
import { guestToken, hasRoom, linkExpiry } from './rules.ts';

export type GivenLink = { token: string; expiresAt: Date };

/** The same link until it is revoked. */
export function giveGuestLink(
  db: Db<MeetingsWorld>,
  actor: Actor,
  meetingId: string,
  secrets: Pick<Secrets, 'chain'>,
  now: Date,
): Promise<GivenLink> {
  return inTransaction(db, async (trx) => {
    const meeting = await lockStanding(trx, actor.workspaceId, meetingId);
    refuseWithoutRoom(meeting);
    const { workspaceId, contactId } = meeting;
    const expiresAt = linkExpiry(meeting);
    const standing = await findStandingLink(trx, { workspaceId, meetingId });
    if (standing) return { token: guestToken(secrets, standing).token, expiresAt };
    const id = newId(now.getTime());
    const { token, hash } = guestToken(secrets, { workspaceId, id });
    const made = { madeBy: actor.userId, madeAt: now, revokedBy: null, revokedAt: null };
    await insertLink(trx, { workspaceId, id, meetingId, secretHash: hash, ...made });
    await announce(trx, actor, guestLinkMade, { meetingId, contactId, linkId: id }, now);
    return { token, expiresAt };
  });
}

/** Who is in stays in, until a host turns them away. */
export function revokeGuestLink(
  db: Db<MeetingsWorld>,
  actor: Actor & { userId: string },
  meetingId: string,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, contactId } = await lockStanding(trx, actor.workspaceId, meetingId);
    const by = { revokedBy: actor.userId, revokedAt: now };
    const revoked = await revokeStandingLink(trx, { workspaceId, meetingId }, by);
    if (revoked) await announce(trx, actor, guestLinkRevoked, { meetingId, contactId, linkId: revoked.id }, now);
  });
}

export function announceGuest(
  db: Db<MeetingsWorld>,
  actor: Actor,
  guest: { meetingId: string; contactId: string; name: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, (trx) => announce(trx, actor, guestLetIn, guest, now));
}

export function announceKnock(
  db: Db<MeetingsWorld>,
  actor: Actor,
  where: { meetingId: string; contactId: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, (trx) => announce(trx, actor, guestWaits, where, now));
}

export function refuseWithoutRoom(meeting: HostedMeeting): void {
  if (!hasRoom(meeting))
    throw new Refusal(
      409,
      'meeting_without_room',
      'Einen Videoraum gibt es nur zu einem Videotermin, der bei uns stattfindet und nicht abgesagt ist.',
    );
}
