import { z } from 'zod';
import { learnReach } from '#next-steps';
import { approveModel, findLatestModel, learn, type ScoringWorld, targets } from '#scoring';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { Id } from '#platform/operation';
import { when } from '#platform/pump';
import type { PlatformTables } from '#platform/schema';
import { workspaceCreated } from '#workspace';
import { loadExample } from './load.ts';

const payload = z.strictObject({ workspaceId: Id, ownerId: Id });
const exampleLoading = { name: 'example.load', payload, attempts: 5 };
const exampleLearning = { name: 'example.learn', payload, attempts: 3 };

export const exampleJob = defineJob({
  ...exampleLoading,
  run: async (key, { ground }) => {
    const loaded = await loadExample(ground, key, ground.ports.clock());
    const db = dbOf<PlatformTables>(ground, { workspaceId: key.workspaceId });
    // Its calls are there to be learned from at once, and not in ten minutes.
    await enqueue(db, learnReach, { workspaceId: key.workspaceId });
    if (loaded) await enqueue(db, exampleLearning, key);
  },
});

/** What its past teaches, approved in the owner's name; with a past of one's own, they are asked first. */
export const exampleLearned = defineJob({
  ...exampleLearning,
  run: async ({ workspaceId, ownerId: userId }, { ground, signal }) => {
    const db = dbOf<ScoringWorld>(ground, { workspaceId });
    const owner = { kind: 'user' as const, workspaceId, userId, role: 'owner' as const, seesOnlyOwn: false };
    for (const target of targets) {
      await learn(db, workspaceId, target, ground.ports.clock(), signal);
      const model = await findLatestModel(db, workspaceId, target);
      if (model && model.verdict !== 'no better than the base rate')
        await approveModel(db, owner, model.id, ground.ports.clock());
    }
  },
});

/** Whoever asked for the example at the first visit finds it filling a moment later. */
export const exampleWanted = when(workspaceCreated, async ({ example }, { event: { workspaceId, actorId }, trx }) => {
  if (example && actorId !== null) await enqueue(trx, exampleLoading, { workspaceId, ownerId: actorId });
});
