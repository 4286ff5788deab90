import { z } from 'zod';
import { Line, Text } from '#platform/operation';

/** Of one page to another: how the picture and the sound find their way. */
export const Signal = z.union([
  z.strictObject({
    description: z.strictObject({ type: z.enum(['offer', 'answer']), sdp: z.string().min(1).max(30_000) }),
  }),
  z.strictObject({
    candidate: z.strictObject({
      candidate: z.string().max(1_000),
      sdpMid: z.string().max(40).nullish(),
      sdpMLineIndex: z.number().int().min(0).max(100).nullish(),
      usernameFragment: z.string().max(300).nullish(),
    }),
  }),
]);
export type Signal = z.infer<typeof Signal>;

/** Null: from page to page. Otherwise by way of Janus, and all anew with each other one. */
const Stage = z.uuid().nullable();

/** Pages that are shown where a screen would go. `turner`: who else may turn them, also after they have loaded their page anew. */
const Pages = z.strictObject({
  page: z.number().int().min(0).max(100_000),
  count: z.number().int().min(1).max(100_000),
  turner: z.uuid().nullable(),
});

/** What somebody sends at the moment. */
export const Shows = z.strictObject({
  sound: z.boolean(),
  camera: z.boolean(),
  screen: z.boolean(),
  pages: Pages.nullable().default(null),
});
export type Shows = z.infer<typeof Shows>;

/** A place on a page that is shown: 0 at its left and its top, 1 at its other end. */
const Place = z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });
export type Place = z.infer<typeof Place>;

/** `seat`: whoever knows it is the same person, also in a page that was loaded anew. `page`: this one. */
const place = { seat: z.uuid(), page: z.uuid(), shows: Shows };

/** To the room of a meeting, or to the one that the team has of its own. */
export const HostEntry = z.union([
  z.strictObject({ do: z.literal('enter'), meetingId: z.uuid(), ...place }),
  z.strictObject({ do: z.literal('enter'), team: z.literal(true), ...place }),
]);
export const GuestEntry = z.strictObject({
  do: z.literal('enter'),
  token: z.string().max(100),
  name: Line(60),
  ...place,
});

export const RoomWish = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('signal'), stage: Stage, to: z.uuid(), signal: Signal }),
  /** By way of Janus: nothing comes from there. */
  z.strictObject({ do: z.literal('renew'), stage: Stage, from: z.uuid() }),
  z.strictObject({ do: z.literal('show'), shows: Shows }),
  z.strictObject({ do: z.literal('say'), text: Text(2_000).refine((text) => text.trim() !== '') }),
  /** Null: no longer. */
  z.strictObject({ do: z.literal('point'), at: Place.nullable() }),
  /** The pages of somebody who lets one. */
  z.strictObject({ do: z.literal('turn'), of: z.uuid(), by: z.union([z.literal(1), z.literal(-1)]) }),
  z.strictObject({ do: z.literal('leave') }),
  // Hosts only.
  z.strictObject({ do: z.literal('admit'), id: z.uuid() }),
  /** Somebody who waits, or who is in. */
  z.strictObject({ do: z.literal('turnAway'), id: z.uuid() }),
]);
export type RoomWish = z.infer<typeof RoomWish>;

export type Role = 'host' | 'guest';

export type Person = {
  /** Of their page: one that is loaded anew has another. */
  id: string;
  /** Stays the same with whoever stays the same. */
  who: string;
  /** Who came later calls those who are there. */
  turn: number;
  name: string;
  role: Role;
  /** False: the connection is lost, perhaps for a moment. */
  here: boolean;
  shows: Shows;
};
export type Waiting = Pick<Person, 'id' | 'name'>;

export type RoomState = {
  you: Pick<Person, 'id' | 'who' | 'turn' | 'name' | 'role'>;
  /** Guests wait until a host lets them in. */
  inside: boolean;
  /** Somebody of us is there. */
  hosted: boolean;
  stage: z.infer<typeof Stage>;
  /** So many may be inside, and what it depends on: whether there is a Janus, and whether it answers. */
  most: number;
  janus: 'none' | 'there' | 'away';
  /** The others; empty for who waits. */
  people: Person[];
  /** For hosts. */
  waiting: Waiting[];
};

export type GivenFile = { id: string; name: string; mediaType: string; bytes: number };
/** `file`: given to everybody, gone with the room. */
export type Said = { id: string; name: string; role: Role; at: string; text: string; file: GivenFile | null };
export type IceServer = { urls: string; username: string; credential: string };

/** Why one is no longer there. */
export type Over =
  | 'turned_away'
  | 'full'
  /** As many as see each other without a Janus. */
  | 'full_direct'
  /** The same seat in another window. */
  | 'elsewhere'
  | 'link_unknown'
  | 'link_expired'
  | 'link_revoked'
  /** For hosts: there is no such meeting, or it has no room. */
  | 'no_room';

export type RoomNews =
  | { state: RoomState }
  | { signal: Signal; from: string; stage: RoomState['stage'] }
  /** Once inside, before the first state that says so: by which servers one is reached, what has been written so far, and by which word one gives and takes files. */
  | { iceServers: IceServer[]; said: Said[]; fileKey: string }
  | { said: Said }
  | { point: Place | null; from: string }
  /** Somebody whom we let turn our pages does. */
  | { turn: 1 | -1 }
  | { over: Over };
