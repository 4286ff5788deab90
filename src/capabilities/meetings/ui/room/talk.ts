import {
  guestsPath,
  hostsPath,
  type IceServer,
  type Over,
  type Place,
  type RoomNews,
  type RoomState,
  type RoomWish,
  type Said,
  type Signal,
} from '#meetings/contract';
import type { Streams } from './connection.ts';
import { openPublication, openSubscription } from './group-peer.ts';
import type { OwnMedia } from './own-media.ts';
import { openPeer, type Peer } from './peer.ts';
import { openWire } from './wire.ts';

export type Where = { meetingId: string } | { team: true } | { token: string; name: string };

export type PeerView = { streams: Streams; connected: boolean };

export type TalkView = {
  /** Undefined until the server has spoken. */
  state: RoomState | undefined;
  /** To the server; picture and sound may go on without it. */
  connected: boolean;
  over: Over | 'left' | undefined;
  said: readonly Said[];
  /** By which one gives and takes files. */
  fileKey: string;
  peers: ReadonlyMap<string, PeerView>;
};

export type Moment = Extract<RoomNews, { point: unknown } | { turn: unknown }>;

/** One stay in a room: the connection to the server, and the way to everybody else. */
export type Talk = {
  subscribe(listener: () => void): () => void;
  view(): TalkView;
  say(text: string): void;
  point(at: Place | null): void;
  /** The pages of somebody who lets us. */
  turn(of: string, by: 1 | -1): void;
  /** What comes and goes, and is nothing to be kept. */
  onMoment(listener: (moment: Moment) => void): () => void;
  admit(id: string): void;
  turnAway(id: string): void;
  leave(): void;
  close(): void;
};

export function openTalk(where: Where, seat: string, media: OwnMedia): Talk {
  const listeners = new Set<() => void>();
  const onMoments = new Set<(moment: Moment) => void>();
  const page = crypto.randomUUID();
  const peers = new Map<string, Peer>();
  let iceServers: IceServer[] = [];
  let view: TalkView = { state: undefined, connected: false, over: undefined, said: [], fileKey: '', peers: new Map() };
  let shown = '';
  /** Since the line came back the server has told how it stands. Before, nothing we say is heard. */
  let ready = false;
  let unsaid: Extract<RoomWish, { do: 'signal' }>[] = [];

  const set = (change: Partial<TalkView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const shows = () => {
    const { tracks, muted, presents } = media.own();
    return {
      sound: tracks.sound !== null && !muted,
      camera: tracks.camera !== null,
      screen: tracks.screen !== null,
      pages: tracks.screen && presents,
    };
  };
  const showPeers = (): void => {
    const views = [...peers].map(([id, peer]) => [id, { streams: peer.streams, connected: peer.connected() }] as const);
    set({ peers: new Map(views) });
  };

  /** `to`: oneself is what one sends by way of the server. */
  const signalTo = (to: string) => {
    const stage = view.state?.stage ?? null;
    return (signal: Signal): void => {
      const wish = { do: 'signal' as const, stage, to, signal };
      // An offer that is lost would never be answered.
      if (ready) wire.say(wish);
      else unsaid.push(wish);
    };
  };
  const put = (id: string, peer: Peer): Peer => {
    peers.get(id)?.close();
    peers.set(id, peer);
    return peer;
  };

  const peerOf = (id: string): Peer | undefined => {
    const known = peers.get(id);
    const { state } = view;
    const person = state?.people.find((one) => one.id === id);
    if (known || !person || !state || state.stage !== null) return known;
    const calls = state.you.turn > person.turn;
    const own = media.own().tracks;
    return put(id, openPeer({ calls, own, iceServers, signal: signalTo(id), onChange: showPeers }));
  };

  const publish = (id: string): void => {
    const own = media.own().tracks;
    const onLost = () => publish(id);
    put(id, openPublication({ own, iceServers, signal: signalTo(id), onLost, onChange: showPeers }));
  };
  const subscribe = (from: string, stage: string): Peer => {
    const onLost = () => wire.say({ do: 'renew', stage, from });
    return put(from, openSubscription({ iceServers, signal: signalTo(from), onLost, onChange: showPeers }));
  };
  const hearSignal = (from: string, signal: Signal, stage: string | null): void => {
    const { state } = view;
    // Of a stage that is over.
    if (!state || state.stage !== stage) return;
    const begins = stage !== null && from !== state.you.id && 'description' in signal;
    const peer = begins ? state.people.some(({ id }) => id === from) && subscribe(from, stage) : peerOf(from);
    if (peer) peer.hear(signal);
  };

  const closePeers = (): void => {
    for (const peer of peers.values()) peer.close();
    peers.clear();
  };

  const hearState = (state: RoomState): void => {
    const { you, people, stage, inside } = state;
    const before = view.state;
    const renewed = before !== undefined && (before.you.id !== you.id || before.stage !== stage);
    if (renewed) closePeers();
    view = { ...view, state };
    for (const [id, peer] of peers) {
      if (people.some((person) => person.id === id) || (id === you.id && stage !== null)) continue;
      peer.close();
      peers.delete(id);
    }
    if (stage !== null && inside && !peers.has(you.id)) publish(you.id);
    // Whoever came later begins; the others wait for the first offer.
    if (stage === null) for (const person of people) if (you.turn > person.turn) peerOf(person.id);
    if (!ready) {
      ready = true;
      for (const wish of unsaid) if (peers.has(wish.to) && wish.stage === stage) wire.say(wish);
      unsaid = [];
      for (const peer of peers.values()) peer.restart();
    }
    showPeers();
  };

  const hear = (news: RoomNews): void => {
    if ('state' in news) hearState(news.state);
    else if ('signal' in news) hearSignal(news.from, news.signal, news.stage);
    else if ('iceServers' in news) {
      ({ iceServers } = news);
      set({ said: news.said, fileKey: news.fileKey });
    } else if ('over' in news) end(news.over);
    else if ('point' in news || 'turn' in news) for (const listener of onMoments) listener(news);
    else set({ said: [...view.said, news.said] });
  };

  const wire = openWire(
    'token' in where ? guestsPath : hostsPath,
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
    point: (at) => wire.say({ do: 'point', at }),
    turn: (of, by) => wire.say({ do: 'turn', of, by }),
    onMoment(listener) {
      onMoments.add(listener);
      return () => onMoments.delete(listener);
    },
    admit: (id) => wire.say({ do: 'admit', id }),
    turnAway: (id) => wire.say({ do: 'turnAway', id }),
    leave() {
      wire.say({ do: 'leave' });
      end('left');
    },
    close,
  };
}
