import {
  type JanusHandle,
  type JanusMessage,
  type JanusSession,
  JanusFailure,
  type Jsep,
  openJanus,
} from './connection.ts';
import { mostRingMs } from '../rules/ringing.ts';
import { registration, type SipAccount, uriOf } from './account.ts';
import { createIncoming } from './incoming.ts';
import { createLeg, type Leg, type LegChange, type Patience } from './leg.ts';
import { createPressing } from './pressing.ts';
import { type Guest, openRoom, plugin as roomPlugin, type Room } from './room.ts';
import { type PhoneChange, type PhoneState, stateOf, type Talk } from './states.ts';
import { type JanusMark, sweepRooms } from './sweep.ts';
import { recordingTone } from './tones.ts';

export type Phone = {
  readonly state: PhoneState;
  /** Opens the room of the next conversation; one that is never used goes when the telephone closes. */
  prepare(): Promise<void>;
  /** Everything is made ready, and nobody rung before `voice`; rejects with its no. */
  dial(id: string, number: string, voice?: Promise<void>): Promise<void>;
  answer(): Promise<void>;
  hangUp(): Promise<void>;
  hold(on: boolean): Promise<void>;
  /** Keys, as tones, to whom the page speaks with. */
  press(keys: string): Promise<void>;
  /** A tone that both sides hear. Resolves when they have. */
  announce(): Promise<void>;
  /** Speaks this into the conversation instead of its user, hangs up when it has been said, and is free for the next one at once. */
  leaveMessage(sound: Uint8Array): Promise<void>;
  transfer(to: string): Promise<void>;
  /** Puts the conversation on hold and calls somebody of us. */
  consult(id: string, to: string): Promise<void>;
  /** Brings the two others together and leaves. */
  handOver(): Promise<void>;
  /** Ends the consultation and goes back. */
  takeBack(): Promise<void>;
  join(offer: Jsep): Promise<Jsep>;
  /** Where the conversation is held. */
  talkRoom(): Promise<Room>;
  /** A room of its own, for words that are not for everybody; whoever opens it closes it. */
  openAside(): Promise<Room>;
  /** Hangs up, clears its rooms and leaves. */
  close(): Promise<void>;
};

type Live = { session: JanusSession; sip: JanusHandle; master: number | undefined };

export type PhoneOptions = {
  url: string;
  /** Whose rooms these are, and of which life of the process. */
  mark: JanusMark;
  account: SipAccount;
  patience?: Patience;
  newId: () => string;
  clock: () => Date;
  onChange: (change: PhoneChange) => void;
};

const usualPatience: Patience = { ringMs: mostRingMs, silenceMs: 12_000, answerableMs: 300 };
/** SIP gives up on an end that nobody confirms after 32 s (RFC 3261, timer F). */
const byeMs = 40_000;
const againAfterMs = [500, 1_000, 2_000, 5_000, 10_000, 30_000];

