import type { RecentTry } from '#calls';
import type { DealAtStage } from '#deals';
import { findScores, objectorsAmong } from '#scoring';
import type { ScoreView } from '#scoring/contract';
import type { WorkspaceRow } from '#workspace';
import type { Db } from '#platform/db';
import { type Belief, believeReach, chanceOf, worthPerHour } from '#engine/touch/reach';
import type { TodayWorld } from '../commands/outcomes.ts';
import type { RowReach, RowWorth, TodayView } from '../contract.ts';
import { bestTimeOf, recentTriesOf, toldBy } from '../reach/answers.ts';
import { windowOf } from '../reach/hours.ts';
import { enoughCalls, type ReachModel } from '../reach/learn.ts';
import { findLearned } from '../reach/queries.ts';
import { drawArm } from '../rules/arms.ts';
import type { Moment, OrderedRow } from '../rules/today.ts';
import { isFree, orderByWorth } from '../rules/worth-order.ts';
import type { Around } from './around.ts';
import type { TodayCandidate } from './candidates.ts';
import { type Desk, isOffered, waits } from './gather.ts';

type Row = OrderedRow<TodayCandidate>;
export type Weighed = { rows: Row[]; reachOf: (row: Row) => RowReach | null; order: TodayView['order'] };

/** So many people and wins tell what a call to somebody new is worth. */
const enoughReached = { people: 30, won: 5 };
const enoughWon = 5;

/** What a call to each is expected to bring per hour, and the order that follows from it; asked once for the whole list. */
export async function weigh(
  trx: Db<TodayWorld>,
  desk: Desk,
  { currency }: Pick<WorkspaceRow, 'currency'>,
  { ordered, around }: { ordered: readonly Row[]; around: Around },
  moment: Moment,
): Promise<Weighed> {
  const callable = new Set(
    [...around.contacts.keys()].filter((id) => around.numbers.has(id) && isOffered(around.answers.get(id)?.answer)),
  );
  const contactIds = ordered.flatMap(({ reason: { contactId } }) =>
    contactId !== null && callable.has(contactId) ? [contactId] : [],
  );
  const deals = new Map(ordered.map((row) => [row.subject, dealOf(row, around)]));
  const dealIds = [...deals.values()].flatMap((deal) => deal?.id ?? []);
  const [{ model, experiment }, tries, objectors, dealScores, leadScores] = await Promise.all([
    findLearned(trx, desk.workspaceId),
    recentTriesOf(trx, desk.workspaceId, contactIds, { now: moment.now, zone: desk.zone }),
    objectorsAmong(trx, desk.workspaceId, contactIds),
    findScores(trx, desk.workspaceId, 'deal_win', dealIds),
    findScores(trx, desk.workspaceId, 'lead_win', contactIds),
  ]);
  const told = toldBy(model);
  const worthOf = (row: Row): Sketch | null => {
    const contact = callable.has(row.reason.contactId ?? '') && around.contacts.get(row.reason.contactId ?? '');
    if (!told || !contact || objectors.has(contact.id)) return null;
    const calls = tries.get(contact.id) ?? [];
    const answer = around.answers.get(contact.id)?.answer;
    const until = answer && waits(answer) ? (answer.allowed ? answer.quiet?.until : answer.facts.until) : undefined;
    const at = windowOf(until === undefined ? moment.now : new Date(until), desk.zone);
    const deal = deals.get(row.subject);
    const score = deal ? dealScores.get(deal.id) : leadScores.get(contact.id);
    return worthIn(told, { kind: contact.kind, calls, at, deal, score, currency });
  };
  const worths = new Map(ordered.map((row) => [row.subject, worthOf(row)]));
  const drawn = ({ reason }: Row) =>
    experiment &&
    reason.contactId !== null &&
    callable.has(reason.contactId) &&
    !objectors.has(reason.contactId) &&
    isFree(standing(reason))
      ? drawArm({ experimentId: experiment.id, userId: desk.userId, contactId: reason.contactId }, moment.today)
      : undefined;
  const rows = orderByWorth(ordered, (row) => {
    const chance = drawn(row);
    return {
      ...standing(row.reason),
      centsPerHour: worths.get(row.subject)?.centsPerHour,
      byChance: chance?.arm === 'random' ? chance.at : undefined,
      neutral: objectors.has(row.reason.contactId ?? ''),
    };
  });
  return {
    rows,
    reachOf: (row) => {
      const sketch = worths.get(row.subject);
      const worth = sketch ? { ...sketch, reached: chanceOf(sketch.reached) } : null;
      const contact = around.contacts.get(row.reason.contactId ?? '');
      const best =
        told && contact && callable.has(contact.id)
          ? bestTimeOf(told, contact.kind, objectors.has(contact.id) ? [] : (tries.get(contact.id) ?? []))
          : null;
      const arm = drawn(row)?.arm ?? null;
      return worth || best || arm ? { best: best ?? null, worth, arm } : null;
    },
    order: orderOf(model, told, [...worths.values()].some(Boolean), experiment !== null),
  };
}

