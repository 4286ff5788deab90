import { t } from '@lingui/core/macro';
import { i18n } from '@lingui/core';
import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { IncomingRTCSessionEvent, OutgoingRTCSessionEvent } from 'jssip/lib/UA';
import { tellTalk, type TellTalk } from '#calls/ui';
import {
  getMyAccount,
  getMyLine,
  type MyAccount,
  type MyLine,
  passOnTo,
  type PassOnTo,
  type TelephoneState,
  type TelephoneTalk,
} from '#telephony/contract';
import { call } from '#web/api.ts';
import { toast } from '#web/components/toast.tsx';
import { openMicrophone } from '#web/devices.ts';
import { microphoneWords } from '../softphone/microphone-words.ts';
import type { Shown, Softphone } from '../softphone/softphone.ts';
import { ring } from '../softphone/tones.ts';
import { lineWords } from '../softphone/words.ts';
import { type Ending, followSession, type Session } from './session.ts';

/** The talk this browser is in: one that it could not bring to its end, it tells of when it is back. */
const unfinished = 'klinke.telephone.talk';
/** A page made before the line was: it may not connect until it is loaded anew, once. */
const reloaded = 'klinke.telephone.reloaded';
const readyWithinMs = 5_000;

type Line = NonNullable<MyLine['line']>;
type Talk = TelephoneTalk & { session: Session };

