import type { Actor } from '#platform/actor';
import { Refusal } from '#platform/errors';
import { dbOf, type Ground } from '#platform/ground';
import type { SocketHandler } from '#platform/sockets';
import { findDialLine } from '../answers.ts';
import { openLine } from '../commands/lines.ts';
import { janusMark } from '../janus/sweep.ts';
import type { CallEvent, CallProvider, OpenLine } from '../provider.ts';
import { findLine } from '../queries/lines.ts';
import type { LineRow, TelephonyTables } from '../schema.ts';
import { leadPages } from './leads.ts';
import type { Listened } from './listening.ts';
import { type Listener, TelephoneRequest, type TelephoneWish } from './messages.ts';
import { parsed, problemOf } from './replies.ts';
import { cannotSpeak, type NumberOf, openSeat, type Page, type Seat } from './seat.ts';

export type Seats = {
  /** SIP lines: the page is the telephone. */
  provider: CallProvider;
  handler: SocketHandler;
  /** Of leads who listen in. */
  leads: SocketHandler;
  leaveMessage(person: Person, callId: string, sound: Uint8Array): Promise<void>;
  /** Who speaks on a telephone of this server at the moment, and who listens in. */
  speaking(workspaceId: string): Speaking[];
};
export type Speaking = { userId: string; since: Date; listener: Listener | null };

type Person = { workspaceId: string; userId: string };
const nameOf = ({ workspaceId, userId }: Person): string => `${workspaceId} ${userId}`;

/** All the telephones of this server, one for each user who has a page open and a line to dial on. */
export function openSeats(
  ground: Ground,
  opened: (telephone: Person & { lineId: string; before: Date }) => Promise<void>,
  receive: (line: LineRow, events: readonly CallEvent[], raw: string) => Promise<void>,
  record: (actor: Actor, what: Listened) => Promise<void>,
  passOn: (actor: Actor, typed: string, line: string) => Promise<string>,
): Seats {
  const seats = new Map<string, Promise<Seat | undefined>>();
  const there = new Map<string, Person & { seat: Seat }>();
  const mark = janusMark(ground.secrets);
  const bornAt = ground.ports.clock();

  const seatOf = (person: Person): Promise<Seat | undefined> => {
    const name = nameOf(person);
    const known = seats.get(name);
    if (known) return known;
    const opening = open(person, () => {
      seats.delete(name);
      there.delete(name);
    });
    seats.set(name, opening);
    void opening.then((seat) => seat && there.set(name, { ...person, seat })).catch(() => undefined);
    // Without a line there is nothing to keep; the next page asks anew.
    void opening.then((seat) => seat ?? seats.delete(name)).catch(() => seats.delete(name));
    return opening;
  };

  const open = async (person: Person, onEmpty: () => void): Promise<Seat | undefined> => {
    const { janusUrl } = ground.config;
    if (janusUrl === undefined) return undefined;
    const db = dbOf<TelephonyTables>(ground, { workspaceId: person.workspaceId });
    const row = await findDialLine(db, person);
    if (row?.kind !== 'sip') return undefined;
    const line = await openLine(db, ground.secrets, row);
    await opened({ ...person, lineId: row.id, before: bornAt });
    return openSeat({
      janusUrl,
      mark,
      line,
      clock: ground.ports.clock,
      tell: teller(line),
      record,
      onEmpty,
    });
  };

  /** One after the other, so that a call has rung before it is answered. */
  const teller = (line: OpenLine): ((event: Omit<CallEvent, 'provider'>) => void) => {
    let told = Promise.resolve();
    return (event) => {
      const whole: CallEvent = { ...event, provider: 'sip' };
      told = told
        .then(() => receive(line, [whole], JSON.stringify(whole)))
        .catch((error: unknown) => ground.log.error({ err: error }, 'call event not kept'));
    };
  };

  const numberOf =
    (person: Person & Actor): NumberOf =>
    async (to, from) => {
      if ('number' in to) return passOn(person, to.number, from);
      const { lineId } = to;
      const line = await findLine(dbOf<TelephonyTables>(ground, person), { ...person, lineId });
      if (!line || line.archivedAt !== null) throw new Refusal(404, 'not_found', 'Das gibt es hier nicht (mehr).');
      return line.number;
    };

  return {
    provider: {
      kind: 'sip',
      async startCall({ callId, permit, userId, click }) {
        const seat = await seats.get(nameOf({ workspaceId: permit.workspaceId, userId }));
        if (!seat)
          throw new Refusal(
            409,
            'telephone_closed',
            'Ihr Telefon ist in keinem Fenster offen. Bitte laden Sie die Seite neu.',
          );
        await seat.dial(callId, permit.address, click);
        return { externalId: callId };
      },
    },

    leads: leadPages(ground, (person) => there.get(nameOf(person))?.seat),

    async leaveMessage(person, callId, sound) {
      const at = there.get(nameOf(person));
      if (!at) throw cannotSpeak();
      await at.seat.leaveMessage(callId, sound);
    },

    speaking: (workspaceId) =>
      [...there.values()].flatMap(({ userId, seat, ...it }) => {
        const since = it.workspaceId === workspaceId ? seat.talkingSince : null;
        return since ? [{ userId, since, listener: seat.listening.listener }] : [];
      }),

    handler: ({ actor, window, send, close }) => {
      const page: Page = { send, actor, window };
      let gone = false;
      const seat = refreshed(actor).then((it) => {
        if (gone) return it;
        if (it) it.enter(page);
        else send({ state: null });
        return it;
      });
      seat.catch((error: unknown) => {
        ground.log.warn({ err: error }, 'telephone not opened');
        close();
      });
      return {
        hear(text) {
          const read = TelephoneRequest.safeParse(parsed(text));
          if (!read.success) return close();
          const { id, wish, locale } = read.data;
          answerOf(seat, page, wish, numberOf(actor)).then(
            (sdp) => send({ reply: id, ...(sdp !== undefined && { sdp }) }),
            (error: unknown) => send({ reply: id, problem: problemOf(ground, error, locale) }),
          );
        },
        ended(why) {
          gone = true;
          void seat.then((it) => it?.leave(page, why)).catch(() => undefined);
        },
      };
    },
  };

  /** A line that was changed meanwhile is opened anew, as soon as nobody speaks on it. */
  async function refreshed(person: Person): Promise<Seat | undefined> {
    const seat = await seatOf(person);
    if (!seat || seat.busy) return seat;
    const now = await findDialLine(dbOf<TelephonyTables>(ground, { workspaceId: person.workspaceId }), person);
    if (now?.id === seat.line.id && now.version === seat.line.version) return seat;
    await seat.close();
    return seatOf(person);
  }
}

async function answerOf(
  seat: Promise<Seat | undefined>,
  page: Page,
  wish: TelephoneWish,
  numberOf: NumberOf,
): Promise<string | undefined> {
  const open = await seat;
  if (!open) throw new Refusal(409, 'no_line', 'Für Sie ist kein Anschluss eingerichtet, der wählen kann.');
  return open.wish(page, wish, numberOf);
}
