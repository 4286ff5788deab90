import { createHmac } from 'node:crypto';
import type { Secrets } from '#platform/config';
import { publicKey, readPublicKey, tokenHash } from '#platform/public-key';
import { secretPath } from '#platform/vault';
import type { HostedMeeting } from '../queries/meetings.ts';
import { isWithUs } from '../rules.ts';
import { linkHours } from './limits.ts';
import type { IceServer } from './messages.ts';

type Link = { workspaceId: string; id: string };

const plain = (id: string): string => id.replaceAll('-', '');

/** Follows from the id of the link, so that it can be shown again and yet stands nowhere. */
function secretOf(secrets: Pick<Secrets, 'chain'>, { workspaceId, id }: Link): Buffer {
  const name = `meeting_guest_link ${plain(workspaceId)} ${plain(id)}`;
  return Buffer.from(secretPath(secrets, name), 'base64url').subarray(0, 16);
}

export function guestToken(secrets: Pick<Secrets, 'chain'>, link: Link): { token: string; hash: Buffer } {
  const secret = secretOf(secrets, link);
  return { token: publicKey(link.workspaceId, secret), hash: tokenHash(secret) };
}

export function readGuestToken(token: string): { workspaceId: string; hash: Buffer } | undefined {
  const read = readPublicKey(token);
  return read && { workspaceId: read.workspaceId, hash: tokenHash(read.secret) };
}

/** It moves with the meeting. */
export function linkExpiry(meeting: { endsAt: Date }): Date {
  return new Date(meeting.endsAt.getTime() + linkHours * 3_600_000);
}

export function hasRoom(meeting: Pick<HostedMeeting, 'way' | 'place' | 'state'>): boolean {
  return isWithUs(meeting) && meeting.state !== 'cancelled';
}

const relayHours = 6;

/** What coturn's `use-auth-secret` wants: a name that says until when, and its HMAC. */
export function iceServersFor(
  { turnUrl, turnSecret }: { turnUrl: string | undefined; turnSecret: string | undefined },
  who: string,
  now: Date,
): IceServer[] {
  if (turnUrl === undefined || turnSecret === undefined) return [];
  const username = `${Math.floor(now.getTime() / 1000) + relayHours * 3600}:${who}`;
  const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
  return [{ urls: turnUrl, username, credential }];
}
