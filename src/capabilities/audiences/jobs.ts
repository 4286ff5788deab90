import { companyChanged, contactChanged, contactCreated } from '#contacts';
import { dealChanged, dealCreated, dealLost, dealRemoved, dealReopened, dealRestored, dealWon } from '#deals';
import { importFinished } from '#leads';
import { profilingObjected, profilingObjectionWithdrawn } from '#scoring';
import { runAnswered, runSteppedBack } from '#scripts';
import type { Db } from '#platform/db';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { isNews, type Listener, when } from '#platform/pump';
import type { EventRow } from '#platform/schema';
import type { EventType } from '#platform/events';
import { fitEverybody, fitPerson } from './fit/commands.ts';
import { compute, fail } from './grouping/commands.ts';
import { findRun, hasFitModel } from './grouping/runs.ts';
import { counting, fitting, fittingOne, grouping } from './job-names.ts';
import type { AudiencesTables } from './schema.ts';
import { count } from './target-groups/commands.ts';
import type { AudiencesWorld } from './world.ts';

export const groupCustomers = defineJob({
  ...grouping,
  async run({ workspaceId, runId }, { ground, signal }) {
    const db = dbOf<AudiencesWorld>(ground, { workspaceId });
    const { clock } = ground.ports;
    try {
      await compute(db, { workspaceId, runId }, { signal, clock });
    } catch (error) {
      if (signal.aborted) throw error;
      // It would fail again: whoever asked shall see it, and ask for something else.
      ground.log.error({ err: error, runId }, 'customers could not be grouped');
      const run = await findRun(db, { workspaceId, runId });
      if (run && !run.finishedAt) await fail(db, run, 'failed', { customers: 0, objectors: 0 }, clock());
    }
  },
});

export const fitAvatars = defineJob({
  ...fitting,
  async run({ workspaceId }, { ground, signal }) {
    const db = dbOf<AudiencesWorld>(ground, { workspaceId });
    await fitEverybody(db, workspaceId, { signal, clock: ground.ports.clock });
  },
});

export const fitOneAvatar = defineJob({
  ...fittingOne,
  async run({ workspaceId, contactId }, { ground }) {
    await fitPerson(dbOf<AudiencesWorld>(ground, { workspaceId }), workspaceId, contactId, ground.ports.clock());
  },
});

export const countAudience = defineJob({
  ...counting,
  async run(key, { ground, signal }) {
    const db = dbOf<AudiencesWorld>(ground, { workspaceId: key.workspaceId });
    await count(db, key, { signal, clock: ground.ports.clock });
  },
});

/** Several changes at once are one. */
const restMs = 3_000;
const restOfManyMs = 60_000;

/** Something happened to a person that may make them fit otherwise. What an import brings is looked at as a whole, once it is in. */
export const fitAgain: Listener[] = [
  ...[
    contactCreated,
    contactChanged,
    dealCreated,
    dealChanged,
    dealWon,
    dealLost,
    dealReopened,
    dealRemoved,
    dealRestored,
    runAnswered,
    runSteppedBack,
  ].map(({ type }): Listener => ({
    type,
    wants: (event) => event.actorKind !== 'import' && event.contactId !== null && isNews(event),
    concerns: hasAvatars,
    hear: (event, trx) => fitSoon(trx as Db<object>, event),
  })),
  when(importFinished, async (_payload, { event, trx }) => fitAllSoon(trx as Db<object>, event.workspaceId)),
  ...[profilingObjected, profilingObjectionWithdrawn].map((type) =>
    when<EventType['shape']>(type as EventType, async (_payload, { event: { workspaceId, contactId }, trx }) => {
      if (contactId !== null) await enqueue(trx, fittingOne, { workspaceId, contactId });
    }),
  ),
  when(companyChanged, async ({ changed }, { event, trx }) => {
    if ('industry' in changed) await fitAllSoon(trx as Db<object>, event.workspaceId);
  }),
];

function hasAvatars(workspaceId: string, trx: unknown): Promise<boolean> {
  return hasFitModel(trx as Db<AudiencesTables>, workspaceId);
}

async function fitSoon(trx: Db<object>, { workspaceId, contactId }: EventRow): Promise<void> {
  if (contactId === null) return;
  const options = { key: `audiences.fit ${contactId}`, runAt: new Date(Date.now() + restMs) };
  await enqueue(trx, fittingOne, { workspaceId, contactId }, options);
}

async function fitAllSoon(trx: Db<object>, workspaceId: string): Promise<void> {
  if (!(await hasAvatars(workspaceId, trx))) return;
  const options = { key: `audiences.fit ${workspaceId}`, runAt: new Date(Date.now() + restOfManyMs) };
  await enqueue(trx, fitting, { workspaceId }, options);
}
