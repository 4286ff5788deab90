import type { Db } from '#platform/db';
import { newId } from '#platform/ids';
import { computeScores } from '../computing.ts';
import type { UseOfModel } from '../queries/models.ts';
import { insertNewOutcomes } from '../queries/scores.ts';
import { casesOf } from './cases.ts';
import { usable } from './scoring.ts';
import type { ScoringWorld } from './world.ts';

/** The latest people to come in who have had their half year; enough to tell, and no more than a minute's work a night. */
const mostLeads = 2_500;

/**
 * What becomes of a lead is known half a year later, when hardly anything that was said of it then was said by today's model. So the model is asked what it would have said at
 * that moment, of leads that were decided after it was learned: it has not seen how they ended.
 */
export async function judgeLeads(db: Db<ScoringWorld>, use: UseOfModel, zone: string, now: Date): Promise<void> {
  const { workspaceId, modelId, model } = use;
  const asked = { workspaceId, zone, now, noticed: { objectors: 0, slots: [] } };
  let read = 0;
  for await (const cases of casesOf(db, 'lead_win', asked)) {
    read += cases.length;
    const decided = cases.filter(({ decidedAt }) => decidedAt > model.trainedAt.getTime());
    const scores = await computeScores(
      usable(db, use),
      decided.map(({ cells }) => cells),
    );
    await insertNewOutcomes(
      db,
      decided.flatMap(({ group: subjectId, happened, decidedAt }, at) => {
        const probability = scores[at]?.probability;
        if (probability === undefined) return [];
        const id = newId(now.getTime());
        const outcome = { workspaceId, id, target: 'lead_win' as const, subjectId, modelId, probability, happened };
        return [{ ...outcome, decidedAt: new Date(decidedAt) }];
      }),
    );
    if (read >= mostLeads) return;
  }
}
