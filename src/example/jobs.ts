import { z } from 'zod';
import { learnReach } from '#next-steps';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { Id } from '#platform/operation';
import { when } from '#platform/pump';
import type { PlatformTables } from '#platform/schema';
import { workspaceCreated } from '#workspace';
import { loadExample } from './load.ts';

const exampleLoading = {
  name: 'example.load',
  payload: z.strictObject({ workspaceId: Id, ownerId: Id }),
  attempts: 5,
};

export const exampleJob = defineJob({
  ...exampleLoading,
  run: async (key, { ground }) => {
    await loadExample(ground, key, ground.ports.clock());
    // Its calls are there to be learned from at once, and not in ten minutes.
    await enqueue(dbOf<PlatformTables>(ground, { workspaceId: key.workspaceId }), learnReach, {
      workspaceId: key.workspaceId,
    });
  },
});

/** Whoever asked for the example at the first visit finds it filling a moment later. */
export const exampleWanted = when(workspaceCreated, async ({ example }, { event: { workspaceId, actorId }, trx }) => {
  if (example && actorId !== null) await enqueue(trx, exampleLoading, { workspaceId, ownerId: actorId });
});
