import { randomBytes, randomInt } from 'node:crypto';
import { type JanusHandle, type JanusMark, type JanusSession, openJanus, roomName, sweepRooms } from '#telephony';
import { mostPeople } from './limits.ts';
import type { Signal } from './messages.ts';

/** Picture and sound of everybody by way of Janus: each page sends once, and gets every other one. */
export type Group = {
  /** What a page says about a way of its own: to itself about what it sends, to another one about what it gets from there. */
  hear(from: string, to: string, signal: Signal): void;
  /** Begins the way anew by which a page gets another one. */
  renew(to: string, from: string): void;
  leave(id: string): void;
  close(): void;
};

type Options = {
  url: string;
  mark: JanusMark;
  /** An offer begins a new way, and the one that was there is over. */
  tell: (to: string, from: string, signal: Signal) => void;
  onGone: (why: string) => void;
  onTrouble: (error: unknown) => void;
};

type Member = {
  id: string;
  /** What Janus calls what they send. */
  feed: number;
  sends: Way | undefined;
  /** Something comes from there. */
  up: boolean;
  gets: Map<string, Way>;
};

const plugin = 'janus.plugin.videoroom';
/** Of one page, camera and screen together; with the limit of people about 8 Mbit/s for each. */
const bitrate = 700_000;

export async function openGroup({ url, mark, tell, onGone, onTrouble }: Options): Promise<Group> {
  const session = await openJanus(url, onGone);
  const members = new Map<string, Member>();
  const room = randomInt(1, 2 ** 47);
  const pin = randomBytes(16).toString('hex');
  const join = { room, pin };
  let control: JanusHandle;
  try {
    await sweepRooms(session, plugin, mark);
    control = await session.attach(plugin, () => undefined);
    await control.ask({
      ...join,
      request: 'create',
      description: roomName(mark),
      // Whoever comes back is there twice for a moment.
      publishers: 2 * mostPeople,
      bitrate,
      bitrate_cap: true,
      audiocodec: 'opus',
      opus_fec: true,
      videocodec: 'vp8',
    });
  } catch (error) {
    session.close();
    throw error;
  }

  const get = (to: Member, from: Member): void => {
    to.gets.get(from.id)?.close();
    const way = openWay(session, () => undefined, onTrouble);
    to.gets.set(from.id, way);
    way.next(async (handle) => {
      const streams = [{ feed: from.feed }];
      const { jsep } = await handle.ask({ ...join, request: 'join', ptype: 'subscriber', streams });
      if (jsep && to.gets.get(from.id) === way) tell(to.id, from.id, { description: jsep });
    });
  };
  const others = (member: Member): Member[] => [...members.values()].filter((other) => other !== member);

  const send = (id: string, sdp: string): void => {
    const known = members.get(id);
    known?.sends?.close();
    const member: Member = known ?? { id, feed: 0, sends: undefined, up: false, gets: new Map() };
    member.up = false;
    member.feed = randomInt(1, 2 ** 47);
    const feed = member.feed;
    const way = openWay(
      session,
      (kind) => {
        // Before, Janus knows of nothing to be had from there.
        if (kind !== 'webrtcup' || member.sends !== way || members.get(id) !== member) return;
        member.up = true;
        for (const other of others(member)) get(other, member);
      },
      onTrouble,
    );
    member.sends = way;
    members.set(id, member);
    way.next(async (handle) => {
      const offer = { type: 'offer' as const, sdp };
      const { jsep } = await handle.ask({ ...join, request: 'joinandconfigure', ptype: 'publisher', id: feed }, offer);
      if (jsep && member.sends === way) tell(id, id, { description: jsep });
    });
    if (!known) for (const other of others(member)) if (other.up) get(member, other);
  };

  return {
    hear(from, to, signal) {
      const member = members.get(from);
      const way = from === to ? member?.sends : member?.gets.get(to);
      if ('candidate' in signal) way?.next((handle) => handle.trickle(signal.candidate));
      else if (signal.description.type === 'offer') {
        if (from === to) send(from, signal.description.sdp);
      } else if (from !== to) {
        const { sdp } = signal.description;
        way?.next(async (handle) => void (await handle.ask({ request: 'start' }, { type: 'answer', sdp })));
      }
    },
    renew(to, from) {
      const [getting, sending] = [members.get(to), members.get(from)];
      if (getting && sending?.up && getting !== sending) get(getting, sending);
    },
    leave(id) {
      const member = members.get(id);
      if (!member) return;
      members.delete(id);
      member.sends?.close();
      for (const way of member.gets.values()) way.close();
      for (const { gets } of members.values()) {
        gets.get(id)?.close();
        gets.delete(id);
      }
    },
    close() {
      members.clear();
      void control
        .ask({ request: 'destroy', room })
        .catch(() => undefined)
        .finally(session.close);
    },
  };
}

/** One connection of a page with Janus. */
type Way = {
  /** One step after the other: a candidate means nothing before its description. */
  next(step: (handle: JanusHandle) => Promise<void>): void;
  close(): void;
};

function openWay(session: JanusSession, hear: (kind: string) => void, onTrouble: (error: unknown) => void): Way {
  const handle = session.attach(plugin, ({ janus }) => hear(janus));
  let closed = false;
  let last: Promise<void> = handle.then(() => undefined);
  const failed = (error: unknown): void => {
    // The page sees that nothing comes, and asks again.
    if (!closed) onTrouble(error);
  };
  last.catch(failed);
  return {
    next(step) {
      last = last.then(async () => (closed ? undefined : step(await handle)));
      last = last.catch(failed);
    },
    close() {
      closed = true;
      handle.then((opened) => opened.detach()).catch(() => undefined);
    },
  };
}
