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
};
export type PhoneChange =
  | { type: 'line'; line: PhoneState['line'] }
  | { type: 'gone'; guest: Guest }
  | { type: 'talk'; which: 'talk' | 'consult'; talk: TalkState; change: LegChange };

export type Talk = {
  id: string;
  /** The way to the network: its own, or the line's for who called us. */
  sip: JanusHandle;
  leg: Leg;
  about: Omit<TalkState, 'state' | 'held' | 'answeredAt'>;
  answeredAt: Date | null;
};

export function stateOf({ about, leg, answeredAt }: Talk): TalkState {
  return { ...about, state: leg.state, held: leg.held, answeredAt };
}
