import type { Secrets } from '#platform/config';
import { type MeetingProvider, ProviderError } from '../provider.ts';
import { askProvider, type Reach, refuseFailed } from './ask.ts';
import { roomName } from './room-name.ts';
import { seconds, signed } from './signed.ts';

/** A room at Jitsi is there once somebody is in it; its name is all there is to know, so nobody can guess it. */
export function jitsi(secrets: Pick<Secrets, 'chain'>, reach: Reach): MeetingProvider {
  return {
    kind: 'jitsi',
    async make({ settings, workspaceId }, { meetingId }) {
      const room = roomName(secrets, { workspaceId, meetingId });
      const open = settings.appId === undefined;
      return { externalId: room, joinUrl: open ? roomAddress(settings.address, room) : null };
    },
    entry({ settings, secret }, room, { name, role, until }) {
      const { address = '', appId } = settings;
      if (appId === undefined || secret === null) return roomAddress(address, room);
      const isHost = role === 'host';
      const user = { ...(name !== null && { name }), affiliation: isHost ? 'owner' : 'member', moderator: isHost };
      const from = seconds(reach.now);
      const claims = { aud: appId, iss: appId, sub: new URL(address).hostname, room, nbf: from - 60 };
      return `${roomAddress(address, room)}?jwt=${signed({ ...claims, exp: seconds(until), context: { user } }, secret)}`;
    },
    async check({ settings }) {
      const answer = await askProvider(roomAddress(settings.address, 'config.js'), { method: 'GET' }, reach);
      refuseFailed(answer);
      if (!answer.body.includes('config')) throw new ProviderError('odd_answer');
    },
  };
}

const roomAddress = (address = '', room: string): string => `${address.replace(/\/+$/, '')}/${room}`;