function standing({ code, waits: mustWait, step }: TodayCandidate) {
  return { code, waits: mustWait, timed: step?.dueAt !== null && step?.dueAt !== undefined };
}

/** The deal the row is about: its own, that of its step, or the person's. */
export function dealOf({ reason, others }: Row, around: Around): DealAtStage | undefined {
  const all = [reason, ...others];
  const step = all.find((one) => one.step)?.step;
  return (
    all.find((one) => one.deal)?.deal ??
    around.dealsOfSteps.get(step?.dealId ?? '') ??
    around.dealsOfContacts.get(reason.contactId ?? '')
  );
}

/** Intervals are dear, and only shown rows have one. */
type Sketch = Omit<RowWorth, 'reached'> & { reached: Belief };

type About = {
  kind: 'private' | 'business';
  calls: readonly RecentTry[];
  at: ReturnType<typeof windowOf>;
  deal: DealAtStage | undefined;
  score: Pick<ScoreView, 'probability' | 'cases' | 'basis'> | undefined;
  currency: string;
};

/** Undefined parts make no figure: what is not known from data is not guessed. */
function worthIn(told: ReachModel, { kind, calls, at, deal, score, currency }: About): Sketch | null {
  const { firstReached, missedSeconds } = told;
  const [usual, value] = deal ? partsOfDeal(deal, currency) : partsOfLead(told);
  // A rule of thumb knows no more than the stage, and the stage says where it comes from.
  const win =
    score?.basis === 'learned' ? { chance: score.probability, by: 'score' as const, cases: score.cases } : usual;
  if (!knowsEffort(told) || !win || !value) return null;
  const reached = believeReach(told.kinds[kind], calls, told.kappa, at);
  const { centsPerHour, minutes } = worthPerHour(reached.chance, win.chance, value.cents, {
    answered: firstReached.seconds / firstReached.people,
    missed: missedSeconds,
  });
  return { centsPerHour, reached, win, value, minutes, minutesFrom: firstReached.people };
}

/** What somebody costs whom we reach: not the one call alone, but all calls and meetings that follow. */
function knowsEffort({ firstReached: { people, seconds } }: ReachModel): boolean {
  return people >= enoughReached.people && seconds > 0;
}

function partsOfDeal(
  deal: DealAtStage,
  currency: string,
): [RowWorth['win'] | undefined, RowWorth['value'] | undefined] {
  const win = { chance: deal.probability / 100, by: 'stage' as const, cases: null };
  return [
    win,
    deal.currency === currency && deal.valueCents > 0 ? { cents: deal.valueCents, by: 'deal', cases: null } : undefined,
  ];
}

function partsOfLead({ firstReached, won }: ReachModel): [RowWorth['win'] | undefined, RowWorth['value'] | undefined] {
  const told = firstReached.people >= enoughReached.people && firstReached.won >= enoughReached.won;
  return [
    told ? { chance: firstReached.won / firstReached.people, by: 'team', cases: firstReached.people } : undefined,
    won.deals >= enoughWon ? { cents: Math.round(won.cents / won.deals), by: 'won', cases: won.deals } : undefined,
  ];
}

function orderOf(
  model: ReachModel | null,
  told: ReachModel | undefined,
  some: boolean,
  experiment: boolean,
): TodayView['order'] {
  const calls = model?.team.tries ?? 0;
  const because = some ? null : !told ? 'few_calls' : !knowsEffort(told) ? 'no_effort' : 'no_values';
  return { by: some ? 'worth' : 'time', because, calls, enough: enoughCalls, experiment };
}
