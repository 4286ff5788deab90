import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from './db.ts';
import { dbOf, identityDb } from './ground.ts';
import { defineJob, type Job } from './jobs.ts';
import type { PlatformTables } from './schema.ts';

/** Takes away at most `most` rows whose time is over, and says how many; it is asked again while there were that many. */
export type Chore<Tables> = (db: Db<Tables>, now: Date, most: number) => Promise<number>;

/** `ofWorkspaces` see one workspace each; `ofHouse` only the tables that belong to none. */
export type Chores<Tables> = { ofWorkspaces: readonly Chore<Tables>[]; ofHouse: readonly Chore<Tables>[] };

const batch = 5_000;

/** What a night has to do, for one workspace or, without one, for the tables of no workspace. */
export function housekeeping<Tables>(chores: Chores<Tables>): Job {
  return defineJob({
    name: 'house.tidyUp',
    payload: z.strictObject({ workspaceId: z.uuid().nullable() }),
    attempts: 3,
    run: async ({ workspaceId }, { ground, signal }) => {
      const db = workspaceId === null ? identityDb<Tables>(ground) : dbOf<Tables>(ground, { workspaceId });
      for (const chore of workspaceId === null ? chores.ofHouse : chores.ofWorkspaces) {
        do signal.throwIfAborted();
        while ((await chore(db, ground.ports.clock(), batch)) === batch);
      }
    },
  }) as unknown as Job;
}

type Query = (text: string, values: unknown[]) => Promise<unknown>;

/** One after the other, so that two thirds of the workers stay with the work of people. Only the database's owner may ask which workspaces there are. */
export async function planNight(query: Query, job: Pick<Job, 'name' | 'attempts'>): Promise<void> {
  await query(
    `select graphile_worker.add_job($1, json_build_object('workspaceId', w.id), queue_name => $1, max_attempts => $2,
       job_key => $1 || ' ' || coalesce(w.id::text, 'house'))
     from (select null::uuid as id union all select workspace_id from workspace_names()) w`,
    [job.name, job.attempts],
  );
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000);

/** A create may be repeated under its key for so long. The kept answers hold what people entered. */
export const idempotencyDays = 3;
/** Mails hold addresses, and links that have run out. */
export const sentMailDays = 30;
/** Without a mail server nothing is ever sent, and somebody reads the outbox page. */
export const unsentMailDays = 90;

export const forgetIdempotencyKeys: Chore<Pick<PlatformTables, 'idempotencyKey'>> = async (db, now, most) => {
  const { numAffectedRows } = await sql`
    delete from idempotency_key where (workspace_id, user_id, key) in (
      select workspace_id, user_id, key from idempotency_key where created_at < ${daysBefore(now, idempotencyDays)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};

export const forgetMails: Chore<Pick<PlatformTables, 'mail'>> = async (db, now, most) => {
  const { numAffectedRows } = await sql`
    delete from mail where (workspace_id, id) in (
      select workspace_id, id from mail
      where created_at < ${daysBefore(now, sentMailDays)}
        and (sent_at < ${daysBefore(now, sentMailDays)} or created_at < ${daysBefore(now, unsentMailDays)})
      limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};
