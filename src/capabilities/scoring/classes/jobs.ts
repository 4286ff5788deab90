import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '#platform/db';
import { dbOf } from '#platform/ground';
import type { Chore } from '#platform/housekeeping';
import { defineJob, enqueue } from '#platform/jobs';
import { Id } from '#platform/operation';
import { type CareWorld, followCares } from '../care/follow.ts';
import { type ClassesWorld, computeValues } from './compute.ts';
import type { ClassTables } from './schema.ts';

const computing = {
  name: 'scoring.computeValues',
  payload: z.strictObject({ workspaceId: Id }),
  attempts: 5,
  patient: true as const,
};

export const computeValuesJob = defineJob({
  ...computing,
  async run({ workspaceId }, { ground, signal }) {
    const db = dbOf<ClassesWorld & CareWorld>(ground, { workspaceId });
    const now = ground.ports.clock();
    await computeValues(db, workspaceId, now, signal);
    await followCares(db, workspaceId, now, signal);
  },
});

/** One workspace after the other: each takes a core for a while. */
export function valueCustomers<Tables>(db: Db<Tables>, workspaceId: string): Promise<void> {
  return enqueue(
    db,
    computing,
    { workspaceId },
    { key: `scoring.computeValues ${workspaceId}`, queue: 'scoring.computeValues' },
  );
}

/** Silence tells as much as a purchase: values are another every night, whether something was sold or not. */
export const valueNightly: Chore<ClassTables> = async (db, now) => {
  const { rows } = await sql<{ workspaceId: string }>`
    select current_setting('app.workspace')::uuid as workspace_id
    where not exists (select 1 from class_run where computed_at > ${new Date(now.getTime() - 20 * 3_600_000)})
  `.execute(db);
  for (const { workspaceId } of rows) await valueCustomers(db, workspaceId);
  return 0;
};
