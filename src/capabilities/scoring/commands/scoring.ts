import { type ContactRow, findContactsByIds } from '#contacts';
import { type DealRow, findDealParties, findDealsByIds, findPipelines } from '#deals';
import { type Db, inTransaction } from '#platform/db';
import { newId } from '#platform/ids';
import { findWorkspace } from '#workspace';
import { type Computed, computeScores } from '../computing.ts';
import type { Target } from '../contract/shapes.ts';
import { industriesIn, storiesOf } from '../queries/events.ts';
import { findModels, findModelText, findUsed, type UseOfModel } from '../queries/models.ts';
import { objectorsAmong } from '../queries/objections.ts';
import { deleteScores, findScoreRows, insertOutcomes, upsertScores } from '../queries/scores.ts';
import { type Basis, basisOf } from '../rules/basis.ts';
import { dealRow } from '../rules/deal-win.ts';
import { featuresOf, targets } from '../rules/features.ts';
import { leadRow } from '../rules/lead-win.ts';
import { personBefore } from '../rules/person.ts';
import { reachRow } from '../rules/reach.ts';
import { stageThumb, type Thumb } from '../rules/rule-of-thumb.ts';
import type { StoryEvent } from '../rules/story.ts';
import type { ScoreRow } from '../schema.ts';
import { casesOf } from './cases.ts';
import type { ScoringWorld } from './world.ts';

/** What scores each target, ready to be used for one batch after the other. */
export type Scorer = {
  workspaceId: string;
  bases: ReadonlyMap<Target, Basis>;
  thumb: Thumb | undefined;
};

export async function basesOf(db: Db<ScoringWorld>, workspaceId: string): Promise<Map<Target, Basis>> {
  const used = await findUsed(db, workspaceId);
  const latest = await Promise.all(targets.map((target) => findModels(db, workspaceId, target, 1)));
  return new Map(targets.map((target, at) => [target, basisOf(target, used.get(target), latest[at]?.[0])]));
}

export async function openScorer(db: Db<ScoringWorld>, workspaceId: string, now: Date): Promise<Scorer> {
  const bases = await basesOf(db, workspaceId);
  const thumb = bases.get('deal_win')?.kind === 'rule' ? await thumbOf(db, workspaceId, now) : undefined;
  return { workspaceId, bases, thumb };
}

async function thumbOf(db: Db<ScoringWorld>, workspaceId: string, now: Date): Promise<Thumb> {
  const [pipelines, workspace] = await Promise.all([findPipelines(db, workspaceId), findWorkspace(db, workspaceId)]);
  const zone = workspace?.timeZone ?? 'Europe/Berlin';
  const stage = featuresOf.deal_win.indexOf('stage');
  const ended: { stageId: string; won: boolean }[] = [];
  const asked = { workspaceId, zone, now, noticed: { objectors: 0, slots: [] } };
  for await (const cases of casesOf(db, 'deal_win', asked)) {
    ended.push(...cases.map(({ cells, happened }) => ({ stageId: cells[stage] ?? '', won: happened })));
    // The latest few hundred tell as much; beyond, something should be learned.
    if (ended.length >= 500) break;
  }
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  return stageThumb(ended, new Map(stages.map(({ id, probability }) => [id, probability / 100])));
}

