import { numberIn } from './account.ts';
import type { JanusHandle, Jsep } from './connection.ts';
import type { Patience } from './leg.ts';
import type { Room } from './room.ts';
import type { PhoneChange, Talk } from './states.ts';

/** Who calls us in: they ring in the room of the next conversation, or hear that it is busy. */
export type Incoming = {
  /** `sip`: the line's own handle, on which they are. */
  ring(sip: JanusHandle, uri: string, callId: string, offer: Jsep | undefined): Promise<void>;
  /** Whoever was about to ring has hung up. */
  gaveUp(): void;
  /** They hear that it is busy. */
  turnAway(sip: JanusHandle, uri: string): Promise<void>;
  /** They have heard that it is busy. */
  miss(uri: string): void;
};

type Place = {
  newId: () => string;
  clock: () => Date;
  patience: Pick<Patience, 'answerableMs'>;
  onChange: (change: PhoneChange) => void;
  /** There is a conversation, or the beginning of one. */
  isBusy: () => boolean;
  openRoom: () => Promise<Room>;
  /** From here on it rings. */
  begin: (about: Talk['about'], sip: JanusHandle, room: Room, call: Call) => void;
};
export type Call = { direction: 'inbound'; uri: string; callId: string; offer: Jsep | undefined };

export function createIncoming({ newId, clock, patience, onChange, isBusy, openRoom, begin }: Place): Incoming {
  /** Who calls, until it rings here. */
  let knocking: { uri: string } | undefined;

  const calledBy = (uri: string) => ({
    id: newId(),
    direction: 'inbound' as const,
    number: numberIn(uri),
    startedAt: clock(),
  });
  const miss = (uri: string): void =>
    onChange({ type: 'missed', talk: { ...calledBy(uri), state: 'ended', held: false, answeredAt: null } });
  /**
   * Janus (1.1) tells of a call a moment before it can be answered, longer where the machine is busy: a yes or no that comes earlier goes nowhere, and it rings at the other
   * end for ever.
   */
  const answerable = () => new Promise((soon) => setTimeout(soon, patience.answerableMs));
  const turnAway = async (sip: JanusHandle, uri: string): Promise<void> => {
    miss(uri);
    await answerable();
    // No answer: they have given up meanwhile.
    await sip.ask({ request: 'decline', code: 486 }).catch(() => undefined);
  };

  return {
    miss,
    turnAway,
    gaveUp() {
      if (knocking) miss(knocking.uri);
      knocking = undefined;
    },
    async ring(sip, uri, callId, offer) {
      if (isBusy()) return turnAway(sip, uri);
      const about = calledBy(uri);
      const who = (knocking = { uri });
      const [opened] = await Promise.all([openRoom().catch(() => undefined), answerable()]);
      if (knocking !== who) return;
      knocking = undefined;
      // Meanwhile somebody may have been dialled.
      if (!opened || isBusy()) return turnAway(sip, uri);
      begin(about, sip, opened, { direction: 'inbound', uri, callId, offer });
    },
  };
}