/** A telephone that signs in to the telephone system itself. Of all windows of this browser one is it: the system would ring in each. */
export function createSipPhone(line: Line): Softphone {
  const listeners = new Set<() => void>();
  let leaving = new AbortController();
  let account: MyAccount | undefined;
  let ua: UA | undefined;
  let elsewhere = false;
  let standing: TelephoneState['line']['state'] = 'connecting';
  let talk: Talk | null = null;
  let last: TelephoneState['last'] = null;
  let transferRefused = false;
  let muted = false;
  let audible = true;
  let prepared: MediaStream | undefined;
  let wanted: { id: string; number: string | null; over: () => void } | undefined;
  let ringing: { kind: 'here' | 'there'; stop: () => void } | undefined;
  let now: Shown | undefined;

  const show = (): void => {
    const kind = talk?.state !== 'ringing' ? undefined : talk.direction === 'inbound' ? 'here' : 'there';
    if (ringing?.kind !== kind) {
      ringing?.stop();
      ringing = kind && { kind, stop: ring(kind) };
    }
    const shownTalk = talk && withoutSession(talk);
    now = ua && {
      state: {
        at: new Date().toISOString(),
        line: { name: line.name, number: line.number, state: standing },
        talk: shownTalk,
        consult: null,
        sound: talk ? 'here' : 'nowhere',
        last,
        transferRefused,
        listener: null,
      },
      aheadMs: 0,
      connected: ua.isConnected(),
      muted,
      audible,
      tracks: talk?.state === 'talking' ? talk.session.tracks() : null,
      mending: false,
      mine: talk !== undefined,
    };
    for (const listener of listeners) listener();
  };
  const stand = (as: typeof standing): void => {
    standing = as;
    show();
  };

  /** One after the other, so that a call has rung before it is answered. */
  let told: Promise<unknown> = Promise.resolve();
  const tell = (of: TelephoneTalk, type: 'ringing' | 'answered' | 'over', cause?: string): void => {
    const talkId = of.id;
    const body = toldOf(of, type, cause);
    told = told
      .then(() => tellTalk(body))
      .then((number) => {
        if (talk?.id !== talkId || talk.number === number) return;
        talk = { ...talk, number };
        show();
      })
      .catch(() => undefined);
  };
  const tellUnfinished = (): void => {
    const left = JSON.parse(localStorage.getItem(unfinished) ?? 'null') as TelephoneTalk | null;
    if (left) tell(left, 'over', 'page_closed');
    localStorage.removeItem(unfinished);
  };

  const begin = (session: RTCSession, about: Pick<TelephoneTalk, 'id' | 'direction' | 'number' | 'state'>): void => {
    last = null;
    transferRefused = false;
    const change = (to: Partial<TelephoneTalk>): void => {
      if (!talk || talk.id !== about.id) return;
      talk = { ...talk, ...to };
      localStorage.setItem(unfinished, JSON.stringify(withoutSession(talk)));
      show();
    };
    const followed = followSession(
      session,
      {
        ringing(early) {
          change({ state: early ? 'early' : 'ringing' });
          if (talk) tell(talk, 'ringing');
        },
        answered() {
          change({ state: 'talking', answeredAt: new Date().toISOString() });
          if (talk) tell(talk, 'answered');
        },
        held: (held) => change({ held }),
        transferRefused() {
          transferRefused = true;
          show();
        },
        audible(yes) {
          audible = yes;
          show();
        },
        ended: (ending) => over(about.id, ending),
      },
      prepared,
    );
    talk = { ...about, held: false, startedAt: new Date().toISOString(), answeredAt: null, session: followed };
    change({});
    if (about.direction === 'inbound') tell(talk, 'ringing');
  };
  const over = (id: string, ending: Ending): void => {
    if (talk?.id !== id) return;
    const ended = { ...withoutSession(talk), state: 'ended' as const };
    talk = null;
    muted = false;
    last = { talk: ended, ending };
    tell(ended, 'over', ending);
    localStorage.removeItem(unfinished);
    releaseMicrophone();
    show();
    if (wanted?.id === id) wanted.over();
    wanted = undefined;
  };
  const releaseMicrophone = (): void => {
    for (const track of prepared?.getTracks() ?? []) track.stop();
    prepared = undefined;
  };
  const addressOf = (user: string): string => `sip:${user}@${new URL(account?.socket ?? '').hostname}`;

  const open = async (): Promise<void> => {
    account = await call(getMyAccount);
    tellUnfinished();
    ua = new UA({
      sockets: [new WebSocketInterface(account.socket)],
      uri: addressOf(account.user),
      password: account.password,
      session_timers: false,
    });
    ua.on('registered', () => stand('ready'));
    ua.on('registrationFailed', ({ response }) =>
      stand(
        [401, 403, 404, 407].includes((response as { status_code?: number } | null)?.status_code ?? 0)
          ? 'refused'
          : 'unreachable',
      ),
    );
    ua.on('disconnected', () => stand('unreachable'));
    ua.on('newRTCSession', (event: IncomingRTCSessionEvent | OutgoingRTCSessionEvent) => {
      const { session, request, originator } = event;
      const by: string = originator;
      if (by !== 'remote') return;
      const number = (request.from.uri as { user?: string }).user ?? null;
      const about = { id: crypto.randomUUID(), direction: 'inbound' as const, number };
      if (!talk) return begin(session, { ...about, state: 'ringing' });
      session.terminate({ status_code: 486 });
      const startedAt = new Date().toISOString();
      tell({ ...about, state: 'ended', held: false, startedAt, answeredAt: null }, 'over', 'busy');
    });
    ua.start();
    show();
  };
  const refused = (error: unknown): void => toast({ message: microphoneWords(error), tone: 'refused' });
  const leave = (): void => ua?.stop();
  const blocked = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void => {
    if (effectiveDirective !== 'connect-src' || !/^wss?:/.test(blockedURI) || sessionStorage.getItem(reloaded)) return;
    sessionStorage.setItem(reloaded, '1');
    location.reload();
  };

  return {
    onServer: false,
    async ready() {
      // A page that was loaded this moment is about to sign in, or to be handed the telephone by the one before it.
      const settling = (waited: number) =>
        elsewhere ? waited < 500 : standing === 'connecting' && waited < readyWithinMs;
      for (let waited = 0; settling(waited); waited += 50) await new Promise((soon) => setTimeout(soon, 50));
      const problem = elsewhere
        ? t`Ihr Telefon ist in einem anderen Fenster offen. Rufen Sie bitte von dort an.`
        : talk
          ? t`Sie sind schon in einem Gespräch.`
          : standing !== 'ready' && i18n._(lineWords[standing]);
      if (problem) {
        toast({ message: problem, tone: 'refused' });
        return false;
      }
      try {
        prepared ??= await openMicrophone();
        return true;
      } catch (error) {
        refused(error);
        return false;
      }
    },
    // It rings by itself, and only what it has in its hands.
    holds: () => false,
    ring({ id, number }, whenOver) {
      wanted = { id, number, over: whenOver };
    },
    /** The number is the one that the gate let through, and comes from the call that stands for it. */
    dialled(callId) {
      if (!ua || !prepared || wanted?.id !== callId || wanted.number === null) return;
      const session = ua.call(addressOf(wanted.number), {
        mediaStream: prepared,
        pcConfig: { bundlePolicy: 'max-bundle' },
        extraHeaders: [`P-Preferred-Identity: <${addressOf(line.number)}>`],
      });
      begin(session as unknown as RTCSession, {
        id: callId,
        direction: 'outbound',
        number: wanted.number,
        state: 'dialling',
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shown: () => now,
    async answer() {
      try {
        prepared ??= await openMicrophone();
        talk?.session.answer(prepared);
      } catch (error) {
        refused(error);
      }
    },
    async takeHere() {},
    async ask(wish) {
      transferRefused = false;
      if (wish.do === 'hangUp') talk?.session.hangUp();
      else if (wish.do === 'hold') talk?.session.hold(wish.on);
      else if (wish.do === 'press') talk?.session.press(wish.keys);
      else if (wish.do === 'transfer') {
        try {
          talk?.session.transfer(addressOf(await numberOf(wish.to)));
        } catch (error) {
          toast({ message: error instanceof Error ? error.message : '', tone: 'refused' });
          return false;
        }
      } else if (wish.do === 'announce') {
        const heard = (await talk?.session.announce()) ?? false;
        if (!heard)
          toast({
            message: t`Den Ton hätte die andere Seite nicht gehört. Es wird nicht aufgenommen.`,
            tone: 'refused',
          });
        return heard;
      } else return false;
      return talk !== null;
    },
    mute(on) {
      muted = on;
      talk?.session.mute(on);
      show();
    },
    play: () => talk?.session.play(),
    forgetLast() {
      last = null;
      show();
    },
    connect() {
      leaving = new AbortController();
      const { signal } = leaving;
      addEventListener('pagehide', leave);
      addEventListener('securitypolicyviolation', blocked);
      const left = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      const hold = async (): Promise<void> => {
        elsewhere = false;
        await open();
        await left;
      };
      const name = `klinke.telephone.${line.id}`;
      navigator.locks
        .request(name, { ifAvailable: true }, (lock) => (lock ? hold() : void (elsewhere = true)))
        .then(() => (elsewhere ? navigator.locks.request(name, { signal }, hold) : undefined))
        .catch(() => undefined);
    },
    close() {
      removeEventListener('pagehide', leave);
      removeEventListener('securitypolicyviolation', blocked);
      leaving.abort();
      ringing?.stop();
      talk?.session.hangUp();
      releaseMicrophone();
      leave();
    },
  };
}

/** The server knows the lines of colleagues, and who may be called behind any other number. */
async function numberOf(to: PassOnTo): Promise<string> {
  if ('number' in to) return (await call(passOnTo, { body: to })).number;
  const { colleagues } = await call(getMyLine);
  const found = colleagues.find(({ lineId }) => lineId === to.lineId);
  if (!found) throw new Error(t`Dieser Anschluss ist nicht mehr da.`);
  return found.number;
}

function withoutSession({ session: _, ...talk }: Talk): TelephoneTalk {
  return talk;
}

function toldOf(of: TelephoneTalk, type: 'ringing' | 'answered' | 'over', cause: string | undefined): TellTalk {
  const why = cause === undefined ? {} : { cause };
  const spoken = of.answeredAt !== null;
  if (of.direction === 'outbound')
    return {
      direction: 'outbound',
      callId: of.id,
      type: type === 'over' ? (spoken ? 'ended' : 'failed') : type,
      ...why,
    };
  const end = spoken ? 'ended' : 'missed';
  return { direction: 'inbound', talkId: of.id, number: of.number, type: type === 'over' ? end : type, ...why };
}