/** One user's telephone: registered with the trunk as long as it is open, with at most one conversation and one consultation. */
export function openPhone(options: PhoneOptions): Phone {
  const { url, mark, account, clock } = options;
  const patience = options.patience ?? usualPatience;
  let line: PhoneState['line'] = 'connecting';
  let live: Live | undefined;
  let room: Promise<Room> | undefined;
  /** The next call's, where it was opened before anybody dialled. */
  let way: Promise<JanusHandle> | undefined;
  let pageIn = false;
  let talk: Talk | undefined;
  let consult: Talk | undefined;
  const messages = new Map<Talk, AbortController>();
  let closed = false;
  let failures = 0;
  let again: NodeJS.Timeout | undefined;
  const press = createPressing();

  const setLine = (next: PhoneState['line']): void => {
    if (line === next) return;
    line = next;
    options.onChange({ type: 'line', line });
  };

  const connect = async (): Promise<void> => {
    try {
      const session = await openJanus(url, lost);
      if (closed) return session.close();
      await sweepOnce(session, mark);
      const sip = await session.attach('janus.plugin.sip', hear);
      live = { session, sip, master: undefined };
      await sip.ask(registration(account));
    } catch {
      live?.session.close();
      lost();
    }
  };
  const lost = (): void => {
    live = undefined;
    room = undefined;
    way = undefined;
    pageIn = false;
    if (closed) return;
    setLine('unreachable');
    for (const { leg } of legs()) leg.lose('gateway_lost');
    soonAgain(connect);
  };
  const soonAgain = (work: () => Promise<unknown>): void => {
    clearTimeout(again);
    again = setTimeout(() => void work(), againAfterMs[Math.min(failures++, againAfterMs.length - 1)]);
  };
  /** Janus tries a registration once, and one that is to be renewed, too. Conversations go on without. */
  const registerAgain = async (): Promise<void> => {
    const asked = live;
    await asked?.sip.ask(registration(account)).catch(() => live === asked && soonAgain(registerAgain));
  };

  const hear = (event: JanusMessage): void => {
    const data = event.plugindata?.data;
    const { event: what, code = 0, username = '', caller = '', master_id } = data?.result ?? {};
    switch (what) {
      case 'registered':
        failures = 0;
        if (live) live.master = master_id;
        return setLine('ready');
      case 'registration_failed':
        if (isNo(code)) return setLine('refused');
        setLine('unreachable');
        return soonAgain(registerAgain);
      case 'incomingcall':
        if (live) void incoming.ring(live.sip, username, data?.call_id ?? '', event.jsep);
        return undefined;
      case 'missed_call':
        // Janus has turned them away itself: the line's own handle was in use, and no other was there.
        return incoming.miss(caller);
      case 'hangup':
        incoming.gaveUp();
    }
    if (live) legOn(live.sip)?.hear(event);
  };
  const legs = (): Talk[] => [consult, talk, ...messages.keys()].filter((each) => each !== undefined);
  const legOn = (sip: JanusHandle): Leg | undefined => legs().find((it) => it.sip === sip)?.leg;
  /**
   * A call of ours has a handle of its own. Janus takes no other call on one until the other end has confirmed that the last one is over, and that may take as long as it likes.
   */
  const openWay = async (onTaken: () => void): Promise<JanusHandle> => {
    const { session, master } = requireLive();
    const sip: JanusHandle = await session.attach('janus.plugin.sip', (event) => {
      legOn(sip)?.hear(event);
      const { event: what, username = '' } = event.plugindata?.data.result ?? {};
      if (what === 'hangup') void sip.detach();
      // While the line's own handle is in use, Janus brings whoever calls to one that is free.
      if (what !== 'incomingcall') return;
      onTaken();
      void incoming.turnAway(sip, username);
    });
    const username = uriOf(account.username, account);
    await sip.ask({ request: 'register', type: 'helper', username, master_id: master });
    return sip;
  };

  const nextWay = (): Promise<JanusHandle> => {
    const forget = (): void => {
      if (way === opening) way = undefined;
    };
    const opening = (way ??= openWay(forget));
    opening.catch(forget);
    return opening;
  };
  const takeWay = (): Promise<JanusHandle> => {
    const taken = nextWay();
    way = undefined;
    return taken;
  };

  /** Whoever dials with the page's first breath may be quicker than the registration. */
  const settled = async (): Promise<void> => {
    for (let waitedMs = 0; line === 'connecting' && waitedMs < patience.silenceMs; waitedMs += 50)
      await new Promise((soon) => setTimeout(soon, 50));
  };
  const requireLive = (): Live => {
    if (!live || line === 'connecting' || line === 'unreachable')
      throw new JanusFailure('down', 'the line is not connected');
    return live;
  };
  const requireTalk = (): Talk => {
    if (!talk) throw new JanusFailure('refused', 'no conversation');
    return talk;
  };
  const mainRoom = (): Promise<Room> => {
    const gone = (who: Guest | 'room'): void => {
      if (who !== 'room') left(who);
      else if (!talk && room === opening) room = undefined;
    };
    const opening = (room ??= openRoom(requireLive().session, mark, gone));
    // A room that could not be opened is tried anew; another one that was opened meanwhile stays.
    opening.catch(() => room === opening && (room = undefined));
    return opening;
  };
  const left = (guest: Guest | 'room'): void => {
    if (guest === 'room') return;
    if (guest === 'page') pageIn = false;
    options.onChange({ type: 'gone', guest });
  };

  const begin = (
    which: 'talk' | 'consult',
    about: Talk['about'],
    sip: JanusHandle,
    make: (onChange: (change: LegChange) => void) => Leg,
  ): Talk => {
    const begun: Talk = {
      id: about.id,
      which,
      sip,
      about,
      answeredAt: null,
      leg: make((change) => {
        if (change.type === 'answered') begun.answeredAt = clock();
        if (change.type === 'ended') over(begun);
        options.onChange({ type: 'talk', which: begun.which, talk: stateOf(begun), change });
      }),
    };
    if (which === 'talk') talk = begun;
    else consult = begun;
    return begun;
  };
  const over = (ended: Talk): void => {
    ended.sip.closeSound();
    if (ended.sip !== live?.sip) setTimeout(() => void ended.sip.detach(), byeMs).unref();
    if (ended.which === 'message') {
      messages.get(ended)?.abort();
      messages.delete(ended);
      return close(Promise.resolve(ended.leg.room));
    }
    if (ended.which === 'consult') {
      if (consult !== ended) return;
      consult = undefined;
      void leaveConsultation(ended.leg.room);
      return;
    }
    talk = undefined;
    void consult?.leg.end();
    const leaving = room;
    room = undefined;
    pageIn = false;
    if (leaving) close(leaving);
  };
  const closing = new Set<Promise<void>>();
  const close = (leaving: Promise<Room>): void => {
    const done = leaving
      .then((it) => it.close())
      .catch(() => undefined)
      .finally(() => closing.delete(done));
    closing.add(done);
  };
  const leaveConsultation = async (from: Room): Promise<void> => {
    if (talk && live) await talk.leg.room.comeFrom(from, talk.leg.held).catch(() => undefined);
    close(Promise.resolve(from));
  };

  const incoming = createIncoming({
    ...options,
    patience,
    isBusy: () => talk !== undefined,
    openRoom: () => mainRoom(),
    begin(about, sip, opened, theirs) {
      const begun = begin('talk', about, sip, (onChange) => createLeg(sip, opened, theirs, patience, onChange));
      options.onChange({ type: 'talk', which: 'talk', talk: stateOf(begun), change: { type: 'ringing' } });
    },
  });

  const headers = { 'P-Preferred-Identity': `<sip:${account.number}@${account.domain}>` };
  const call = async (
    which: 'talk' | 'consult',
    id: string,
    to: string,
    sip: JanusHandle,
    opened: Room,
    voice?: Promise<void>,
  ) => {
    const about = { id, direction: 'outbound' as const, number: to, startedAt: clock() };
    const { leg } = begin(which, about, sip, (onChange) =>
      createLeg(sip, opened, { direction: 'outbound', uri: uriOf(to, account), headers }, patience, onChange),
    );
    try {
      await leg.dial(voice);
    } catch (error) {
      if (!(error instanceof JanusFailure)) leg.lose('cancelled');
      else leg.lose(error.because === 'refused' ? 'failed' : 'gateway_lost');
      throw error;
    }
  };

  void connect();
  return {
    get state() {
      return {
        line,
        page: pageIn,
        talk: talk ? stateOf(talk) : null,
        consult: consult ? stateOf(consult) : null,
        message: messages.size > 0,
      };
    },
    async prepare() {
      await Promise.all([mainRoom().then((it) => it.offerToLine()), nextWay()]);
    },
    async dial(id, number, voice) {
      await settled();
      requireLive();
      const alone = (): void => {
        if (talk) throw new JanusFailure('refused', 'there is a conversation already');
      };
      alone();
      const [opened, sip] = await Promise.all([mainRoom(), takeWay()]);
      alone();
      await call('talk', id, number, sip, opened, voice);
    },
    answer: () => requireTalk().leg.answer(),
    async hangUp() {
      await (consult ?? talk)?.leg.end();
    },
    hold: (on) => requireTalk().leg.hold(on),
    press: (keys) => press((consult ?? requireTalk()).leg, keys),
    async announce() {
      const { leg } = requireTalk();
      if (leg.held || consult) throw new JanusFailure('refused', 'not everybody would hear it');
      await leg.room.speak(recordingTone());
    },
    async leaveMessage(sound) {
      const left = requireTalk();
      const { leg, about } = left;
      if (about.direction === 'inbound' || leg.state !== 'talking' || leg.held || consult)
        throw new JanusFailure('refused', 'nobody to leave a message with');
      const stop = new AbortController();
      left.which = 'message';
      messages.set(left, stop);
      [talk, room, pageIn] = [undefined, undefined, false];
      // From here on whoever has left is not heard there, and hears nothing of it.
      await leg.room.letGo('page');
      leg.room.speak(sound, stop.signal).then(
        () => leg.end('message_left'),
        () => leg.end('failed'),
      );
    },
    transfer: (to) => requireTalk().leg.transfer(uriOf(to, account)),
    async consult(id, to) {
      const { session } = requireLive();
      const { leg } = requireTalk();
      await leg.hold(true);
      const sip = await takeWay();
      const opened = await openRoom(session, mark, left);
      await opened.comeFrom(leg.room, false);
      await call('consult', id, to, sip, opened);
    },
    async handOver() {
      if (!consult) throw new JanusFailure('refused', 'nobody to hand over to');
      await requireTalk().leg.transfer(consult.leg.uri, consult.leg.callId);
    },
    async takeBack() {
      await consult?.leg.end();
    },
    async join(offer) {
      await settled();
      const opened = consult?.leg.room ?? (await mainRoom());
      const answer = await opened.letIn('page', offer, consult === undefined && talk?.leg.held === true);
      pageIn = true;
      return answer;
    },
    talkRoom: async () => requireTalk().leg.room,
    openAside: () => openRoom(requireLive().session, mark, () => undefined),
    async close() {
      closed = true;
      clearTimeout(again);
      for (const { leg } of legs()) await leg.end();
      await Promise.allSettled([...closing, room?.then((it) => it.close())]);
      live?.session.close();
      live = undefined;
    },
  };
}

/** An answer to our password: asked again and again, a provider would shut us out. Anything else is the network's trouble and passes. */
const isNo = (code: number): boolean => [401, 403, 404, 407].includes(code);

const swept = new Set<string>();
async function sweepOnce(session: JanusSession, mark: JanusMark): Promise<void> {
  if (swept.has(mark.owner)) return;
  swept.add(mark.owner);
  await sweepRooms(session, roomPlugin, mark);
}
