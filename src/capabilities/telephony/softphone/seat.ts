import { randomUUID } from 'node:crypto';
import type { Actor } from '#platform/actor';
import { Refusal } from '#platform/errors';
import type { PageSocket, SocketEnd } from '#platform/sockets';
import { JanusFailure } from '../janus/connection.ts';
import type { Ending } from '../janus/endings.ts';
import { openPhone, type Phone } from '../janus/phone.ts';
import type { PhoneChange, TalkState } from '../janus/states.ts';
import type { JanusMark } from '../janus/sweep.ts';
import type { CallEvent, OpenLine } from '../provider.ts';
import { toE164 } from '../rules/numbers.ts';
import { createListening, type Listened, type Listening } from './listening.ts';
import type { PassOnTo, TelephoneState, TelephoneTalk, TelephoneWish } from './messages.ts';

/** One user's telephone on this server, with all the pages they have open. It outlives each of them for a while. */
export type Seat = {
  readonly line: OpenLine;
  readonly busy: boolean;
  /** When the other end has answered. */
  readonly talkingSince: Date | null;
  readonly listening: Listening;
  enter(page: Page): void;
  leave(page: Page, why: SocketEnd): void;
  /** `click`: nobody is rung before the page of this click can be heard. */
  dial(callId: string, number: string, click: string | undefined): Promise<void>;
  hangUp(talkId: string): Promise<void>;
  leaveMessage(callId: string, sound: Uint8Array): Promise<void>;
  wish(page: Page, wish: TelephoneWish, numberOf: NumberOf): Promise<string | undefined>;
  close(): Promise<void>;
};
/** Where a call may be passed on to; `line`: from which number. */
export type NumberOf = (to: PassOnTo, line: string) => Promise<string>;
export type Page = Pick<PageSocket, 'send' | 'actor' | 'window'>;

export type SeatOptions = {
  janusUrl: string;
  mark: JanusMark;
  line: OpenLine;
  clock: () => Date;
  /** What the telephone network did, for the call's record. */
  tell: (event: Omit<CallEvent, 'provider'>) => void;
  /** Of who listens in. */
  record: (actor: Actor, what: Listened) => Promise<void>;
  /** Nobody is there any more, and the telephone is closed. */
  onEmpty: () => void;
};

/** A microphone that has been given before opens in an instant, or not at all. */
const voiceWithinMs = 10_000;

/** Time to load a page anew: in a call, and without one. */
const graceMs = { talking: 60_000, idle: 20_000 };

