import { requireContact } from '#contacts';
import { findDealParties, findDealsByIds, requireDeal } from '#deals';
import type { Db } from '#platform/db';
import { basesOf } from './commands/scoring.ts';
import type { ScoringWorld } from './commands/world.ts';
import type { ContactScores, ModelsView, NoScore, ScoreView, SubjectScore, Target, TargetView } from './contract.ts';
import { driftOf, endedSince } from './drift.ts';
import { findModels, findPolicy, type ModelCardRow, findTrainings, findUsed, findUses } from './queries/models.ts';
import { countObjectors, findStandingObjection, objectorsAmong } from './queries/objections.ts';
import { findRuns, findScoreRows } from './queries/scores.ts';
import type { Basis } from './rules/basis.ts';
import { targets } from './rules/features.ts';
import { toModelView, toObjection, toScoreViews } from './views.ts';

/**
 * What is said of these deals or contacts, by their ids. Those of whom nothing may or can be said are not among them: no useful model, an objection to profiling, an ended deal.
 */
export async function findScores(
  db: Db<ScoringWorld>,
  workspaceId: string,
  target: Target,
  subjectIds: readonly string[],
): Promise<Map<string, ScoreView>> {
  const rows = await findScoreRows(db, workspaceId, target, subjectIds);
  const views = await toScoreViews(db, workspaceId, rows);
  // Deleted with the objection already; asked once more, since nothing that is shown may rest on a race.
  const personOf = await peopleOf(db, workspaceId, target, subjectIds);
  const objectors = await objectorsAmong(db, workspaceId, [...personOf.values()]);
  return new Map(
    views
      .filter(({ subjectId }) => !objectors.has(personOf.get(subjectId) ?? ''))
      .map((view) => [view.subjectId, view]),
  );
}

async function peopleOf(
  db: Db<ScoringWorld>,
  workspaceId: string,
  target: Target,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (target !== 'deal_win') return new Map(ids.map((id) => [id, id]));
  const deals = await findDealsByIds(db, workspaceId, ids);
  return new Map([...deals.values()].flatMap(({ id, contactId }) => (contactId === null ? [] : [[id, contactId]])));
}

export async function findLatestModel(
  db: Db<ScoringWorld>,
  workspaceId: string,
  target: Target,
): Promise<ModelCardRow | undefined> {
  return (await findModels(db, workspaceId, target, 1))[0];
}

/** Has this person objected to profiling? Then whoever profiles leaves them out. */
export async function isObjector(db: Db<ScoringWorld>, workspaceId: string, contactId: string): Promise<boolean> {
  return (await objectorsAmong(db, workspaceId, [contactId])).has(contactId);
}

export async function dealScore(db: Db<ScoringWorld>, workspaceId: string, dealId: string): Promise<SubjectScore> {
  const deal = await requireDeal(db, workspaceId, dealId);
  const [found, bases, objection] = await Promise.all([
    findScores(db, workspaceId, 'deal_win', [dealId]),
    basesOf(db, workspaceId),
    deal.contactId === null ? undefined : findStandingObjection(db, workspaceId, deal.contactId),
  ]);
  const isOpen = !deal.wonAt && !deal.lostAt;
  return told(found.get(dealId), { objected: Boolean(objection), asked: isOpen, basis: bases.get('deal_win') });
}

export async function contactScores(
  db: Db<ScoringWorld>,
  workspaceId: string,
  contactId: string,
): Promise<ContactScores> {
  const contact = await requireContact(db, workspaceId, contactId);
  const [lead, reach, bases, objection, customers] = await Promise.all([
    findScores(db, workspaceId, 'lead_win', [contactId]),
    findScores(db, workspaceId, 'reach', [contactId]),
    basesOf(db, workspaceId),
    findStandingObjection(db, workspaceId, contactId),
    findDealParties(db, workspaceId, { contactIds: [contactId] }),
  ]);
  const objected = Boolean(objection);
  return {
    lead: told(lead.get(contactId), { objected, asked: !customers.has(contactId), basis: bases.get('lead_win') }),
    reach: told(reach.get(contactId), { objected, asked: contact.phones.length > 0, basis: bases.get('reach') }),
    objection: objection ? toObjection(objection) : null,
  };
}

function told(
  score: ScoreView | undefined,
  { objected, asked, basis }: { objected: boolean; asked: boolean; basis: Basis | undefined },
): SubjectScore {
  if (objected) return { score: null, none: 'objected' };
  if (!asked) return { score: null, none: 'not_asked' };
  if (score) return { score, none: null };
  const none: NoScore = basis?.kind === 'none' ? basis.because : 'not_yet';
  return { score: null, none };
}

const mostModels = 12;

export async function modelsView(db: Db<ScoringWorld>, workspaceId: string): Promise<ModelsView> {
  const [used, trainings, runs, policy, objectors] = await Promise.all([
    findUsed(db, workspaceId),
    findTrainings(db, workspaceId),
    findRuns(db, workspaceId),
    findPolicy(db, workspaceId),
    countObjectors(db, workspaceId),
  ]);
  const views = targets.map(async (target): Promise<TargetView> => {
    const use = used.get(target);
    const [models, uses, drift] = await Promise.all([
      findModels(db, workspaceId, target, mostModels),
      findUses(db, workspaceId, target, mostModels),
      use ? driftOf(db, use) : null,
    ]);
    // One in use may be older than all that are shown.
    const shown = use && !models.some(({ id }) => id === use.modelId) ? [...models, use.model] : models;
    const [ended, since] = await Promise.all([
      endedSince(db, workspaceId, target, null),
      endedSince(db, workspaceId, target, models[0]?.trainedAt ?? null),
    ]);
    const asked = trainings.find((one) => one.target === target && (one.finishedAt === null || one.problem !== null));
    return {
      target,
      ended,
      endedSince: since,
      training: asked ? { askedAt: asked.askedAt.toISOString(), problem: asked.problem } : null,
      models: shown.map((model) => toModelView(model, model.id === use?.modelId)),
      uses: uses.map(({ id, modelId, fromAt, begunBy, because, untilAt }) => ({
        id,
        target,
        modelId,
        from: fromAt.toISOString(),
        by: begunBy,
        because,
        until: untilAt?.toISOString() ?? null,
      })),
      drift,
    };
  });
  return {
    targets: await Promise.all(views),
    runs: runs.map(({ subject, startedAt, done, total, changed, finishedAt }) => ({
      subject,
      startedAt: startedAt.toISOString(),
      done,
      total,
      changed,
      finishedAt: finishedAt?.toISOString() ?? null,
    })),
    barred: policy?.barred ?? [],
    objectors,
  };
}

/** For whoever shows many at once: those in sight. */
export async function listed(
  db: Db<ScoringWorld>,
  workspaceId: string,
  target: Target,
  ids: readonly string[],
): Promise<{ items: ScoreView[]; none: NoScore | null }> {
  const found = await findScores(db, workspaceId, target, ids);
  const basis = found.size < ids.length ? (await basesOf(db, workspaceId)).get(target) : undefined;
  return { items: [...found.values()], none: basis?.kind === 'none' ? basis.because : null };
}
