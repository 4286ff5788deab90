import { type DaySum, type DealFacts, weightedCents, type WonSum } from '#deals';
import { ChangeKind, type Expected, type ForecastView } from './contract.ts';
import { monthOf, monthsFrom } from './months.ts';

export const monthsShown = 6;

/** Where an open deal stands in the forecast of a day: every deal in exactly one place. */
export function placeOf(closeOn: string | null, today: string): 'overdue' | 'undated' | (string & {}) {
  if (closeOn === null) return 'undated';
  return closeOn < today ? 'overdue' : monthOf(closeOn);
}

/** Sums by day become months; what fits in none of them is shown beside them. */
export function forecast(
  open: readonly DaySum[],
  won: readonly WonSum[],
  at: { today: string; currency: string },
): ForecastView {
  const months = monthsFrom(at.today, monthsShown);
  const ours = open.filter((sum) => sum.currency === at.currency);
  const places = Map.groupBy(ours, (sum) => placeOf(sum.closeOn, at.today));
  const wonHere = won.find((sum) => sum.currency === at.currency);
  const wonNow = { wonDeals: wonHere?.deals ?? 0, wonCents: wonHere?.valueCents ?? 0 };
  const total = added(ours);
  return {
    today: at.today,
    currency: at.currency,
    months: months.map((month, index) => {
      const sum = added(places.get(month) ?? []);
      const { wonDeals, wonCents } = index === 0 ? wonNow : { wonDeals: 0, wonCents: 0 };
      return { month, ...sum, wonDeals, wonCents, expectedCents: wonCents + sum.weightedCents };
    }),
    later: added(
      [...places].flatMap(([place, sums]) =>
        place === 'overdue' || place === 'undated' || months.includes(place) ? [] : sums,
      ),
    ),
    overdue: added(places.get('overdue') ?? []),
    undated: added(places.get('undated') ?? []),
    total: { ...total, ...wonNow, expectedCents: wonNow.wonCents + total.weightedCents },
    otherCurrencies: countOthers([...open, ...won], at.currency),
  };
}

function added(sums: readonly DaySum[]): Expected {
  return sums.reduce(
    (total, sum) => ({
      deals: total.deals + sum.deals,
      valueCents: total.valueCents + sum.valueCents,
      weightedCents: total.weightedCents + sum.weightedCents,
    }),
    { deals: 0, valueCents: 0, weightedCents: 0 },
  );
}

