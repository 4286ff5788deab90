import type { JanusHandle, JanusMessage, Jsep } from './connection.ts';
import { type Ending, endingOf } from './endings.ts';
import type { Room } from './room.ts';

export type LegState = 'dialling' | 'ringing' | 'early' | 'talking' | 'ended';

/** One conversation with one other end. Its state only rises. */
export type Leg = {
  readonly room: Room;
  readonly state: LegState;
  readonly held: boolean;
  /** The other end, as SIP names it. */
  readonly uri: string;
  /** The Call-ID, by which an attended transfer names it. */
  readonly callId: string | undefined;
  /** Makes everything ready, and calls when `voice` comes. */
  dial(voice?: Promise<void>): Promise<void>;
  answer(): Promise<void>;
  /** Hangs up, takes back, or turns down: whatever its state asks for. */
  end(as?: Ending): Promise<void>;
  hold(on: boolean): Promise<void>;
  transfer(uri: string, replace?: string): Promise<void>;
  /** What the SIP side says about it. */
  hear(event: JanusMessage): void;
  /** Over, whatever the other end thinks. */
  lose(ending: Ending): void;
};

export type LegChange =
  | { type: 'ringing' | 'early' | 'answered' | 'held' | 'resumed' }
  | { type: 'transfer_refused' }
  | { type: 'ended'; ending: Ending; code: number | undefined };

/** How long a telephone may ring, how long the network may say nothing at all, and how long Janus takes until whoever calls us can be answered. */
export type Patience = { ringMs: number; silenceMs: number; answerableMs: number };

type Outgoing = { direction: 'outbound'; uri: string; headers: Record<string, string> };
type Incoming = { direction: 'inbound'; uri: string; callId: string; offer: Jsep | undefined };

export function createLeg(
  sip: JanusHandle,
  room: Room,
  about: Outgoing | Incoming,
  patience: Patience,
  onChange: (change: LegChange) => void,
): Leg {
  let state: LegState = about.direction === 'outbound' ? 'dialling' : 'ringing';
  let held = false;
  let callId = about.direction === 'inbound' ? about.callId : undefined;
  let ourEnding: Ending | undefined;
  let described = false;
  let limit: NodeJS.Timeout | undefined;

  const giveUpAfter = (ms: number, ending: Ending): void => {
    clearTimeout(limit);
    limit = setTimeout(() => {
      ourEnding = ending;
      void sip.ask({ request: 'hangup' }).catch(() => undefined);
      over(ending, undefined);
    }, ms);
  };
  const over = (ending: Ending, code: number | undefined): void => {
    if (state === 'ended') return;
    state = 'ended';
    clearTimeout(limit);
    onChange({ type: 'ended', ending, code });
  };
  const rise = (to: 'ringing' | 'early' | 'talking'): void => {
    const order: LegState[] = ['dialling', 'ringing', 'early', 'talking', 'ended'];
    if (order.indexOf(to) <= order.indexOf(state)) return;
    state = to;
    if (to === 'talking') clearTimeout(limit);
    else giveUpAfter(patience.ringMs, 'no_answer');
    onChange({ type: to === 'talking' ? 'answered' : to });
  };
  const describe = (jsep: Jsep | undefined): void => {
    if (!jsep || described) return;
    described = true;
    room.lineAnswered(jsep).catch(() => over('failed', undefined));
  };

  return {
    room,
    uri: about.uri,
    get state() {
      return state;
    },
    get held() {
      return held;
    },
    get callId() {
      return callId;
    },
    async dial(voice) {
      if (about.direction !== 'outbound') return;
      const [offer] = await Promise.all([room.offerToLine(), voice]);
      giveUpAfter(patience.silenceMs, 'unreachable');
      await sip.ask({ request: 'call', uri: about.uri, headers: about.headers }, offer);
    },
    async answer() {
      if (about.direction !== 'inbound' || state !== 'ringing') return;
      const jsep = about.offer ? await room.answerToLine(about.offer) : await room.offerToLine();
      await sip.ask({ request: 'accept' }, jsep);
      rise('talking');
    },
    async end(as) {
      if (state === 'ended') return;
      const turnsDown = about.direction === 'inbound' && state === 'ringing';
      ourEnding = as ?? (turnsDown ? 'declined_here' : state === 'talking' ? 'hung_up' : 'cancelled');
      const ending = ourEnding;
      await sip.ask(turnsDown ? { request: 'decline', code: 486 } : { request: 'hangup' }).catch(() => undefined);
      // The person has hung up; whether the network has noticed is no longer their affair.
      over(ending, undefined);
    },
    async hold(on) {
      if (state !== 'talking' || held === on) return;
      // Nobody who is on hold hears what is said here, whatever their telephone makes of the request.
      await room.mute('page', on);
      await sip.ask(on ? { request: 'hold', direction: 'inactive' } : { request: 'unhold' });
      held = on;
      onChange({ type: on ? 'held' : 'resumed' });
    },
    async transfer(uri, replace) {
      await sip.ask({ request: 'transfer', uri, ...(replace !== undefined && { replace }) });
    },
    lose: (ending) => over(ending, undefined),
    hear(event) {
      const data = event.plugindata?.data;
      callId ??= data?.call_id;
      const { event: what, code = 0, content = '' } = data?.result ?? {};
      switch (what) {
        case 'proceeding':
          if (code === 180) rise('ringing');
          else if (state === 'dialling') giveUpAfter(patience.ringMs, 'no_answer');
          break;
        case 'ringing':
          rise('ringing');
          break;
        case 'progress':
          describe(event.jsep);
          rise('early');
          break;
        case 'accepted':
          describe(event.jsep);
          rise('talking');
          break;
        case 'hangup':
          if (state === 'talking') over(ourEnding ?? 'they_hung_up', code);
          else if (about.direction === 'inbound') over(ourEnding ?? 'cancelled', code);
          else over(ourEnding ?? endingOf(code, state !== 'dialling'), code);
          break;
        case 'notify':
          heardOfTransfer(content);
          break;
      }
    },
  };

  /** The other end reports by NOTIFY how its call to the new one goes (RFC 3515). */
  function heardOfTransfer(fragment: string): void {
    const code = Number(/^SIP\/2\.0 (\d{3})/.exec(fragment)?.[1] ?? 0);
    if (code >= 200 && code < 300) {
      ourEnding = 'transferred';
      void sip.ask({ request: 'hangup' }).catch(() => undefined);
      over('transferred', code);
    } else if (code >= 300) onChange({ type: 'transfer_refused' });
  }
}
