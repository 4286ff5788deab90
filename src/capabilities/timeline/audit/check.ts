import { z } from 'zod';
import { systemActor, type Actor } from '#platform/actor';
import { verifyChain } from '#platform/audit';
import { type Db, inTransaction } from '#platform/db';
import { announce } from '#platform/events';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { Id } from '#platform/operation';
import type { PlatformTables } from '#platform/schema';
import { readWitness } from '#platform/witness';
import { auditChecked, auditCheckStarted } from '../events.ts';
import type { AuditCheckRow, TimelineTables } from '../schema.ts';
import { findCheck, insertCheck, updateCheck } from './queries.ts';

type Tables = TimelineTables & PlatformTables;

const checking = { name: 'timeline.checkAuditChain', payload: z.strictObject({ workspaceId: Id }), attempts: 5 };

/** In the background: five million events take minutes. While one runs, that one is the answer. */
export function startCheck(db: Db<Tables>, actor: Actor & { userId: string }, now: Date): Promise<AuditCheckRow> {
  const { workspaceId, userId } = actor;
  return inTransaction(db, async (trx) => {
    const started = await insertCheck(trx, { workspaceId, startedBy: userId, startedAt: now });
    if (started) {
      await enqueue(trx, checking, { workspaceId });
      await announce(trx, actor, auditCheckStarted, {}, now);
    }
    const check = started ?? (await findCheck(trx, workspaceId));
    if (!check) throw new Error('the check that runs is gone');
    return check;
  });
}

const keptFaults = 50;

export const checkAuditChain = defineJob({
  ...checking,
  run: async ({ workspaceId }, { ground, signal }) => {
    const db = dbOf<Tables>(ground, { workspaceId });
    const clock = ground.ports.clock;
    const marks = (await readWitness(ground.config.dataDir)).get(workspaceId) ?? [];
    let toldAt = performance.now();
    const onProgress = async (sealed: number): Promise<void> => {
      signal.throwIfAborted();
      if (performance.now() - toldAt < 1_000) return;
      toldAt = performance.now();
      await updateCheck(db, workspaceId, { sealed });
    };
    try {
      const { sealed, faults } = await verifyChain(db, workspaceId, ground.secrets.chain, { marks, onProgress });
      await inTransaction(db, async (trx) => {
        const ended = { sealed, finishedAt: clock(), faultCount: faults.length, faults: faults.slice(0, keptFaults) };
        if (!(await updateCheck(trx, workspaceId, ended))) return;
        const found = { events: sealed, faults: faults.length };
        await announce(trx, systemActor(workspaceId), auditChecked, found, clock());
      });
    } catch (error) {
      // The process wants to end: the job comes back, in this process's successor.
      if (signal.aborted) throw error;
      ground.log.error({ err: error, workspaceId }, 'check of the event log failed');
      await updateCheck(db, workspaceId, { finishedAt: clock(), error: 'failed' });
    }
  },
});
