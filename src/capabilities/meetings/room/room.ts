import { randomUUID } from 'node:crypto';
import { graceMs, memoryMs, mostMissed, mostSaid, mostWaiting } from './limits.ts';
import type { GivenFile, IceServer, Over, Person, Role, RoomNews, RoomWish, Said, Shows } from './messages.ts';
import { createStage, type OpenStage } from './stage.ts';

/** A page, as far as the room sees one. */
export type Page = { send(news: RoomNews): void; close(): void };

export type Arrival = {
  /** Whoever comes with the same one is the same person. */
  seat: string;
  page: string;
  role: Role;
  name: string;
  shows: Shows;
  /** By the server, for guests who are let in at once and those who wait. */
  iceServers: (id: string) => IceServer[];
};

/** The people around one table, in memory only: what is said in a room stays nowhere. */
export type Room = {
  enter(arrival: Arrival, page: Page): void;
  wish(page: Page, wish: RoomWish): void;
  /** The page is gone, perhaps only for a moment. */
  lose(page: Page): void;
  /** Those who wait have no business here any more. */
  shutLobby(why: Over): void;
  /** The names of those who wait while nobody of us is there to let them in. */
  knocking(): string[];
  /** Whose word for files this is; only of who is inside. */
  holder(fileKey: string): { give(file: GivenFile): void } | undefined;
  close(): void;
};

type Place = Arrival & {
  id: string;
  who: string;
  fileKey: string;
  turn: number;
  inside: boolean;
  at: Page | undefined;
  /** What others signalled while the connection was lost: an offer that is never answered would end the talk. */
  missed: RoomNews[];
  grace: NodeJS.Timeout | undefined;
};

