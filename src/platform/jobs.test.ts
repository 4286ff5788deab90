import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '#platform/ids';
import { defineJob, enqueue, startWorker } from '#platform/jobs';
import { eventually } from '../../test/setup/eventually.ts';
import { startApp, type TestApp } from '../../test/setup/house.ts';
import { testDatabase } from '../../test/setup/database.ts';
import { identityDb } from './ground.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  return () => app[Symbol.asyncDispose]();
});

test('whoever runs a job is known to be alive, so that a long one is not taken from them', async () => {
  const { owner } = await testDatabase();
  const client = new pg.Client(owner);
  await client.connect();
  const name = `test.long-${newId()}`;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const long = defineJob({ name, payload: z.strictObject({}), attempts: 1, run: () => released });
  const worker = await startWorker(app.ground, owner, [long], { concurrency: 1 });
  try {
    await enqueue(identityDb(app.ground), long, {});
    const heartbeat = () =>
      client
        .query<{ alive: boolean }>(
          `select h.seen_at > clock_timestamp() - interval '10 seconds' as alive
           from graphile_worker._private_jobs j
           join graphile_worker._private_tasks t on t.id = j.task_id
           join worker_heartbeat h on h.worker_id = j.locked_by
           where t.identifier = $1`,
          [name],
        )
        .then(({ rows }) => rows);
    await eventually(async () => expect(await heartbeat()).toEqual([{ alive: true }]));
  } finally {
    release();
    await worker.stop();
    await client.end();
  }
});

test('what ends while the worker stops is noted as done, and does not run again', async () => {
  const { owner } = await testDatabase();
  const name = `test.last-${newId()}`;
  const { promise: running, resolve: begun } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const last = defineJob({
    name,
    payload: z.strictObject({}),
    attempts: 1,
    run: () => {
      begun();
      return released;
    },
  });
  const worker = await startWorker(app.ground, owner, [last], { concurrency: 1 });
  await enqueue(identityDb(app.ground), last, {});
  await running;
  const stopped = worker.stop();
  // Until nothing but this job keeps the worker: only then is the note the last thing it does.
  await setTimeout(500);
  release();
  await stopped;
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query(
      `select j.id from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1`,
      [name],
    );
    expect(rows).toEqual([]);
  } finally {
    await client.end();
  }
});
