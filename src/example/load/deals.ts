import { ensureDealsDefaults, insertDeals, lossReasonsOf, type PastDeal, pipelinesOf } from '#deals';
import { type ExampleDeal, lossReasons } from '../types.ts';
import { at, each, idOrNull, type Loading } from './parts.ts';

export async function loadDeals({ trx, team, example, ids, now }: Loading, currency: string): Promise<void> {
  const owner = at(team, 0);
  const userIdOf = (index: number) => at(team, index).userId;
  await ensureDealsDefaults(trx, owner, now);
  const [pipeline] = await pipelinesOf(trx, owner.workspaceId);
  const reasons = await lossReasonsOf(trx, owner.workspaceId);
  const stages = pipeline?.stages ?? [];
  // A team that has set up fewer stages than the story has steps keeps its deals in the last.
  const stageId = (stage: number) => at(stages, Math.min(stage, stages.length - 1)).id;

  const endingOf = (ended: NonNullable<ExampleDeal['ended']>): NonNullable<PastDeal['ended']> => {
    const told = { at: ended.at, by: userIdOf(ended.by) };
    if (ended.as === 'won') return { as: 'won', ...told };
    const lossReasonId = reasons[lossReasons.indexOf(ended.because)]?.id ?? null;
    return { as: 'lost', ...told, lossReasonId, lossNote: ended.note };
  };
  const past = example.deals.map(({ contact, company, owner: by, way, ended, ...deal }, index) => ({
    by,
    deal: {
      ...deal,
      id: at(ids.deals, index),
      contactId: at(ids.contacts, contact),
      companyId: idOrNull(ids.companies, company),
      ownerId: userIdOf(by),
      currency,
      stages: way.map((step) => ({ stageId: stageId(step.stage), since: step.at, movedBy: userIdOf(step.by) })),
      ...(ended && { ended: endingOf(ended) }),
    },
  }));
  await each(
    team,
    past,
    ({ by }) => by,
    (actor, rows) =>
      insertDeals(
        trx,
        actor,
        rows.map(({ deal }) => deal),
        now,
      ),
  );
}
