import { numberIn } from './account.ts';
import type { JanusHandle, Jsep } from './connection.ts';
import type { Room } from './room.ts';
import type { PhoneChange, Talk } from './states.ts';

/** Who calls us in: they ring in the room of the next conversation, or hear that it is busy. */
export type Incoming = {
  /** `sip`: the line's own handle, on which they are. */
  ring(sip: JanusHandle, uri: string, callId: string, offer: Jsep | undefined): Promise<void>;
  /** They hung up before there was anything that rang here. */
  gaveUp(): void;
  /** They hear that it is busy. */
  turnAway(sip: JanusHandle, uri: string): Promise<void>;
  /** They have heard that it is busy. */
  miss(uri: string): void;
};

type Place = {
  newId: () => string;
  clock: () => Date;
  onChange: (change: PhoneChange) => void;
  /** There is a conversation, or the beginning of one. */
  isBusy: () => boolean;
  openRoom: () => Promise<Room>;
  /** From here on it rings. */
  begin: (about: Talk['about'], sip: JanusHandle, room: Room, call: Call) => void;
};
export type Call = { direction: 'inbound'; uri: string; callId: string; offer: Jsep | undefined };

/** Janus (1.1) tells of a call a moment before it can be refused: a no that comes earlier goes nowhere, and it rings at the other end for ever. */
const refusableAfterMs = 300;

export function createIncoming({ newId, clock, onChange, isBusy, openRoom, begin }: Place): Incoming {
  /** The Call-ID of who calls, until there is something that rings here. */
  let knocking: string | undefined;

  const calledBy = (uri: string) => ({
    id: newId(),
    direction: 'inbound' as const,
    number: numberIn(uri),
    startedAt: clock(),
  });
  const miss = (uri: string): void =>
    onChange({ type: 'missed', talk: { ...calledBy(uri), state: 'ended', held: false, answeredAt: null } });
  const turnAway = async (sip: JanusHandle, uri: string): Promise<void> => {
    miss(uri);
    await new Promise((soon) => setTimeout(soon, refusableAfterMs));
    // No answer: they have given up meanwhile.
    await sip.ask({ request: 'decline', code: 486 }).catch(() => undefined);
  };

  return {
    miss,
    turnAway,
    gaveUp() {
      knocking = undefined;
    },
    async ring(sip, uri, callId, offer) {
      if (isBusy()) return turnAway(sip, uri);
      const about = calledBy(uri);
      knocking = callId;
      const opened = await openRoom().catch(() => undefined);
      if (knocking !== callId) return;
      knocking = undefined;
      // Meanwhile somebody may have been dialled.
      if (!opened || isBusy()) return turnAway(sip, uri);
      begin(about, sip, opened, { direction: 'inbound', uri, callId, offer });
    },
  };
}
