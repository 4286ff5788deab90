import { sql, type Transaction } from 'kysely';
import type { z } from 'zod';
import { type Mark, sealNext } from './audit.ts';
import type { EventType } from './events.ts';
import { behind, isCollision } from './db.ts';
import { dbOf, type Ground, identityDb } from './ground.ts';
import type { EventRow, PlatformTables } from './schema.ts';
import { startWitness } from './witness.ts';

/**
 * A listener only decides whether something follows; a job does it. It runs in the pump's transaction. `wants` is asked first, before anything is sent to the database: a list brings events by the million that concern nobody yet.
 * `concerns` is asked once for a batch with something wanted: whether this workspace has what any of it could follow for.
 */
export type Listener = {
  type: string;
  wants?(event: EventRow): boolean;
  concerns?(workspaceId: string, trx: Transaction<PlatformTables>): Promise<boolean>;
  hear(event: EventRow, trx: Transaction<PlatformTables>): Promise<void>;
};

const dayMs = 86_400_000;

/** For `wants`: told when it happened, and not brought in as history, which jobs look at as a whole. */
export function isNews({ occurredAt, recordedAt }: Pick<EventRow, 'occurredAt' | 'recordedAt'>): boolean {
  return recordedAt.getTime() - occurredAt.getTime() < dayMs;
}

export function when<Shape extends z.ZodType>(
  event: EventType<Shape>,
  hear: (payload: z.output<Shape>, at: { event: EventRow; trx: Transaction<PlatformTables> }) => Promise<void>,
): Listener {
  return { type: event.type, hear: async (row, trx) => hear(event.shape.parse(row.payload), { event: row, trx }) };
}

/** After each turn: a batch of ten costs hardly more than one of a single event, its commit above all. */
const restMs = 100;

/**
 * The index still has what was sealed, until the database tidies up: each batch goes on behind the one before instead of walking over all of it again.
 * What was committed late stands before that, and is met from the start, after so many batches or in the next turn.
 */
const stretch = 20;

export type Pump = { nudge(): void; drain(): Promise<void>; stop(): Promise<void> };

export const newsChannel = 'klinke_news';

/**
 * Carries committed events downstream: seals them into the chain, tells the listeners, wakes the live streams. Writers never wait for it: NOTIFY and
 * the job queue take a lock that would make their commits stand in line, so both happen here, once a batch.
 */
export function startPump(ground: Ground, listeners: readonly Listener[], everyMs = 300): Pump {
  const byType = Map.groupBy(listeners, (listener) => listener.type);
  const witness = startWitness(ground);
  let stopped = false;
  let running: Promise<void> | undefined;
  let resting = false;
  let again = false;
  let timer: NodeJS.Timeout | undefined;

  const turn = async (everything = false): Promise<void> => {
    const news = await sql<{ id: string }>`select workspaces_with_news() as id`.execute(identityDb(ground));
    for (const { id } of news.rows) {
      let after: string | undefined;
      for (let batches = 1; !stopped; batches++) {
        const sealed = await pumpOnce(ground, byType, id, after);
        if (!sealed) break;
        witness.note(id, sealed.mark);
        // Under load there is always a little more: it waits for the next turn, and is many by then.
        if (!sealed.isFull && !everything) break;
        after = batches % stretch === 0 ? undefined : sealed.last;
      }
    }
  };

  const go = (): void => {
    clearTimeout(timer);
    running = turn()
      .catch((error: unknown) => ground.log.warn({ err: error }, 'event pump will try again'))
      .finally(() => {
        running = undefined;
        if (!stopped) timer = setTimeout(rested, restMs);
      });
    resting = true;
  };
  const rested = (): void => {
    resting = false;
    if (again) go();
    else timer = setTimeout(go, everyMs - restMs);
    again = false;
  };
  go();

  return {
    nudge: () => (resting ? (again = true) : go()),
    drain: async () => {
      // A turn that began beside ours may be at work on what ours did not get.
      do {
        await running;
        await turn(true);
      } while (running !== undefined);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
      await witness.stop();
    },
  };
}

/** One batch of one workspace; the link it was sealed with, and the entry behind which the next begins. */
async function pumpOnce(
  ground: Ground,
  byType: Map<string, Listener[]>,
  workspaceId: string,
  after: string | undefined,
): Promise<{ mark: Mark; isFull: boolean; last: string } | undefined> {
  return dbOf<PlatformTables>(ground, { workspaceId })
    .transaction()
    .execute(async (trx) => {
      const sealed = await sealNext(trx, workspaceId, ground.secrets.chain, ground.ports.clock(), after);
      if (!sealed) return undefined;
      const { events, mark, last: lastEntry, isFull } = sealed;
      const concerned = new Map<Listener['concerns'], boolean>();
      for (const event of events) {
        for (const listener of byType.get(event.type) ?? []) {
          const { concerns } = listener;
          if (listener.wants?.(event) === false || concerned.get(concerns) === false) continue;
          // A listener with a bug must stop neither the chain nor its neighbours.
          void behind(trx, sql`savepoint listener`.execute(trx));
          try {
            if (concerns && !concerned.has(concerns)) concerned.set(concerns, await concerns(workspaceId, trx));
            if (concerned.get(concerns) !== false) await listener.hear(event, trx);
            void behind(trx, sql`release savepoint listener`.execute(trx));
          } catch (error) {
            // No fault of the listener, who would have heard nothing of it: the whole batch comes again.
            if (isCollision(error)) throw error;
            await sql`rollback to savepoint listener`.execute(trx);
            ground.log.error({ err: error, event: event.id, type: event.type }, 'listener failed');
          }
        }
      }
      const [first, last] = [events[0], events.at(-1)];
      if (first && last) {
        const news = JSON.stringify({ workspaceId, from: first.id, to: last.id, count: events.length });
        await behind(trx, sql`select pg_notify(${newsChannel}, ${news})`.execute(trx));
      }
      return { mark, isFull, last: lastEntry };
    });
}
