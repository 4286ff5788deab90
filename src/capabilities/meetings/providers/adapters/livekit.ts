import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Secrets } from '#platform/config';
import {
  ForgedMessage,
  type HookMessage,
  MalformedMessage,
  type MeetingProvider,
  type OpenProvider,
  type Told,
} from '../provider.ts';
import { askProvider, jsonIn, type Reach, read } from './ask.ts';
import { roomName } from './room-name.ts';
import { openSigned, seconds, signed } from './signed.ts';

/** A room at LiveKit is there once somebody comes with a token for it. They come by the page of LiveKit Meet, which takes server and token in its address. */
export function livekit(secrets: Pick<Secrets, 'chain'>, reach: Reach): MeetingProvider {
  const token = ({ settings, secret }: OpenProvider, claims: object): string =>
    signed({ iss: settings.apiKey ?? '', nbf: seconds(reach.now) - 60, ...claims }, secret ?? '');
  return {
    kind: 'livekit',
    async make({ workspaceId }, { meetingId }) {
      return { externalId: roomName(secrets, { workspaceId, meetingId }), joinUrl: null };
    },
    entry(open, room, { id, name, role, until }) {
      const { frontEnd = '', address = '' } = open.settings;
      const grants = { video: { room, roomJoin: true, ...(role === 'host' && { roomAdmin: true }) } };
      const who = { sub: `${role}-${id}`, ...(name !== null && { name }) };
      const query = new URLSearchParams({
        liveKitUrl: address,
        token: token(open, { ...who, ...grants, exp: seconds(until) }),
      });
      return `${frontEnd.replace(/\/+$/, '')}/custom?${query.toString()}`;
    },
    async check(open) {
      const claims = { exp: seconds(reach.now) + 60, video: { roomList: true } };
      const authorization = `Bearer ${token(open, claims)}`;
      const server = (open.settings.address ?? '').replace(/^ws/, 'http').replace(/\/+$/, '');
      const address = `${server}/twirp/livekit.RoomService/ListRooms`;
      read(Rooms, await askProvider(address, { method: 'POST', authorization, json: { names: ['klinke'] } }, reach));
    },
    hear,
  };
}

const Rooms = z.object({ rooms: z.array(z.unknown()).optional() });
const Claims = z.object({ iss: z.string(), exp: z.number(), nbf: z.number().optional(), sha256: z.string() });
const Message = z.object({
  event: z.string().max(100),
  id: z.string().min(1).max(200),
  /** A 64-bit number, which JSON of protobuf has as text. */
  createdAt: z.coerce.number().optional(),
  room: z.object({ name: z.string().max(200) }).optional(),
  participant: z.object({ identity: z.string().max(200) }).optional(),
});

/** The token beside the message holds the hash of its bytes, and ends after some minutes. */
function hear({ settings, secret }: OpenProvider, { headers, rawBody, now }: HookMessage): Told {
  const [authorization] = [headers['authorization']].flat();
  const claims = Claims.safeParse(openSigned((authorization ?? '').replace(/^Bearer /, ''), secret ?? ''));
  if (!claims.success || claims.data.iss !== settings.apiKey)
    throw new ForgedMessage('Die Unterschrift passt nicht zum Schlüssel.');
  const { exp, sha256 } = claims.data;
  if (exp < seconds(now)) throw new ForgedMessage('Die Nachricht ist zu alt, oder unsere Uhr geht falsch.');
  if (createHash('sha256').update(rawBody).digest('base64') !== sha256)
    throw new ForgedMessage('Die Nachricht passt nicht zu ihrer Unterschrift.');

  const message = Message.safeParse(jsonIn({ body: rawBody }));
  if (!message.success) throw new MalformedMessage('JSON');
  const { event, id, createdAt, room, participant } = message.data;
  const type =
    event === 'room_finished'
      ? ('ended' as const)
      : event !== 'participant_joined'
        ? undefined
        : participant?.identity.startsWith('host-')
          ? ('host_came' as const)
          : ('guest_came' as const);
  if (!type || !room) return { events: [] };
  const at = createdAt === undefined ? now : new Date(createdAt * 1000);
  return { events: [{ dedupeKey: id, externalId: room.name, type, at }] };
}
