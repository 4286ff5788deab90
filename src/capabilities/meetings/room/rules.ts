import { createHash, createHmac } from 'node:crypto';
import type { Secrets } from '#platform/config';
import { secretPath } from '#platform/vault';
import { linkHours } from './limits.ts';
import type { IceServer } from './messages.ts';

type Link = { workspaceId: string; id: string };

const plain = (id: string): string => id.replaceAll('-', '');

/** Follows from the id of the link, so that it can be shown again and yet stands nowhere. */
function secretOf(secrets: Pick<Secrets, 'chain'>, { workspaceId, id }: Link): Buffer {
  const name = `meeting_guest_link ${plain(workspaceId)} ${plain(id)}`;
  return Buffer.from(secretPath(secrets, name), 'base64url').subarray(0, 16);
}

/** Which workspace, and what nobody can guess: one word for an address. */
export function guestToken(secrets: Pick<Secrets, 'chain'>, link: Link): { token: string; hash: Buffer } {
  const secret = secretOf(secrets, link);
  const token = Buffer.concat([Buffer.from(plain(link.workspaceId), 'hex'), secret]).toString('base64url');
  return { token, hash: hashOf(secret) };
}

export function readGuestToken(token: string): { workspaceId: string; hash: Buffer } | undefined {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  const workspaceId = bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { workspaceId, hash: hashOf(bytes.subarray(16)) };
}

const hashOf = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest();

/** It moves with the meeting. */
export function linkExpiry(meeting: { endsAt: Date }): Date {
  return new Date(meeting.endsAt.getTime() + linkHours * 3_600_000);
}

export function hasRoom(meeting: { way: string; state: string }): boolean {
  return meeting.way === 'video' && meeting.state !== 'cancelled';
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
