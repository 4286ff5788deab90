import { z } from 'zod';
import { defineJob, enqueue } from '#platform/jobs';
import { Id } from '#platform/operation';
import { when } from '#platform/pump';
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
  },
});

/** Whoever asked for the example at the first visit finds it filling a moment later. */
export const exampleWanted = when(workspaceCreated, async ({ example }, { event: { workspaceId, actorId }, trx }) => {
  if (example && actorId !== null) await enqueue(trx, exampleLoading, { workspaceId, ownerId: actorId });
});