/** Scores these deals, and takes away what is said of those that are not open any more; how many scores are others than before. */
export async function scoreDeals(
  db: Db<ScoringWorld>,
  scorer: Scorer,
  dealIds: readonly string[],
  now: Date,
): Promise<number> {
  const { workspaceId } = scorer;
  const deals = await findDealsByIds(db, workspaceId, dealIds);
  const open = dealIds.flatMap((id) => deals.get(id) ?? []).filter(isOpen);
  const contactIds = [...new Set(open.flatMap(({ contactId }) => contactId ?? []))];
  const at = justAfter(now);
  const [contacts, objectors, stories] = await Promise.all([
    findContactsByIds(db, workspaceId, contactIds),
    objectorsAmong(db, workspaceId, contactIds),
    storiesOf(
      db,
      workspaceId,
      open.map(({ id, contactId }) => ({ key: id, dealId: id, contactId, before: at })),
      { changes: false },
    ),
  ]);
  const people = new Map(contacts.map((contact) => [contact.id, contact]));
  const industryOf = await industriesIn(db, workspaceId, contacts, stories);
  const asked = open
    .filter(({ contactId }) => contactId === null || !objectors.has(contactId))
    .flatMap(({ id, contactId }) => {
      const events = stories.get(id) ?? [];
      const contact = people.get(contactId ?? '');
      const cells = dealRow(events, id, contact && personBefore(contact, events, at), { at, industryOf });
      return cells ? [{ subjectId: id, contactId, cells }] : [];
    });
  const rows = await scoresOf(db, scorer, 'deal_win', asked, now);
  return write(db, scorer, ['deal_win'], dealIds, rows, async (trx) => {
    const ended = [...deals.values()].filter(({ wonAt, lostAt, removedAt }) => (wonAt ?? lostAt) && !removedAt);
    await keepOutcomes(trx, workspaceId, ended);
    return new Map(asked.flatMap(({ subjectId, contactId }) => (contactId === null ? [] : [[subjectId, contactId]])));
  });
}

const isOpen = ({ wonAt, lostAt, removedAt }: DealRow): boolean => !wonAt && !lostAt && !removedAt;

/** What happened in this very millisecond is known. */
const justAfter = (now: Date): Date => new Date(now.getTime() + 1);

/** What was said last before a deal ended stays, to be held against how it ended. */
async function keepOutcomes(trx: Db<ScoringWorld>, workspaceId: string, ended: readonly DealRow[]): Promise<void> {
  const said = await findScoreRows(
    trx,
    workspaceId,
    'deal_win',
    ended.map(({ id }) => id),
  );
  const deals = new Map(ended.map((deal) => [deal.id, deal]));
  await insertOutcomes(
    trx,
    said.flatMap(({ target, subjectId, modelId, probability, computedAt }) => {
      const { wonAt, lostAt } = deals.get(subjectId) ?? {};
      const decidedAt = wonAt ?? lostAt;
      if (modelId === null || !decidedAt || computedAt > decidedAt) return [];
      return [
        { workspaceId, id: newId(), target, subjectId, modelId, probability, happened: Boolean(wonAt), decidedAt },
      ];
    }),
  );
}

/** Scores these people as leads and for the next call; how many scores are others than before. */
export async function scoreContacts(
  db: Db<ScoringWorld>,
  scorer: Scorer,
  contactIds: readonly string[],
  now: Date,
): Promise<number> {
  const { workspaceId } = scorer;
  const at = justAfter(now);
  const learned = (target: Target): boolean => scorer.bases.get(target)?.kind === 'learned';
  const any = learned('lead_win') || learned('reach');
  const [contacts, objectors, customers, stories] = await Promise.all([
    findContactsByIds(db, workspaceId, any ? contactIds : []),
    objectorsAmong(db, workspaceId, contactIds),
    any ? findDealParties(db, workspaceId, { contactIds }) : new Set<string>(),
    storiesOf(
      db,
      workspaceId,
      any ? contactIds.map((id) => ({ key: id, contactId: id, dealId: null, before: at })) : [],
      { changes: false },
    ),
  ]);
  const allowed = contacts.filter(({ id }) => !objectors.has(id));
  const leads = allowed.filter(({ id }) => !customers.has(id));
  const reachable = allowed.filter(({ phones }) => phones.length > 0);
  const told = (contact: ContactRow): { events: StoryEvent[]; person: ReturnType<typeof personBefore> } => {
    const events = stories.get(contact.id) ?? [];
    return { events, person: personBefore(contact, events, at) };
  };
  const industryOf = await industriesIn(db, workspaceId, learned('lead_win') ? leads : [], stories);
  const slot = slotFor(scorer.bases.get('reach'));
  const rows = await Promise.all([
    scoresOf(
      db,
      scorer,
      'lead_win',
      leads.map((contact) => {
        const { events, person } = told(contact);
        return {
          subjectId: contact.id,
          cells: leadRow(events, person, { createdAt: contact.createdAt, at, industryOf }),
        };
      }),
      now,
    ),
    scoresOf(
      db,
      scorer,
      'reach',
      reachable.map((contact) => {
        const { events, person } = told(contact);
        return { subjectId: contact.id, cells: reachRow(events, person, { at, slot, mobile: person.mobile }) };
      }),
      now,
    ),
  ]);
  const people = new Map(allowed.map(({ id }) => [id, id]));
  return write(db, scorer, ['lead_win', 'reach'], contactIds, rows.flat(), async () => people);
}

