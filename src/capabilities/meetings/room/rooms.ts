import { listMembers } from '#access';
import { janusMark } from '#telephony';
import type { z } from 'zod';
import { sightOf, systemActor } from '#platform/actor';
import { dbOf, type Ground } from '#platform/ground';
import type { OpenSocketHandler, PageSocket, SocketEnd, SocketHandler } from '#platform/sockets';
import type { MeetingsWorld } from '../commands/parts.ts';
import { findMeeting } from '../queries/meetings.ts';
import { announceGuest, announceKnock } from './commands.ts';
import { openGroup } from './group.ts';
import { openRoomFiles, type RoomFiles } from './files.ts';
import { type GivenFile, GuestEntry, HostEntry, type Over, RoomWish } from './messages.ts';
import { knockEveryMs } from './limits.ts';
import { createPace } from './pace.ts';
import { type Arrival, createRoom, type Page, type Room } from './room.ts';
import { hasRoom, iceServersFor } from './rules.ts';
import type { OpenStage } from './stage.ts';
import { visitOf } from './visits.ts';

export type Rooms = {
  hosts: SocketHandler;
  guests: OpenSocketHandler;
  /** The link was revoked. */
  shutLobby(workspaceId: string, meetingId: string): void;
  /** Who waits where nobody of us is. */
  knocking(workspaceId: string): { meetingId: string; names: string[] }[];
  /** Undefined: the word opens no room here. */
  filesOf(fileKey: string): { files: RoomFiles; give(file: GivenFile): void } | undefined;
};

/** The room of the team has the id of the workspace, and no link leads there. */
type About = { workspaceId: string; meetingId: string; contactId: string | null };
type Seat = Pick<Arrival, 'seat' | 'name' | 'role'>;
/** Who has come where; or why they may not. */
type Came = { about: About; seat: Seat } | Over;