export function openSeat({ janusUrl, mark, line, clock, tell, record, onEmpty }: SeatOptions): Seat {
  const pages = new Set<Page>();
  let holder: Page | undefined;
  let last: TelephoneState['last'] = null;
  let transferRefused = false;
  let grace: NodeJS.Timeout | undefined;
  /** Of the click that is about to dial: settled once its page can be heard, or can't. What the page says and the order to dial come by two ways, either first. */
  let voice: (PromiseWithResolvers<void> & { click: string; page: Page | undefined }) | undefined;
  const voiceOf = (click: string): NonNullable<typeof voice> => {
    if (voice?.click === click) return voice;
    // Whoever clicks anew has given the click before up: whom that one was to reach is not to hear this one's voice.
    voice?.reject(noMicrophone());
    voice = { click, page: undefined, ...Promise.withResolvers<void>() };
    voice.promise.catch(() => undefined);
    return voice;
  };
  /** What a page has said that is gone holds for no other. */
  const gone = (page: Page): void => {
    if (voice?.page !== page) return;
    voice.reject(noMicrophone());
    voice = undefined;
  };

  const phone: Phone = openPhone({
    url: janusUrl,
    mark,
    account: {
      domain: line.settings['server'] ?? '',
      username: line.settings['user'] ?? '',
      authUser: undefined,
      password: line.secret,
      proxy: undefined,
      // The team's line would ring at everybody, and all but one would have missed a call.
      registers: line.userId !== null,
      number: line.number,
    },
    newId: randomUUID,
    clock,
    onChange: (change) => onChange(change),
  });

  const listening = createListening({ phone, clock, record, onChange: () => show() });

  const stateFor = (page: Page): TelephoneState => {
    const { line: state, talk, consult } = phone.state;
    return {
      at: clock().toISOString(),
      line: { name: line.name, number: line.number, state },
      talk: talk && toTalk(talk, line),
      consult: consult && toTalk(consult, line),
      sound: holder === undefined ? 'nowhere' : holder === page ? 'here' : 'elsewhere',
      last,
      transferRefused,
      listener: listening.listener,
    };
  };
  const show = (): void => {
    for (const page of pages) page.send({ state: stateFor(page) });
  };

  const onChange = (change: PhoneChange): void => {
    if (change.type === 'missed') {
      const event = eventOf(line, change.talk, { type: 'ended', ending: 'busy', code: undefined }, clock());
      return event && tell(event);
    }
    if (change.type === 'gone' && change.guest === 'page') holder = undefined;
    if (change.type === 'gone' && change.guest === 'lead') listening.end('left');
    if (change.type === 'talk' && change.which !== 'consult') {
      const event = eventOf(line, change.talk, change.change, clock());
      if (event) tell(event);
    }
    if (change.type === 'talk' && change.which === 'talk') {
      const { talk, change: step } = change;
      transferRefused = step.type === 'transfer_refused';
      if (step.type === 'ended') {
        last = { talk: toTalk(talk, line), ending: step.ending };
        holder = undefined;
        listening.end('over');
        if (pages.size === 0) leaveSoon();
      } else if (step.type === 'ringing') last = null;
    }
    show();
  };

  const leaveSoon = (): void => {
    clearTimeout(grace);
    // What has been begun is said to its end.
    const leave = () => (phone.state.message ? leaveSoon() : void close());
    grace = setTimeout(leave, phone.state.talk ? graceMs.talking : graceMs.idle);
  };
  const close = async (): Promise<void> => {
    clearTimeout(grace);
    onEmpty();
    await phone.close();
  };

  return {
    line,
    listening,
    get busy() {
      return phone.state.talk !== null || phone.state.message;
    },
    get talkingSince() {
      const { talk } = phone.state;
      return talk?.state === 'talking' ? talk.answeredAt : null;
    },
    enter(page) {
      clearTimeout(grace);
      // A window whose connection broke is often back before we know that it was away.
      for (const before of pages) {
        if (page.window === null || before.window !== page.window) continue;
        pages.delete(before);
        gone(before);
        if (holder === before) holder = page;
      }
      pages.add(page);
      page.send({ state: stateFor(page) });
    },
    leave(page, why) {
      pages.delete(page);
      gone(page);
      if (holder === page) holder = undefined;
      if (why === 'server') return void close();
      show();
      if (pages.size === 0) leaveSoon();
    },
    async dial(callId, number, click) {
      if (phone.state.talk) throw new Refusal(409, 'telephone_busy', 'Sie sind schon in einem Gespräch.');
      if (phone.state.line === 'refused') throw refusedLine();
      last = null;
      const heard = click === undefined ? undefined : voiceOf(click);
      const late = setTimeout(() => heard?.reject(noMicrophone()), voiceWithinMs);
      try {
        await inWords(() => phone.dial(callId, number, heard?.promise));
      } catch (error) {
        // Whoever could not speak has called nobody.
        if (error instanceof Refusal && error.code === 'no_microphone') last = null;
        show();
        throw error;
      } finally {
        clearTimeout(late);
        if (voice === heard) voice = undefined;
      }
      show();
    },
    async hangUp(talkId) {
      if (phone.state.talk?.id === talkId) await phone.hangUp();
    },
    async leaveMessage(callId, sound) {
      const { talk } = phone.state;
      if (talk?.id !== callId) throw cannotSpeak();
      listening.end('over');
      await inWords(() => phone.leaveMessage(sound));
      last = { talk: { ...toTalk(talk, line), state: 'ended' }, ending: 'message_left' };
      holder = undefined;
      show();
    },
    async wish(page, wish, numberOf) {
      switch (wish.do) {
        case 'prepare':
          voiceOf(wish.click).page = page;
          await inWords(() => phone.prepare());
          return undefined;
        case 'voice':
          if (voice?.click !== wish.click || voice.page !== page) return undefined;
          if (wish.open) voice.resolve();
          else voice.reject(noMicrophone());
          return undefined;
        case 'join': {
          const { sdp } = await inWords(() => phone.join({ type: 'offer', sdp: wish.offer }));
          // Gone meanwhile, it holds nothing.
          if (pages.has(page)) holder = page;
          show();
          return sdp;
        }
        case 'transfer': {
          const to = await numberOf(wish.to, line.number);
          await inWords(() => phone.transfer(to));
          return undefined;
        }
        case 'consult': {
          const to = await numberOf(wish.to, line.number);
          await inWords(() => phone.consult(randomUUID(), to));
          return undefined;
        }
        case 'hold':
          await inWords(() => phone.hold(wish.on));
          return undefined;
        case 'admit':
          await inWords(() => listening.admit(page.actor));
          return undefined;
        case 'dismiss':
          listening.end('dismissed');
          return undefined;
        case 'joinAside': {
          const { sdp } = await inWords(() => listening.joinAside('page', { type: 'offer', sdp: wish.offer }));
          return sdp;
        }
        case 'press':
          await inWords(async () => phone.press(wish.keys));
          return undefined;
        default:
          await inWords(() => phone[wish.do]());
          return undefined;
      }
    },
    close,
  };
}

