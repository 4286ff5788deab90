import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import {
  Logger as WorkerLogger,
  makeWorkerUtils,
  parseCronItems,
  run,
  runMigrations,
  type Runner,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import pg from 'pg';
import type { z } from 'zod';
import { type Db, type PgConnection, surviveLostConnections } from './db.ts';
import type { Ground } from './ground.ts';
import { planNight } from './housekeeping.ts';

/**
 * Work for later. It may run twice (a crash between the work and the note that it is done), so `run` must bear that.
 * `signal` fires when the process wants to end: stop at the next safe point and throw; the job comes back.
 */
export type Job<Payload extends z.ZodType = z.ZodType> = {
  name: string;
  payload: Payload;
  attempts: number;
  /** Computes what nobody waits for: begins when nothing else is due. */
  patient?: true;
  // As a method, so that jobs of different payloads fit into one list; what runs has been parsed by its own shape.
  run(payload: z.output<Payload>, at: { ground: Ground; signal: AbortSignal }): Promise<void>;
};

export function defineJob<Payload extends z.ZodType>(job: Job<Payload>): Job<Payload> {
  return job;
}

/** In the caller's transaction: no commit, no job. `key`: while one with this key waits, a second replaces it. */
export async function enqueue<Tables, Payload extends z.ZodType>(
  db: Db<Tables>,
  job: Pick<Job<Payload>, 'name' | 'attempts' | 'payload' | 'patient'>,
  payload: z.input<Payload>,
  options: { key?: string; runAt?: Date; queue?: string } = {},
): Promise<void> {
  await sql`select enqueue_job(${job.name}, ${JSON.stringify(job.payload.parse(payload))}::json, ${options.runAt ?? null}::timestamptz,
    ${options.key ?? null}, ${job.attempts}::integer, ${options.queue ?? null}, ${job.patient ? 10 : 0}::integer)`.execute(
    db,
  );
}

/** The queue's own tables. Runs before our migrations, whose functions call it. */
export async function migrateQueue(owner: PgConnection): Promise<void> {
  const pgPool = new pg.Pool({ ...owner, max: 2 });
  surviveLostConnections(pgPool);
  try {
    await runMigrations({ pgPool, logger: quiet });
  } finally {
    await pgPool.end();
  }
}

export type JobWorker = { stop(): Promise<void> };

const heartbeatMs = 5_000;
const deadAfterMs = 15_000;

/** In UTC, when people here sleep. A night in which nothing ran is made up for. */
const night = { match: '17 1 * * *', options: { backfillPeriod: 24 * 3_600_000 } };

/**
 * Runs jobs until stopped, and plans the nightly one, if there is one, for every workspace. The library keeps a dead worker's jobs locked for four hours; our heartbeat frees them after fifteen seconds, and at
 * start at once for every worker that has gone silent.
 */
export async function startWorker(
  ground: Ground,
  owner: PgConnection,
  jobs: readonly Job[],
  { nightly, concurrency = 3 }: { nightly?: Pick<Job, 'name' | 'attempts'>; concurrency?: number } = {},
): Promise<JobWorker> {
  const pgPool = new pg.Pool({ ...owner, max: concurrency + 2, application_name: 'klinke-jobs' });
  surviveLostConnections(pgPool);
  const ending = new AbortController();
  const taskList: TaskList = Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload: unknown) => {
        await job.run(job.payload.parse(payload), { ground, signal: ending.signal });
      },
    ]),
  );

  if (nightly) taskList['house.night'] = async (_payload, { query }) => planNight(query, nightly);

  // It is the pool that locks jobs. Listening before it exists: without its name no heartbeat, and its longer jobs would be taken from it.
  const mine = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => mine.add(workerPool.id));
  const runner: Runner = await run({
    pgPool,
    taskList,
    events,
    parsedCronItems: parseCronItems(nightly ? [{ task: 'house.night', ...night }] : []),
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    gracefulShutdownAbortTimeout: 10_000,
    logger: loggerFor(ground),
  });
  const utils = await makeWorkerUtils({ pgPool, logger: quiet });

  const beat = async (): Promise<void> => {
    for (const id of mine) {
      await pgPool.query(
        `insert into worker_heartbeat (worker_id, seen_at) values ($1, clock_timestamp())
         on conflict (worker_id) do update set seen_at = excluded.seen_at`,
        [id],
      );
    }
    // The database's clock, so that a machine whose clock jumped neither frees the living nor keeps the dead.
    const silent = await pgPool.query<{ locked_by: string }>(
      `select distinct j.locked_by from graphile_worker._private_jobs j
       left join worker_heartbeat h on h.worker_id = j.locked_by
       where j.locked_by is not null and coalesce(h.seen_at, j.locked_at) < clock_timestamp() - make_interval(secs => $1)`,
      [deadAfterMs / 1000],
    );
    if (silent.rows.length > 0) await utils.forceUnlockWorkers(silent.rows.map((row) => row.locked_by));
    await pgPool.query(`delete from worker_heartbeat where seen_at < clock_timestamp() - interval '1 day'`);
  };
  let beating = Promise.resolve();
  const tick = (): void => {
    beating = beat().catch((error: unknown) => ground.log.warn({ err: error }, 'heartbeat of the job worker failed'));
  };
  tick();
  const timer = setInterval(tick, heartbeatMs);

  return {
    async stop() {
      clearInterval(timer);
      ending.abort();
      await runner
        .stop()
        .then(() => noted(pgPool, mine))
        .catch((error: unknown) => ground.log.warn({ err: error }, 'job worker did not stop cleanly'));
      await beating;
      await utils.release();
      await pgPool.end();
    },
  };
}

/**
 * The library does not wait for its own note that a job is done, and a pool that is being ended never serves who still waits for a connection: each job that ended while we stop
 * would run again. Five seconds at most; a job that runs twice does no harm.
 */
async function noted(pgPool: pg.Pool, mine: ReadonlySet<string>): Promise<void> {
  for (let look = 1; look <= 250; look++) {
    const { rowCount } = await pgPool.query(
      `select 1 from graphile_worker._private_jobs where locked_by = any($1) limit 1`,
      [[...mine]],
    );
    if (rowCount === 0) return;
    await setTimeout(20);
  }
  throw new Error('jobs that have ended are still locked');
}

const quiet = new WorkerLogger(() => () => undefined);

function loggerFor(ground: Ground): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    if (level === 'error') ground.log.error({ meta: meta?.['error'] ?? undefined }, message);
    else if (level === 'warning') ground.log.warn(message);
    else ground.log.trace(message);
  });
}
