import type { FastifyInstance, FastifyReply } from 'fastify';
import pg from 'pg';
import { z } from 'zod';
import { type Actor, sightOf } from './actor.ts';
import type { PgConnection } from './db.ts';
import { Refusal } from './errors.ts';
import { dbOf, type Ground } from './ground.ts';
import { apiPrefix, type Identify } from './http.ts';
import { newsChannel } from './pump.ts';
import type { PlatformTables } from './schema.ts';

/** What a screen learns: what happened to which record, never the content; it asks for that through the ordinary doors. */
export type LiveMessage = { type: string; contactId?: string; companyId?: string; dealId?: string; actorId?: string };

const News = z.object({ workspaceId: z.uuid(), from: z.uuid(), to: z.uuid(), count: z.number() });
type Listener = { actor: Actor; reply: FastifyReply; stillSignedIn: () => Promise<boolean> };

const aliveMs = 20_000;
/** Beyond this many changes at once (an import) a screen is told to look anew instead of each. */
const manyEvents = 50;
const maxStreams = 2_000;

export type Live = { stop(): Promise<void> };

/**
 * Server-sent events at /api/v1/live, fed by the event log. Each listener is told only of events that row level security shows them.
 * After a gap (reconnect, lost database connection) the message is `resync`: ask again for what you show.
 */
export async function startLive(
  server: FastifyInstance,
  ground: Ground,
  app: PgConnection,
  identify: Identify,
): Promise<Live> {
  const listeners = new Map<string, Set<Listener>>();
  let stopped = false;
  let client: pg.Client | undefined;

  const write = (listener: Listener, event: string, data: unknown, id?: string): void => {
    listener.reply.raw.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const everyone = (): Listener[] => [...listeners.values()].flatMap((set) => [...set]);

  const tell = async (payload: string): Promise<void> => {
    const news = News.parse(JSON.parse(payload));
    const here = [...(listeners.get(news.workspaceId) ?? [])];
    if (here.length === 0) return;
    if (news.count > manyEvents) return here.forEach((listener) => write(listener, 'resync', {}, news.to));
    // One query for all who see everything, one for each who sees only their own.
    const bySight = Map.groupBy(here, (listener) => sightOf(listener.actor).onlyOwnOf ?? '');
    for (const group of bySight.values()) {
      const [some] = group;
      if (!some) continue;
      const events = await dbOf<PlatformTables>(ground, sightOf(some.actor))
        .selectFrom('event')
        .select(['id', 'type', 'contactId', 'companyId', 'dealId', 'actorId'])
        .where('workspaceId', '=', news.workspaceId)
        .where('id', '>=', news.from)
        .where('id', '<=', news.to)
        .limit(manyEvents)
        .execute();
      for (const { id, ...event } of events) {
        const message = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));
        for (const listener of group) write(listener, 'change', message, id);
      }
    }
  };

  const listen = async (): Promise<void> => {
    const fresh = new pg.Client({ ...app, application_name: 'klinke-live', keepAlive: true });
    const again = (): void => {
      if (client !== fresh || stopped) return;
      client = undefined;
      setTimeout(() => void listen().catch(() => undefined), 1_000);
    };
    client = fresh;
    fresh.on('error', again);
    fresh.on('end', again);
    fresh.on('notification', ({ payload }) => {
      if (payload) void tell(payload).catch((error: unknown) => ground.log.warn({ err: error }, 'live news not told'));
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${newsChannel}`);
    } catch (error) {
      ground.log.debug({ err: error }, 'live: database not there yet');
      again();
      return;
    }
    for (const listener of everyone()) write(listener, 'resync', {});
  };
  await listen();

  server.get(`${apiPrefix}/live`, async (request, reply) => {
    const actor = await identify(request);
    if (!actor) throw new Refusal(401, 'not_signed_in', 'Bitte melden Sie sich an.');
    if (everyone().length >= maxStreams)
      throw new Refusal(503, 'too_many_streams', 'Gerade sind zu viele Fenster offen.');
    const set = listeners.get(actor.workspaceId) ?? new Set();
    listeners.set(actor.workspaceId, set);
    const listener: Listener = {
      actor,
      reply,
      // Signed out, revoked, or another role: the stream ends, and the browser's next try is judged anew.
      stillSignedIn: async () => {
        const now = await identify(request).catch(() => undefined);
        return now !== undefined && now.workspaceId === actor.workspaceId && now.seesOnlyOwn === actor.seesOnlyOwn;
      },
    };
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    reply.raw.write('retry: 2000\n\n');
    set.add(listener);
    if (request.headers['last-event-id']) write(listener, 'resync', {});
    request.raw.on('close', () => {
      set.delete(listener);
      if (set.size === 0 && listeners.get(actor.workspaceId) === set) listeners.delete(actor.workspaceId);
    });
  });

  const alive = setInterval(() => {
    for (const listener of everyone()) {
      listener
        .stillSignedIn()
        .then((yes) => (yes ? listener.reply.raw.write(': \n\n') : listener.reply.raw.end()))
        .catch(() => listener.reply.raw.end());
    }
  }, aliveMs);

  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    clearInterval(alive);
    for (const listener of everyone()) listener.reply.raw.end();
    await client?.end().catch(() => undefined);
  };
  server.addHook('preClose', stop);
  return { stop };
}