/** All the rooms of this server. Whoever is to meet must have come to the same one. */
export function openRooms(ground: Ground, committed: () => void): Rooms {
  const rooms = new Map<string, About & { room: Room; files: RoomFiles }>();
  const mark = janusMark(ground.secrets);
  const { janusUrl } = ground.config;
  const openStage: OpenStage | undefined =
    janusUrl === undefined
      ? undefined
      : (hooks) => {
          const onTrouble = (error: unknown) => ground.log.warn({ err: error }, 'a way through Janus was not opened');
          return openGroup({ url: janusUrl, mark, onTrouble, ...hooks });
        };
  const hostOf = new WeakMap<Page, PageSocket['actor']>();
  const nameOf = ({ workspaceId, meetingId }: Pick<About, 'workspaceId' | 'meetingId'>) =>
    `${workspaceId} ${meetingId}`;

  const forget = (files: RoomFiles): void =>
    void files.forget().catch((error: unknown) => ground.log.error({ err: error }, 'files of a room were not removed'));

  const roomOf = (about: About): Room => {
    const name = nameOf(about);
    const known = rooms.get(name);
    if (known) return known.room;
    const { workspaceId, meetingId, contactId } = about;
    const db = dbOf<MeetingsWorld>(ground, { workspaceId });
    const written = (writing: Promise<void>): void => {
      writing
        .then(committed)
        .catch((error: unknown) => ground.log.error({ err: error }, 'what a guest did was not kept'));
    };
    const files = openRoomFiles(ground.ports.files);
    let toldAt = -Infinity;
    const room = createRoom({
      clock: ground.ports.clock,
      openStage,
      onKnock() {
        if (contactId === null) return;
        // Whoever has the link could come in again and again.
        if (performance.now() - toldAt < knockEveryMs) return;
        toldAt = performance.now();
        written(announceKnock(db, systemActor(workspaceId), { meetingId, contactId }, ground.ports.clock()));
      },
      onAdmitted(host, name) {
        if (contactId === null) return;
        const actor = hostOf.get(host) ?? systemActor(workspaceId);
        written(announceGuest(db, actor, { meetingId, contactId, name }, ground.ports.clock()));
      },
      onEmpty() {
        rooms.delete(name);
        forget(files);
      },
    });
    rooms.set(name, { ...about, room, files });
    return room;
  };

  /** The first message says who comes and where to; nothing else is heard before. */
  const talk = <Entry extends typeof HostEntry | typeof GuestEntry>(
    page: Page,
    shape: Entry,
    come: (entry: z.infer<Entry>) => Promise<Came>,
  ) => {
    const pace = createPace();
    let room: Room | undefined;
    let asked = false;
    let gone = false;
    /** Said while we were still looking who comes. */
    const early: RoomWish[] = [];
    const enter = async (entry: z.infer<Entry>): Promise<void> => {
      const came = await come(entry);
      if (gone) return;
      if (typeof came === 'string') {
        page.send({ over: came });
        return page.close();
      }
      const { about, seat } = came;
      room = roomOf(about);
      const iceServers = (id: string) => iceServersFor(ground.config, id, ground.ports.clock());
      room.enter({ ...seat, page: entry.page, shows: entry.shows, iceServers }, page);
      for (const wish of early.splice(0)) room.wish(page, wish);
    };
    return {
      hear(text: string) {
        const message = parsed(text);
        if (!pace()) return page.close();
        if (!asked) {
          const read = shape.safeParse(message);
          if (!read.success) return page.close();
          asked = true;
          enter(read.data as z.infer<Entry>).catch((error: unknown) => {
            ground.log.error({ err: error }, 'room not entered');
            page.close();
          });
          return;
        }
        const read = RoomWish.safeParse(message);
        if (!read.success) return page.close();
        if (room) room.wish(page, read.data);
        else early.push(read.data);
      },
      ended(why: SocketEnd) {
        gone = true;
        if (why === 'server') endAll();
        else room?.lose(page);
      },
    };
  };

  /** We are shutting down: whoever comes again comes to a room without them. */
  const endAll = (): void => {
    for (const { room, files } of rooms.values()) {
      room.close();
      forget(files);
    }
    rooms.clear();
  };

  return {
    hosts(page) {
      const { actor } = page;
      hostOf.set(page, actor);
      return talk(page, HostEntry, async (entry) => {
        const { seat } = entry;
        const { workspaceId, userId } = actor;
        const db = dbOf<MeetingsWorld>(ground, sightOf(actor));
        const [meeting, members] = await Promise.all([
          'team' in entry ? undefined : findMeeting(db, { workspaceId, meetingId: entry.meetingId }),
          listMembers(db, workspaceId),
        ]);
        if (!('team' in entry) && (!meeting || !hasRoom(meeting))) return 'no_room';
        const name = members.find((member) => member.userId === userId)?.name ?? '';
        const about = { workspaceId, meetingId: meeting?.id ?? workspaceId, contactId: meeting?.contactId ?? null };
        // Together with who they are: knowing a guest's seat makes nobody a host, nor the other way round.
        return { about, seat: { seat: `${userId} ${seat}`, name, role: 'host' } };
      });
    },

    guests: (page) =>
      talk(page, GuestEntry, async ({ token, name, seat }) => {
        const visit = await visitOf(ground, token, ground.ports.clock());
        if (typeof visit === 'string') return visit;
        const { workspaceId, meeting } = visit;
        const about = { workspaceId, meetingId: meeting.id, contactId: meeting.contactId };
        return { about, seat: { seat: `guest ${seat}`, name, role: 'guest' } };
      }),

    shutLobby: (workspaceId, meetingId) =>
      rooms.get(nameOf({ workspaceId, meetingId }))?.room.shutLobby('link_revoked'),

    filesOf(fileKey) {
      for (const { room, files } of rooms.values()) {
        const holder = room.holder(fileKey);
        if (holder) return { files, give: holder.give };
      }
      return undefined;
    },

    knocking: (workspaceId) =>
      [...rooms.values()].flatMap(({ room, meetingId, ...of }) => {
        const names = of.workspaceId === workspaceId ? room.knocking() : [];
        return names.length > 0 ? [{ meetingId, names }] : [];
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