const slotFor = (basis: Basis | undefined) =>
  (basis?.kind === 'learned' ? basis.use.model.card.slot : null) ?? { weekday: 2, hour: 10 };

async function scoresOf(
  db: Db<ScoringWorld>,
  { workspaceId, bases, thumb }: Scorer,
  target: Target,
  asked: readonly { subjectId: string; cells: string[] }[],
  now: Date,
): Promise<ScoreRow[]> {
  const basis = bases.get(target);
  if (!basis || basis.kind === 'none' || asked.length === 0) return [];
  const stage = featuresOf.deal_win.indexOf('stage');
  const computed =
    basis.kind === 'learned'
      ? await computeScores(
          usable(db, basis.use),
          asked.map(({ cells }) => cells),
        )
      : asked.map(({ cells }) => thumb?.of(cells[stage] ?? ''));
  const modelId = basis.kind === 'learned' ? basis.use.modelId : null;
  const cases = basis.kind === 'learned' ? basis.use.model.rows : (thumb?.cases ?? 0);
  return asked.flatMap(({ subjectId }, at): ScoreRow[] => {
    const one = computed[at];
    return one ? [{ workspaceId, target, subjectId, modelId, cases, computedAt: now, ...rounded(one) }] : [];
  });
}

export const usable = (db: Db<ScoringWorld>, { workspaceId, modelId, target }: UseOfModel) => ({
  id: modelId,
  names: featuresOf[target],
  text: () => findModelText(db, workspaceId, modelId),
});

/** A tenth of a percent; finer would be written anew for nothing, and is not known. */
const thousandth = (value: number): number => Math.round(value * 1_000) / 1_000;

function rounded({ probability, low, high, reasons }: Computed): Computed {
  return {
    probability: thousandth(probability),
    low: thousandth(low),
    high: thousandth(high),
    reasons: reasons.map(({ feature, value, logit }) => ({ feature, value, logit: thousandth(logit) })),
  };
}

/**
 * Scores are derived and change by the million: they are no events. In the transaction it is asked once more who has objected, since that may have been said while we computed. `before` tells whom each subject is about.
 */
function write(
  db: Db<ScoringWorld>,
  { workspaceId }: Scorer,
  of: readonly Target[],
  subjectIds: readonly string[],
  rows: readonly ScoreRow[],
  before: (trx: Db<ScoringWorld>) => Promise<Map<string, string>>,
): Promise<number> {
  return inTransaction(db, async (trx) => {
    const personOf = await before(trx);
    const objectors = await objectorsAmong(trx, workspaceId, [...new Set(personOf.values())]);
    const written = rows.filter(({ subjectId }) => !objectors.has(personOf.get(subjectId) ?? ''));
    const changed = await upsertScores(trx, written);
    for (const target of of) {
      const kept = new Set(written.filter((row) => row.target === target).map(({ subjectId }) => subjectId));
      await deleteScores(
        trx,
        workspaceId,
        target,
        subjectIds.filter((id) => !kept.has(id)),
      );
    }
    return changed;
  });
}
