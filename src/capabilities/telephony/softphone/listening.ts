import type { Actor } from '#platform/actor';
import { Refusal } from '#platform/errors';
import type { Jsep } from '../janus/connection.ts';
import type { Phone } from '../janus/phone.ts';
import type { Guest, Room } from '../janus/room.ts';
import { noticeTone } from '../janus/tones.ts';
import { listenConfirmation, listenNotice } from '../rules/listen-notice.ts';
import type { Listener, ListenMode, ListenState } from './messages.ts';

type Person = Actor & { userId: string };
export type Lead = { readonly actor: Person; readonly name: string; show(state: ListenState): void };
export type ListenEnding = NonNullable<ListenState['ended']>;

/** What is kept of it for good. */
export type Listened =
  | { type: 'allowed'; talkId: string; listenerId: string; wording: string; confirmation: string }
  | { type: 'changed'; talkId: string; listenerId: string; mode: ListenMode }
  | { type: 'ended'; talkId: string; listenerId: string; because: ListenEnding };

/** A lead at a conversation of the team: not let in before who telephones has said that the other person agrees, and out as soon as either wants it. */
export type Listening = {
  readonly listener: Listener | null;
  ask(lead: Lead): void;
  admit(agent: Person): Promise<void>;
  join(lead: Lead, offer: Jsep): Promise<Jsep>;
  joinAside(who: Lead | 'page', offer: Jsep): Promise<Jsep>;
  change(lead: Lead, mode: ListenMode): Promise<void>;
  leave(lead: Lead): void;
  end(because: ListenEnding): void;
};

type World = {
  phone: Pick<Phone, 'state' | 'talkRoom' | 'openAside'>;
  clock: () => Date;
  record: (actor: Actor, what: Listened) => Promise<void>;
  onChange: () => void;
};
type Present = { lead: Lead; talkId: string; listener: Listener; aside: Promise<Room> | undefined };

export function createListening({ phone, clock, record, onChange }: World): Listening {
  let present: Present | undefined;

  const tell = (): void => {
    present?.lead.show({ mode: present.listener.mode, ended: null });
    onChange();
  };
  /** Let in, and still here. */
  const admitted = (lead?: Lead): Present => {
    if (!present || present.listener.mode === 'asks' || (lead && present.lead !== lead)) throw notLetIn();
    return present;
  };
  const enter = (mode: ListenMode, it: Present): void => {
    it.listener = { ...it.listener, mode };
    tell();
  };

  const end = (because: ListenEnding): void => {
    if (!present) return;
    const { lead, talkId, listener, aside } = present;
    present = undefined;
    void phone
      .talkRoom()
      .then((room) => room.letGo('lead'))
      .catch(() => undefined);
    void aside?.then((room) => room.close()).catch(() => undefined);
    lead.show({ mode: null, ended: because });
    onChange();
    // Who only asked has heard nothing.
    if (listener.mode !== 'asks')
      record(lead.actor, { type: 'ended', talkId, listenerId: lead.actor.userId, because }).catch(() => undefined);
  };

  return {
    get listener() {
      return present?.listener ?? null;
    },
    ask(lead) {
      const { talk } = phone.state;
      if (talk?.state !== 'talking')
        throw new Refusal(409, 'not_talking', 'Dieses Gespräch hat noch nicht begonnen oder ist schon vorbei.');
      if (present) throw new Refusal(409, 'somebody_listens', `${present.lead.name} hört schon mit.`);
      const { userId } = lead.actor;
      const listener: Listener = {
        userId,
        name: lead.name,
        mode: 'asks',
        since: clock().toISOString(),
        notice: listenNotice(lead.name),
      };
      present = { lead, talkId: talk.id, listener, aside: undefined };
      tell();
    },
    async admit(agent) {
      const asking = present;
      if (asking?.listener.mode !== 'asks') throw new Refusal(409, 'nobody_asks', 'Niemand möchte gerade mithören.');
      const { talkId, listener } = asking;
      const said = { wording: listener.notice, confirmation: listenConfirmation };
      // First it is written down, then somebody is let in.
      await record(agent, { type: 'allowed', talkId, listenerId: listener.userId, ...said });
      if (present !== asking) return;
      asking.aside = phone.openAside();
      asking.aside.catch(() => end('left'));
      enter('listen', asking);
    },
    async join(lead, offer) {
      const it = admitted(lead);
      const room = await phone.talkRoom();
      return room.letIn('lead', offer, it.listener.mode !== 'join');
    },
    async joinAside(who, offer) {
      const it = admitted(who === 'page' ? undefined : who);
      const room = await it.aside;
      if (!room) throw notLetIn();
      // Words go one way only: who telephones is heard in the conversation.
      const guest: Guest = who === 'page' ? 'page' : 'lead';
      return room.letIn(guest, offer, guest === 'page' || it.listener.mode !== 'whisper');
    },
    async change(lead, mode) {
      const it = admitted(lead);
      if (it.listener.mode === mode) return;
      const [room, aside] = await Promise.all([phone.talkRoom(), it.aside]);
      if (!aside) throw notLetIn();
      // Mute everywhere first: no word is heard by more people than it is meant for.
      await Promise.all([room.mute('lead', true), aside.mute('lead', true)]);
      if (present !== it) return;
      if (mode === 'join') void room.speak(noticeTone()).catch(() => undefined);
      if (mode !== 'listen') await (mode === 'join' ? room : aside).mute('lead', false);
      enter(mode, it);
      await record(lead.actor, { type: 'changed', talkId: it.talkId, listenerId: lead.actor.userId, mode });
    },
    leave(lead) {
      if (present?.lead === lead) end('left');
    },
    end,
  };
}

function notLetIn(): Refusal {
  return new Refusal(409, 'not_let_in', 'Sie sind bei diesem Gespräch nicht (mehr) dabei.');
}
