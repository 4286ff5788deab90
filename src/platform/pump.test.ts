import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { systemActor } from '#platform/actor';
import { announceAll, defineEvent } from '#platform/events';
import { dbOf } from '#platform/ground';
import { startApp, type TestApp } from '../../test/setup/house.ts';
import { type Listener, startPump } from './pump.ts';
import type { EventRow, PlatformTables } from './schema.ts';

const bellRang = defineEvent('test.bellRang', z.strictObject({ times: z.int() }));

let app: TestApp;
beforeAll(async () => {
  // Its own pump would be faster.
  app = await startApp({ config: { role: 'web' } });
  return () => app[Symbol.asyncDispose]();
});

/** A workspace in which the bell rang three times, and has been listened to. */
async function rung(listener: (heard: number[], times: (event: EventRow) => number) => Omit<Listener, 'type'>) {
  const { id } = await app.workspace();
  const db = dbOf<PlatformTables>(app.ground, { workspaceId: id });
  const { now } = app.time;
  const happened = [1, 2, 3].map((times) => ({ payload: { times }, occurredAt: now }));
  const heard: number[] = [];
  const own = (event: EventRow) => event.workspaceId === id;
  const made = listener(heard, (event) => (event.payload as { times: number }).times);
  const type = bellRang.type;
  const neighbours: number[] = [];
  const neighbour: Listener = { type, wants: own, hear: async () => void neighbours.push(1) };
  await db.transaction().execute((trx) => announceAll(trx, systemActor(id), bellRang, happened, now));
  const wants = (event: EventRow) => own(event) && made.wants?.(event) !== false;
  const pump = startPump(app.ground, [{ ...made, type, wants }, neighbour]);
  await pump.drain();
  await pump.stop();
  const waiting = await db.selectFrom('eventOutbox').select('eventId').execute();
  return { heard, neighbours: neighbours.length, waiting: waiting.length, db };
}

test('a listener that fails at the database takes neither the rest of the batch along nor what others wrote', async () => {
  const note = (times: number) => sql`
    insert into mail (workspace_id, id, recipient, subject, body, created_at)
    values (current_setting('app.workspace')::uuid, gen_random_uuid(), 'a@example.org', ${String(times)}, 'x', now())`;
  const { db, neighbours, waiting } = await rung((_, times) => ({
    async hear(event, trx) {
      await note(times(event)).execute(trx);
      if (times(event) === 2) await sql`select 1 / 0`.execute(trx);
    },
  }));
  const written = await db.selectFrom('mail').select('subject').execute();
  expect(written.map(({ subject }) => subject).toSorted()).toEqual(['1', '3']);
  expect({ neighbours, waiting }).toEqual({ neighbours: 3, waiting: 0 });
});

test('a batch in which somebody waited for us and we for them comes again as a whole: no listener misses it', async () => {
  let collisions = 0;
  const { heard, waiting } = await rung((heard, times) => ({
    async hear(event, trx) {
      heard.push(times(event));
      if (times(event) === 2 && collisions++ === 0) await sql`do $$ begin raise deadlock_detected; end $$`.execute(trx);
    },
  }));
  expect({ heard, waiting }).toEqual({ heard: [1, 2, 1, 2, 3], waiting: 0 });
});

test('whether a workspace is concerned is asked once, and only when something is wanted', async () => {
  let asked = 0;
  const concerns = async () => ++asked > 1;
  const hear = (heard: number[], times: (event: EventRow) => number) => async (event: EventRow) =>
    void heard.push(times(event));

  const not = await rung((heard, times) => ({ concerns, hear: hear(heard, times) }));
  expect([asked, not.heard, not.neighbours]).toEqual([1, [], 3]);

  const yes = await rung((heard, times) => ({ concerns, hear: hear(heard, times) }));
  expect([asked, yes.heard]).toEqual([2, [1, 2, 3]]);

  await rung((heard, times) => ({ wants: () => false, concerns, hear: hear(heard, times) }));
  expect(asked).toBe(2);
});

test('drained is only what a turn that began beside it has told, too', async () => {
  const houses = [await app.workspace(), await app.workspace()];
  const ids: unknown[] = houses.map(({ id }) => id);
  let begun = 0;
  let heard = 0;
  const slow: Listener = {
    type: bellRang.type,
    wants: ({ workspaceId }) => ids.includes(workspaceId),
    async hear() {
      // The first one keeps the drain busy, the second one the turn beside it, for longer.
      await pause(begun++ === 0 ? 100 : 500);
      heard++;
    },
  };
  const pump = startPump(app.ground, [slow], 60_000);
  await pump.drain();
  // It rests for a moment before it can be nudged.
  await pause(300);
  const { now } = app.time;
  for (const { id } of houses)
    await dbOf<PlatformTables>(app.ground, { workspaceId: id })
      .transaction()
      .execute((trx) => announceAll(trx, systemActor(id), bellRang, [{ payload: { times: 1 }, occurredAt: now }], now));
  const drained = pump.drain();
  await pause(30);
  pump.nudge();
  await drained;
  expect(heard).toBe(2);
  await pump.stop();
});
