import type { JanusHandle } from './connection.ts';
import type { Guest } from './room.ts';
import type { Leg, LegChange, LegState } from './leg.ts';

export type TalkState = {
  /** Ours. */
  id: string;
  direction: 'inbound' | 'outbound';
  /** The number at the other end; null: not shown. */
  number: string | null;
  state: LegState;
  held: boolean;
  startedAt: Date;
  answeredAt: Date | null;
};
export type PhoneState = {
  line: 'connecting' | 'ready' | 'refused' | 'unreachable';
  /** Whether a page is in the conversation. */
  page: boolean;
  talk: TalkState | null;
  /** The colleague who is asked before a call is passed on. */
  consult: TalkState | null;
  /** Somewhere a greeting is being spoken to its end. */
  message: boolean;
};
/** The conversation, the one about it, and one that the user has left to their greeting. */
export type Which = 'talk' | 'consult' | 'message';
export type PhoneChange =
  | { type: 'line'; line: PhoneState['line'] }
  | { type: 'gone'; guest: Guest }
  /** Somebody called, and heard that it is busy. */
  | { type: 'missed'; talk: TalkState }
  | { type: 'talk'; which: Which; talk: TalkState; change: LegChange };

export type Talk = {
  id: string;
  which: Which;
  /** The way to the network: its own, or the line's for who called us. */
  sip: JanusHandle;
  leg: Leg;
  about: Omit<TalkState, 'state' | 'held' | 'answeredAt'>;
  answeredAt: Date | null;
};

export function stateOf({ about, leg, answeredAt }: Talk): TalkState {
  return { ...about, state: leg.state, held: leg.held, answeredAt };
}
