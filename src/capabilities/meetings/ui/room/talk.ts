import {
  guestsPath,
  hostsPath,
  type IceServer,
  type Over,
  type RoomNews,
  type RoomState,
  type Said,
  type Signal,
} from '#meetings/contract';
import type { Kind, OwnMedia } from './own-media.ts';
import { openPeer, type Peer } from './peer.ts';
import { openWire } from './wire.ts';

export type Where = { meetingId: string } | { token: string; name: string };

export type PeerView = { streams: Readonly<Record<Kind, MediaStream>>; connected: boolean };

export type TalkView = {
  /** Undefined until the server has spoken. */
  state: RoomState | undefined;
  /** To the server; picture and sound may go on without it. */
  connected: boolean;
  over: Over | 'left' | undefined;
  said: readonly Said[];
  peers: ReadonlyMap<string, PeerView>;
};

/** One stay in a room: the connection to the server, and the way to everybody else. */
export type Talk = {
  subscribe(listener: () => void): () => void;
  view(): TalkView;
  say(text: string): void;
  admit(id: string): void;
  turnAway(id: string): void;
  leave(): void;
  close(): void;
};

export function openTalk(where: Where, seat: string, media: OwnMedia): Talk {
  const listeners = new Set<() => void>();
  const page = crypto.randomUUID();
  const peers = new Map<string, Peer>();
  let iceServers: IceServer[] = [];
  let view: TalkView = { state: undefined, connected: false, over: undefined, said: [], peers: new Map() };
  let shown = '';
  /** Since the line came back the server has told how it stands. Before, nothing we say is heard. */
  let ready = false;
  let unsaid: { do: 'signal'; to: string; signal: Signal }[] = [];

  const set = (change: Partial<TalkView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const shows = () => {
    const { tracks, muted } = media.own();
    return { sound: tracks.sound !== null && !muted, camera: tracks.camera !== null, screen: tracks.screen !== null };
  };
  const showPeers = (): void => {
    const views = [...peers].map(([id, peer]) => [id, { streams: peer.streams, connected: peer.connected() }] as const);
    set({ peers: new Map(views) });
  };

  const peerOf = (id: string): Peer | undefined => {
    const known = peers.get(id);
    const { state } = view;
    const person = state?.people.find((one) => one.id === id);
    if (known || !person || !state) return known;
    const peer = openPeer({
      calls: state.you.turn > person.turn,
      own: media.own().tracks,
      iceServers,
      signal(signal) {
        const wish = { do: 'signal' as const, to: id, signal };
        // An offer that is lost would never be answered.
        if (ready) wire.say(wish);
        else unsaid.push(wish);
      },
      onChange: showPeers,
    });
    peers.set(id, peer);
    return peer;
  };

  const closePeers = (): void => {
    for (const peer of peers.values()) peer.close();
    peers.clear();
  };

  const hearState = (state: RoomState): void => {
    const renewed = view.state !== undefined && view.state.you.id !== state.you.id;
    if (renewed) closePeers();
    view = { ...view, state };
    for (const [id, peer] of peers) {
      if (state.people.some((person) => person.id === id)) continue;
      peer.close();
      peers.delete(id);
    }
    // Whoever came later begins; the others wait for the first offer.
    for (const person of state.people) if (state.you.turn > person.turn) peerOf(person.id);
    if (!ready) {
      ready = true;
      for (const wish of unsaid) if (peers.has(wish.to)) wire.say(wish);
      unsaid = [];
      for (const peer of peers.values()) peer.restart();
    }
    showPeers();
  };

  const hear = (news: RoomNews): void => {
    if ('state' in news) hearState(news.state);
    else if ('signal' in news) peerOf(news.from)?.hear(news.signal);
    else if ('iceServers' in news) {
      ({ iceServers } = news);
      set({ said: news.said });
    } else if ('over' in news) end(news.over);
    else set({ said: [...view.said, news.said] });
  };

  const wire = openWire(
    'meetingId' in where ? hostsPath : guestsPath,
    () => {
      shown = JSON.stringify(shows());
      return { do: 'enter', ...where, seat, page, shows: shows() };
    },
    {
      news: hear,
      connected(connected) {
        ready = false;
        set({ connected });
      },
    },
  );

  const stopWatching = media.subscribe(() => {
    const { tracks } = media.own();
    for (const peer of peers.values()) peer.send(tracks);
    const now = shows();
    if (JSON.stringify(now) === shown) return;
    shown = JSON.stringify(now);
    wire.say({ do: 'show', shows: now });
  });

  const close = (): void => {
    stopWatching();
    closePeers();
    wire.close();
  };
  const end = (over: TalkView['over']): void => {
    close();
    set({ over, peers: new Map() });
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    view: () => view,
    say: (text) => wire.say({ do: 'say', text }),
    admit: (id) => wire.say({ do: 'admit', id }),
    turnAway: (id) => wire.say({ do: 'turnAway', id }),
    leave() {
      wire.say({ do: 'leave' });
      end('left');
    },
    close,
  };
}