function countOthers(
  sums: readonly { currency: string; deals: number }[],
  own: string,
): ForecastView['otherCurrencies'] {
  return [
    ...Map.groupBy(
      sums.filter(({ currency }) => currency !== own),
      ({ currency }) => currency,
    ),
  ]
    .map(([currency, of]) => ({ currency, deals: of.reduce((count, { deals }) => count + deals, 0) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Which deals a number is made of, and which day and month are now. */
export type Lens = {
  pipelineId?: string | undefined;
  ownerId?: string | undefined;
  currency: string;
  /** Null: everything open, and what is won from `wonMonth` on. */
  month: string | null;
  wonMonth: string;
  /** The day of an instant where the workspace is. */
  dayOf: (at: string) => string;
  /** The chance of a stage as it is set now. */
  chanceOf: (stageId: string) => number;
};

/** What a deal counts in the forecast of a day; undefined: it is not in it. */
export function countedCents(facts: DealFacts | null, today: string, lens: Lens): number | undefined {
  if (facts === null || facts.currency !== lens.currency) return undefined;
  if (lens.pipelineId !== undefined && facts.pipelineId !== lens.pipelineId) return undefined;
  if (lens.ownerId !== undefined && facts.ownerId !== lens.ownerId) return undefined;
  if (facts.state === 'won') {
    const wonIn = facts.endedAt === null ? '' : monthOf(lens.dayOf(facts.endedAt));
    const counts = lens.month === null ? wonIn >= lens.wonMonth : wonIn === lens.month;
    return counts ? facts.valueCents : undefined;
  }
  if (facts.state !== 'open') return undefined;
  if (lens.month !== null && placeOf(facts.closeOn, today) !== lens.month) return undefined;
  return weightedCents(facts.valueCents, lens.chanceOf(facts.stageId));
}

/** A deal at both ends of the time looked at. */
export type Life = { dealId: string; before: DealFacts | null; after: DealFacts };
export type Part = Life & {
  kind: ChangeKind;
  fromCents: number | undefined;
  toCents: number | undefined;
  cents: number;
};

/**
 * Takes a deal's difference apart into what happened to it, at the chances of today. The parts are made by going from the old facts to the new
 * ones one step at a time, so that together they are the difference, to the cent.
 */
export function partsOf(life: Life, days: { since: string; today: string }, lens: Lens): Part[] {
  const parts: Part[] = [];
  const step = (kind: ChangeKind, before: DealFacts | null, after: DealFacts, today = days.since): void => {
    const fromCents = countedCents(before, days.since, lens);
    const toCents = countedCents(after, today, lens);
    if (fromCents === undefined && toCents === undefined) return;
    parts.push({
      dealId: life.dealId,
      before,
      after,
      kind,
      fromCents,
      toCents,
      cents: (toCents ?? 0) - (fromCents ?? 0),
    });
  };

  const { before, after } = life;
  if (before === null || before.state !== after.state) {
    step(turnOf(before, after), before, after, days.today);
    return parts;
  }
  let here = before;
  const go = (kind: ChangeKind, change: Partial<DealFacts>): void => {
    const next = { ...here, ...change };
    if (Object.keys(change).some((field) => here[field as keyof DealFacts] !== next[field as keyof DealFacts])) {
      step(kind, here, next);
    }
    here = next;
  };
  go(after.valueCents >= before.valueCents ? 'grew' : 'shrank', { valueCents: after.valueCents });
  go('moved', { stageId: after.stageId, pipelineId: after.pipelineId });
  go('dateMoved', { closeOn: after.closeOn });
  go('transferred', { ownerId: after.ownerId, currency: after.currency });
  go('won', { endedAt: after.endedAt });
  if (countedCents(here, days.since, lens) !== countedCents(here, days.today, lens))
    step('overdue', here, here, days.today);
  return parts;
}

/** How a deal came to another state; what comes back from the bin or the archive is open again. */
function turnOf(before: DealFacts | null, after: DealFacts): ChangeKind {
  if (after.state === 'won' || after.state === 'lost' || after.state === 'removed') return after.state;
  return before === null ? 'new' : 'reopened';
}

export type Revaluation = { stageId: string; fromProbability: number; toProbability: number };

/** What another chance did to the deals of a stage that were there on the old day: all of today's, less those that came, and those that went. */
export function revaluedCents(
  { stageId, fromProbability, toProbability }: Revaluation,
  today: { thenCents: number; nowCents: number },
  lives: readonly Life[],
  since: string,
  lens: Lens,
): number {
  const gain = (facts: DealFacts | null): number => {
    if (facts === null || facts.state !== 'open' || facts.stageId !== stageId) return 0;
    if (countedCents(facts, since, lens) === undefined) return 0;
    return weightedCents(facts.valueCents, toProbability) - weightedCents(facts.valueCents, fromProbability);
  };
  const moved = lives.reduce((sum, { before, after }) => sum + gain(before) - gain(after), 0);
  return today.nowCents - today.thenCents + moved;
}

/** The old number is the new one without everything that happened. */
export function bridge(
  toCents: number,
  parts: readonly Pick<Part, 'kind' | 'cents' | 'dealId'>[],
): { fromCents: number; toCents: number; steps: { kind: ChangeKind; deals: number; cents: number }[] } {
  const byKind = Map.groupBy(parts, ({ kind }) => kind);
  const steps = ChangeKind.options.flatMap((kind) => {
    const of = byKind.get(kind);
    if (!of) return [];
    const deals = new Set(of.map(({ dealId }) => dealId)).size;
    return [{ kind, deals, cents: of.reduce((sum, { cents }) => sum + cents, 0) }];
  });
  return { fromCents: toCents - steps.reduce((sum, { cents }) => sum + cents, 0), toCents, steps };
}
