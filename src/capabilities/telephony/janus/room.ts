import { randomInt } from 'node:crypto';
import { type JanusHandle, type JanusSession, JanusFailure, type Jsep } from './connection.ts';
import { speakInto } from './speaking.ts';
import { type JanusMark, roomName } from './sweep.ts';

/** Pages that may be in a room: of who telephones, and of who listens in. */
export type Guest = 'page' | 'lead';

/**
 * Where the legs of one conversation meet: the line to the telephone network on one side, the page on the other. The line stays when the page goes, so a page
 * can be reloaded or another one take its place.
 */
export type Room = {
  /** The side of the telephone network. Janus itself is at both ends of it. Made once: it may be asked for before anybody dials. */
  offerToLine(): Promise<Jsep>;
  answerToLine(offer: Jsep): Promise<Jsep>;
  lineAnswered(answer: Jsep): Promise<void>;
  /** Takes the page in; the one that was here in its place is out. */
  letIn(guest: Guest, offer: Jsep, muted: boolean): Promise<Jsep>;
  letGo(guest: Guest): Promise<void>;
  /** Nobody in the room hears who is mute. */
  mute(guest: Guest, muted: boolean): Promise<void>;
  /** A-law at 8 kHz, for everybody in the room; resolves when it has been heard. */
  speak(sound: Uint8Array, stop?: AbortSignal): Promise<void>;
  /** Takes who telephones along into this room. */
  comeFrom(other: Room, muted: boolean): Promise<void>;
  handOver(): JanusHandle | undefined;
  close(): Promise<void>;
};

/** G.711, what every telephone network understands; in Europe by the A-law. */
const aLaw = { codec: 'pcma', payloadType: 8 };
const muLaw = { codec: 'pcmu', payloadType: 0 };

export const plugin = 'janus.plugin.audiobridge';

/** `onGone`: a guest who is out by themselves, or the room that somebody took away. */
export async function openRoom(
  session: JanusSession,
  mark: JanusMark,
  onGone: (who: Guest | 'room') => void,
): Promise<Room> {
  const attachLine = (): Promise<JanusHandle> =>
    session.attach(plugin, ({ plugindata }) => {
      if (plugindata?.data.audiobridge === 'destroyed') onGone('room');
    });
  let line = await attachLine();
  let offered: Promise<Jsep> | undefined;
  const guests = new Map<Guest, JanusHandle>();
  let room = 0;
  // 8 kHz is what the telephone line carries; anything more would only be resampled.
  const shape = {
    sampling_rate: 8000,
    default_prebuffering: 3,
    audiolevel_event: false,
    allow_rtp_participants: true,
  };
  do {
    room = randomInt(1, 2 ** 47);
  } while (!(await created(line, { ...shape, room, description: roomName(mark) })));

  const heard = (handle: JanusHandle, kind: string): void => {
    if (kind !== 'hangup') return;
    for (const [guest, own] of guests) {
      if (own !== handle) continue;
      guests.delete(guest);
      onGone(guest);
      void handle.detach();
    }
  };
  const join = { request: 'join', room };
  const makeOffer = async (): Promise<Jsep> => {
    const { jsep } = await line.ask({ ...join, codec: aLaw.codec, generate_offer: true, display: 'line' });
    if (!jsep) throw new JanusFailure('refused', 'the room made no offer');
    return { type: 'offer', sdp: secondToMove(withPayloadType(jsep.sdp, aLaw.payloadType)) };
  };

  return {
    offerToLine() {
      const offering = (offered ??= makeOffer());
      offering.catch(() => offered === offering && (offered = undefined));
      return offering;
    },
    async answerToLine(offer) {
      if (offered) {
        // Whoever was to be called was not, and now somebody calls: Janus lets no handle join a second time.
        void line.detach();
        line = await attachLine();
        offered = undefined;
      }
      const { codec } = offersALaw(offer.sdp) ? aLaw : muLaw;
      const ours = { ...offer, sdp: secondToMove(offer.sdp) };
      const { jsep } = await line.ask({ ...join, codec, display: 'line' }, ours);
      if (!jsep) throw new JanusFailure('refused', 'the room made no answer');
      return jsep;
    },
    async lineAnswered(answer) {
      await line.ask({ request: 'configure' }, answer);
    },
    async letIn(guest, offer, muted) {
      const before = guests.get(guest);
      const handle: JanusHandle = await session.attach(plugin, ({ janus }) => heard(handle, janus));
      guests.set(guest, handle);
      void before?.detach();
      const { jsep } = await handle.ask({ ...join, muted, display: guest }, offer);
      if (!jsep) throw new JanusFailure('refused', 'the room made no answer');
      return jsep;
    },
    async letGo(guest) {
      const handle = guests.get(guest);
      guests.delete(guest);
      await handle?.detach();
    },
    async mute(guest, muted) {
      await guests.get(guest)?.ask({ request: 'configure', muted });
    },
    speak: (sound, stop) => speakInto(session, room, sound, stop),
    async comeFrom(other, muted) {
      const page = other.handOver();
      if (!page) return;
      guests.set('page', page);
      await page.ask({ request: 'changeroom', room, muted });
    },
    handOver() {
      const handed = guests.get('page');
      guests.delete('page');
      return handed;
    },
    async close() {
      await line.ask({ request: 'destroy', room }).catch(() => undefined);
      const left = [line, ...guests.values()];
      guests.clear();
      await Promise.all(left.map((handle) => handle.detach()));
    },
  };
}

/**
 * Of two ends inside one Janus, the one that answers opens the DTLS handshake, often before the other has heard the answer; what is lost then, is sent again a second
 * later. Without our addresses it waits until the other end has called it: 52 ms to the first sound instead of 30 or 1,050.
 */
function secondToMove(offer: string): string {
  return offer.replaceAll(/^a=(candidate:|end-of-candidates).*\r?\n/gm, '');
}

function offersALaw(sdp: string): boolean {
  return /^m=audio [^\r\n]* 8( |\r?$)/m.test(sdp);
}

async function created(handle: JanusHandle, room: Record<string, unknown>): Promise<boolean> {
  try {
    await handle.ask({ request: 'create', ...room });
    return true;
  } catch (error) {
    // 486: a room with this number exists.
    if (error instanceof JanusFailure && error.message.startsWith('486 ')) return false;
    throw error;
  }
}

/** The room numbers G.711 dynamically; telephone networks insist on its static number (RFC 3551), and know nothing of feedback for browsers. */
function withPayloadType(sdp: string, type: number): string {
  return sdp
    .replace(/^(m=audio \d+ \S+) \d+\r?$/m, `$1 ${type}\r`)
    .replace(/^a=rtpmap:\d+ /m, `a=rtpmap:${type} `)
    .replaceAll(/^a=(rtcp-fb|extmap):.*\r?\n/gm, '');
}
