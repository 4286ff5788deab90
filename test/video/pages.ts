import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { createContact } from '#contacts/contract';
import {
  createMeeting,
  giveGuestLink,
  type RoomNews,
  type RoomState,
  type RoomWish,
  type Said,
} from '#meetings/contract';
import { type Client, monday, type TestApp } from '../setup/house.ts';

export const addressOf = (app: TestApp): string =>
  `127.0.0.1:${(app.running.server.server.address() as AddressInfo).port}`;

export async function meetingOf(owner: Client, way: 'video' | 'phone' = 'video'): Promise<string> {
  const { body: person } = await owner.call(createContact, { body: { firstName: 'Jutta', lastName: 'Feld' } });
  const body = {
    contactId: person.id,
    title: 'Beratung',
    where: { way },
    startsAt: monday.toISOString(),
    endsAt: new Date(monday.getTime() + 30 * 60_000).toISOString(),
  };
  return (await owner.call(createMeeting, { body })).body.meeting.id;
}

export async function tokenOf(owner: Client, meetingId: string): Promise<string> {
  const { body } = await owner.call(giveGuestLink, { params: { meetingId } });
  return body.address.split('/').at(-1) ?? '';
}

export type TestPage = Awaited<ReturnType<typeof openPage>>;

/** A page in a room, as far as the server sees one. */
export async function openPage(
  app: TestApp,
  path: 'hosts' | 'guests',
  entry: object,
  headers: Record<string, string> = {},
) {
  const address = addressOf(app);
  const socket = new WebSocket(`ws://${address}/api/v1/meetings/room/${path}`, {
    headers: { origin: `http://${address}`, ...headers },
  });
  let state: RoomState | undefined;
  const news: RoomNews[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as RoomNews;
    news.push(message);
    if ('state' in message) ({ state } = message);
  });
  await once(socket, 'open');
  const page = {
    state: () => state,
    news,
    over: () => news.flatMap((one) => ('over' in one ? [one.over] : []))[0],
    said: () => news.flatMap((one) => ('iceServers' in one ? one.said : 'said' in one ? [one.said as Said] : [])),
    signals: () => news.flatMap((one) => ('signal' in one ? [one] : [])),
    wish: (wish: RoomWish) => socket.send(JSON.stringify(wish)),
    raw: (text: string) => socket.send(text),
    closed: () => socket.readyState === WebSocket.CLOSED,
    async [Symbol.asyncDispose]() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
  page.raw(JSON.stringify(entry));
  return page;
}

export const nothing = { sound: false, camera: false, screen: false, pages: null };
export const place = () => ({ seat: randomUUID(), page: randomUUID(), shows: nothing });
