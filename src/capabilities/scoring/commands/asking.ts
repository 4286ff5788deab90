import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { enqueue } from '#platform/jobs';
import type { Target } from '../contract/shapes.ts';
import { dueScoring, rescoring, training } from '../job-names.ts';
import { upsertTraining } from '../queries/models.ts';
import { insertDue } from '../queries/scores.ts';
import type { ScoreDueRow, TrainedBecause } from '../schema.ts';
import type { ScoringWorld } from './world.ts';

/** Work on one workspace's scores never runs twice at once, and leaves the other hands of the job worker free. */
const queueOf = (workspaceId: string): string => `scoring ${workspaceId}`;

export async function askTraining(
  trx: Db<ScoringWorld>,
  actor: Pick<Actor, 'workspaceId' | 'userId'>,
  asked: { target: Target; because: TrainedBecause },
  now: Date,
): Promise<void> {
  const { workspaceId, userId: askedBy } = actor;
  await upsertTraining(trx, { workspaceId, ...asked, askedBy, askedAt: now, finishedAt: null, problem: null });
  await enqueue(
    trx,
    training,
    { workspaceId, target: asked.target },
    { key: `${training.name} ${workspaceId} ${asked.target}`, queue: queueOf(workspaceId) },
  );
}

export async function askRescoring(
  trx: Db<ScoringWorld>,
  workspaceId: string,
  subject: 'deal' | 'contact',
  now: Date,
): Promise<void> {
  await enqueue(
    trx,
    rescoring,
    { workspaceId, subject, askedAt: now.toISOString() },
    { key: `${rescoring.name} ${workspaceId} ${subject}`, queue: queueOf(workspaceId) },
  );
}

/** The job first: its key is one lock for all who do this, so that the pump, who brings many in one transaction, and an objection never hold rows that the other waits for. */
export async function scoreSoon(
  trx: Db<ScoringWorld>,
  workspaceId: string,
  subjects: readonly Omit<ScoreDueRow, 'workspaceId'>[],
): Promise<void> {
  await enqueue(trx, dueScoring, { workspaceId }, { key: `${dueScoring.name} ${workspaceId}` });
  await insertDue(
    trx,
    subjects.map((one) => ({ workspaceId, ...one })),
  );
}

export const subjectOf = (target: Target): 'deal' | 'contact' => (target === 'deal_win' ? 'deal' : 'contact');