function toTalk({ startedAt, answeredAt, number, ...talk }: TalkState, line: OpenLine): TelephoneTalk {
  const known = number === null ? null : (toE164(number, line.number) ?? number);
  return { ...talk, number: known, startedAt: startedAt.toISOString(), answeredAt: answeredAt?.toISOString() ?? null };
}

/** What the record of the call learns of it: one word of each kind for each call. */
function eventOf(
  line: OpenLine,
  talk: TalkState,
  step: Extract<PhoneChange, { type: 'talk' }>['change'],
  at: Date,
): Omit<CallEvent, 'provider'> | undefined {
  const type = typeOf(talk, step.type);
  if (type === undefined) return undefined;
  const inbound = talk.direction === 'inbound';
  return {
    externalId: talk.id,
    type,
    direction: talk.direction,
    from: inbound ? toE164(talk.number ?? undefined, line.number) : line.number,
    to: inbound ? line.number : talk.number,
    at: at.toISOString(),
    ...(step.type === 'ended' && { cause: step.ending satisfies Ending }),
    dedupeKey: `${talk.id} ${type}`,
  };
}

function typeOf(talk: TalkState, step: string): CallEvent['type'] | undefined {
  switch (step) {
    case 'ringing':
    case 'early':
      return 'ringing';
    case 'answered':
      return 'answered';
    case 'ended':
      if (talk.answeredAt !== null) return 'ended';
      return talk.direction === 'inbound' ? 'missed' : 'failed';
    default:
      return undefined;
  }
}

/** What Janus has to say, in words for who wanted to telephone. */
export async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof JanusFailure)) throw error;
    if (error.because === 'refused')
      throw new Refusal(
        409,
        'telephone_refused',
        'Das geht in diesem Augenblick nicht. Bitte versuchen Sie es noch einmal.',
      );
    throw new Refusal(
      503,
      'telephone_unreachable',
      'Die Telefonanlage ist gerade nicht erreichbar. Klinke verbindet sich von selbst neu.',
    );
  }
}

function noMicrophone(): Refusal {
  return new Refusal(409, 'no_microphone', 'Das Mikrofon ging nicht auf. Es hat bei niemandem geklingelt.');
}

function refusedLine(): Refusal {
  return new Refusal(
    409,
    'line_refused',
    'Ihr Anbieter nimmt die Anmeldung dieses Anschlusses nicht an: Benutzer oder Passwort stimmen nicht.',
  );
}

export function cannotSpeak(): Refusal {
  return new Refusal(
    409,
    'line_cannot_speak',
    'Hier kann Klinke keine Ansage hinterlassen: Das geht in einem Gespräch, das Sie in dieser Seite über Janus führen.',
  );
}