export function createRoom({
  clock,
  openStage,
  onAdmitted,
  onKnock,
  onEmpty,
}: {
  clock: () => Date;
  /** Undefined: there is no Janus. */
  openStage: OpenStage | undefined;
  /** A host has let somebody in. */
  onAdmitted: (host: Page, name: string) => void;
  /** Somebody waits, and nobody of us is there. */
  onKnock: () => void;
  /** Nobody has been here for a while. */
  onEmpty: () => void;
}): Room {
  const places = new Map<string, Place>();
  const admitted = new Set<string>();
  /** By seat. */
  const whos = new Map<string, string>();
  let said: Said[] = [];
  let turns = 0;
  let forgetting: NodeJS.Timeout | undefined;

  const all = () => [...places.values()];
  const inside = () => all().filter((place) => place.inside);
  const waiting = () => all().filter((place) => !place.inside);
  const placeOf = (page: Page) => all().find(({ at }) => at === page);

  const isHosted = () => inside().some(({ role, at }) => role === 'host' && at !== undefined);

  const stage = createStage(openStage, {
    people: () => inside().length,
    tell(to, from, signal, name) {
      const place = inside().find(({ id }) => id === to);
      if (place) deliver(place, { signal, from, stage: name });
    },
    onChange: () => show(),
  });

  const deliver = (place: Place, news: RoomNews): void => {
    if (place.at) place.at.send(news);
    else if (place.missed.length < mostMissed) place.missed.push(news);
  };

  const show = (): void => {
    const hosted = isHosted();
    const lobby = waiting().map(({ id, name }) => ({ id, name }));
    for (const place of all()) {
      const { id, who, turn, name, role } = place;
      const others = place.inside ? inside().filter((other) => other !== place) : [];
      place.at?.send({
        state: {
          you: { id, who, turn, name, role },
          inside: place.inside,
          hosted,
          ...stage.view(),
          people: others.map(toPerson),
          waiting: place.inside && role === 'host' ? lobby : [],
        },
      });
    }
  };

  const dismiss = (place: Place, why?: Over): void => {
    clearTimeout(place.grace);
    places.delete(place.seat);
    stage.leave(place.id);
    const { at } = place;
    place.at = undefined;
    if (why) at?.send({ over: why });
    at?.close();
    if (places.size > 0) return;
    clearTimeout(forgetting);
    forgetting = setTimeout(onEmpty, memoryMs);
    forgetting.unref();
  };

  const say = ({ name, role }: Place, text: string, file: GivenFile | null = null): void => {
    const line: Said = { id: randomUUID(), name, role, at: clock().toISOString(), text, file };
    said = [...said, line].slice(-mostSaid);
    for (const { at } of inside()) at?.send({ said: line });
  };

  const letIn = (place: Place): void => {
    place.inside = true;
    // Counted from here: who waited long still comes after those who are in.
    place.turn = turns += 1;
    admitted.add(place.seat);
    place.at?.send({ iceServers: place.iceServers(place.id), said, fileKey: place.fileKey });
    stage.enter();
  };

  const actAsHost = (page: Page, wish: Extract<RoomWish, { do: 'admit' | 'turnAway' }>): void => {
    const place = all().find(({ id }) => id === wish.id);
    if (place?.role !== 'guest') return;
    if (wish.do === 'turnAway') {
      admitted.delete(place.seat);
      whos.delete(place.seat);
      dismiss(place, 'turned_away');
    } else if (!place.inside && inside().length < stage.view().most) {
      letIn(place);
      onAdmitted(page, place.name);
    }
    show();
  };

  return {
    enter(arrival, page) {
      clearTimeout(forgetting);
      const known = places.get(arrival.seat);
      const back = known?.page === arrival.page;
      const mayEnter = arrival.role === 'host' || admitted.has(arrival.seat);
      if (!known && (mayEnter ? inside().length >= stage.view().most : waiting().length >= mostWaiting)) {
        page.send({ over: mayEnter && stage.view().janus !== 'there' ? 'full_direct' : 'full' });
        return page.close();
      }
      clearTimeout(known?.grace);
      const left = known?.at;
      const who = whos.get(arrival.seat) ?? randomUUID();
      whos.set(arrival.seat, who);
      const place: Place = {
        ...arrival,
        id: back ? known.id : randomUUID(),
        who,
        fileKey: back ? known.fileKey : randomUUID(),
        turn: back ? known.turn : (turns += 1),
        inside: false,
        at: page,
        missed: [],
        grace: undefined,
      };
      places.set(arrival.seat, place);
      if (left && !back) left.send({ over: 'elsewhere' });
      if (known && !back) stage.leave(known.id);
      left?.close();
      if (mayEnter) {
        const { turn } = place;
        letIn(place);
        // The same page calls nobody anew.
        if (back) place.turn = turn;
      } else if (!known && !isHosted()) onKnock();
      show();
      if (back) for (const news of known.missed) page.send(news);
    },

    wish(page, wish) {
      const place = placeOf(page);
      if (!place) return;
      if (wish.do === 'leave') {
        dismiss(place);
        return show();
      }
      if (wish.do === 'show') {
        place.shows = wish.shows;
        return show();
      }
      if (!place.inside) return;
      if (wish.do === 'signal' || wish.do === 'renew') {
        const { name, group } = stage;
        // Of a stage that is over.
        if (wish.stage !== name) return;
        if (wish.do === 'renew') return group?.renew(place.id, wish.from);
        if (name !== null) return group?.hear(place.id, wish.to, wish.signal);
        const to = inside().find(({ id }) => id === wish.to);
        if (to) deliver(to, { signal: wish.signal, from: place.id, stage: name });
      } else if (wish.do === 'say') {
        say(place, wish.text);
      } else if (wish.do === 'point') {
        // Of no use to who comes later, nor where nothing is shown.
        if (!inside().some(({ shows }) => shows.pages)) return;
        for (const { at } of inside()) if (at !== page) at?.send({ point: wish.at, from: place.id });
      } else if (wish.do === 'turn') {
        const shower = inside().find(({ id }) => id === wish.of);
        if (shower?.shows.pages?.turner === place.who) shower.at?.send({ turn: wish.by });
      } else if (place.role === 'host') actAsHost(page, wish);
    },

    lose(page) {
      const place = placeOf(page);
      if (!place) return;
      place.at = undefined;
      if (place.inside)
        place.grace = setTimeout(() => {
          dismiss(place);
          show();
        }, graceMs).unref();
      else dismiss(place);
      show();
    },

    shutLobby(why) {
      for (const place of waiting()) dismiss(place, why);
      show();
    },

    knocking: () => (isHosted() ? [] : waiting().map(({ name }) => name)),

    holder(fileKey) {
      const place = inside().find((one) => one.fileKey === fileKey);
      return place && { give: (file) => say(place, '', file) };
    },

    close() {
      clearTimeout(forgetting);
      for (const { grace } of all()) clearTimeout(grace);
      places.clear();
      stage.close();
    },
  };
}

function toPerson({ id, who, turn, name, role, at, shows }: Place): Person {
  return { id, who, turn, name, role, here: at !== undefined, shows };
}
