import { isOpen, wonWithin } from '#engine/pipeline/deals';
import { type Expected, outlookOf, type Ranges } from '#engine/pipeline/outlook';
import { type Histories, type Spells, spellsOf } from './histories.ts';
import { monthOf } from '../months.ts';
import { dayOf, daysOf, numberOf, type Period, periodsFrom } from './periods.ts';
import { usualOf } from '../health/rules.ts';
import type { FanPoint, PeriodOutlook } from './contract.ts';

/** What one day looked ahead to. `known`: the last day that counted as known; on a morning it is the day before. */
export type Moment = {
  takenOn: string;
  known: string;
  /** Each stage's chance as it was set then, in percent. */
  chances: readonly number[];
  /** With a fan, and with the deals behind it. */
  whole: boolean;
};
export type Task = { histories: Histories; stages: number; owners: number; moments: readonly Moment[] };

export type ScopeOutlook = { openDeals: number; periods: PeriodOutlook[]; fan: FanPoint[] };
export type DealOutlook = { deal: number; worthCents: number; chances: number[] };
export type MomentOutlook = {
  takenOn: string;
  won: number;
  /** First the whole team, then each owner. */
  scopes: ScopeOutlook[];
  deals: DealOutlook[];
};

export type Computed = {
  outlooks: MomentOutlook[];
  /** What is usual for won deals. */
  norms: { wonDeals: number; ageDays: number | null; stageDays: { stage: number; days: number }[] };
};

/** Deals that are kept with their chances: those that carry most of what is expected. */
const mostDeals = 2000;
const week = 7;

export function compute({ histories, stages, owners, moments }: Task): Computed {
  const spells = spellsOf(histories, stages);
  return {
    outlooks: moments.map((moment) => lookAhead(spells, moment, owners)),
    norms: normsOf(spells, numberOf(moments.at(-1)?.known ?? '1970-01-01')),
  };
}

const twoYears = 730;

/** What won deals of the last two years were like. */
function normsOf(spells: Spells, asOf: number): Computed['norms'] {
  const ages: number[] = [];
  const stays = new Map<number, number[]>();
  for (let spell = 0; spell < spells.opened.length; spell++) {
    if (!wonWithin(spells, spell, asOf - twoYears, asOf)) continue;
    ages.push((spells.closed[spell] ?? asOf) - (spells.opened[spell] ?? asOf));
    for (const { stage, days } of spells.stays(spell)) stays.set(stage, [...(stays.get(stage) ?? []), days]);
  }
  return {
    wonDeals: ages.length,
    ageDays: usualOf(ages),
    stageDays: [...stays].flatMap(([stage, days]) => {
      const usual = usualOf(days);
      return usual === null ? [] : [{ stage, days: usual }];
    }),
  };
}

function lookAhead(spells: Spells, { takenOn, known, chances, whole }: Moment, owners: number): MomentOutlook {
  const asOf = numberOf(known);
  const periods = periodsFrom(takenOn);
  const periodSpans = periods.map((period) => {
    const { from, to } = daysOf(period);
    return { from: Math.max(0, numberOf(from) - 1 - asOf), to: Math.max(0, numberOf(to) - asOf) };
  });
  const months = periodSpans.slice(0, 3).map(({ to }) => to);
  const end = months.at(-1) ?? 0;
  const weeks = Array.from({ length: Math.floor(end / week) }, (_, at) => (at + 1) * week);
  const ends = whole ? [...new Set([...weeks, ...months])].filter((to) => to > 0).toSorted((a, b) => a - b) : [];
  const spans = [...periodSpans, ...ends.map((to) => ({ from: 0, to }))];
  const outlook = outlookOf(spells, {
    asOf,
    spans,
    groups: { count: owners, at: (spell, day) => spells.ownerAt(spell, day) - 1 },
    fresh: true,
  });
  const facts = factsBy(spells, { takenOn, asOf, periods, chances, owners });
  return {
    takenOn,
    won: outlook.won,
    scopes: outlook.groups.map(({ open, spans: told }, scope) => {
      const own = facts[scope] ?? [];
      const wonInMonth = own[0]?.wonCents ?? 0;
      return {
        openDeals: open,
        periods: periods.map((period, at) =>
          periodOf(period, told[at], { ...(own[at] ?? noFacts), isUnderWay: spans[at]?.from === 0 }),
        ),
        fan: [
          ...(whole ? wonSoFar(spells, asOf, scope) : []),
          ...risingOnly(
            ends.map((to, at) => {
              const span = told[periods.length + at];
              const [open, fresh] = [span?.open.point ?? null, span?.fresh ?? null];
              return {
                day: dayOf(asOf + to),
                openCents: open === null ? null : inCents(wonInMonth + open),
                cents: open === null || fresh === null ? null : inCents(wonInMonth + open + fresh),
                ranges: plus(span?.together, wonInMonth),
              };
            }),
          ),
        ],
      };
    }),
    deals: whole
      ? outlook.deals
          .map(({ deal, worth, chances: own }) => ({
            deal: spells.deal[deal] ?? 0,
            worthCents: inCents(worth),
            chances: own.slice(0, periods.length),
          }))
          .toSorted((a, b) => weightOf(b) - weightOf(a))
          .slice(0, mostDeals)
      : [],
  };
}

const inCents = Math.round;
const weightOf = ({ worthCents, chances }: DealOutlook): number => worthCents * Math.max(0, ...chances);

type Facts = { wonCents: number; wonDeals: number; weightedCents: number };
const noFacts: Facts = { wonCents: 0, wonDeals: 0, weightedCents: 0 };

/** What is won so far of each period, and what its open deals weigh by the chances of their stages; scope by scope. */
function factsBy(
  spells: Spells,
  at: { takenOn: string; asOf: number; periods: readonly Period[]; chances: readonly number[]; owners: number },
): Facts[][] {
  const { takenOn, asOf, periods, chances, owners } = at;
  const today = numberOf(takenOn);
  const days = periods.map((period) => {
    const { from, to } = daysOf(period);
    return { from: numberOf(from), to: numberOf(to) };
  });
  const facts = Array.from({ length: 1 + owners }, () => periods.map(() => ({ ...noFacts })));
  const both = (spell: number, day: number, add: (own: Facts[]) => void): void => {
    const owner = spells.ownerAt(spell, day);
    for (const scope of owner === 0 ? [0] : [0, owner]) add(facts[scope] ?? []);
  };
  for (let spell = 0; spell < spells.opened.length; spell++) {
    if (isOpen(spells, spell, asOf)) {
      const due = spells.changing.dueAt(spell, asOf);
      const chance = chances[spells.changing.stageAt(spell, asOf)] ?? 0;
      const cents = inCents((spells.changing.priceAt(spell, asOf) * chance) / 100);
      both(spell, asOf, (own) => {
        for (const [place, { from, to }] of days.entries())
          if (due >= today && due >= from && due <= to && own[place]) own[place].weightedCents += cents;
      });
    } else
      for (const [place, { from }] of days.entries())
        if (wonWithin(spells, spell, from - 1, asOf))
          both(spell, spells.closed[spell] ?? asOf, (own) => {
            const fact = own[place];
            if (!fact || (spells.closed[spell] ?? 0) > (days[place]?.to ?? 0)) return;
            fact.wonCents += Math.max(0, spells.amount[spell] ?? 0);
            fact.wonDeals += 1;
          });
  }
  return facts;
}

/** Day by day of the month so far on which something was won, its first day and the last one known. */
function wonSoFar(spells: Spells, asOf: number, scope: number): FanPoint[] {
  const first = numberOf(`${monthOf(dayOf(asOf))}-01`);
  const byDay = new Map<number, number>([
    [first, 0],
    [asOf, 0],
  ]);
  for (let spell = 0; spell < spells.opened.length; spell++) {
    if (!wonWithin(spells, spell, first - 1, asOf)) continue;
    const day = spells.closed[spell] ?? asOf;
    if (scope > 0 && spells.ownerAt(spell, day) !== scope) continue;
    byDay.set(day, (byDay.get(day) ?? 0) + Math.max(0, spells.amount[spell] ?? 0));
  }
  let cents = 0;
  return [...byDay]
    .toSorted(([a], [b]) => a - b)
    .map(([day, more]) => {
      cents += more;
      return { day: dayOf(day), cents, openCents: cents, ranges: null };
    });
}

function periodOf(
  period: Period,
  span: { open: Expected; fresh: number | null; together: Expected } | undefined,
  { isUnderWay, ...facts }: Facts & { isUnderWay: boolean },
): PeriodOutlook {
  const point = span?.open.point ?? null;
  const fresh = span?.fresh ?? null;
  return {
    period,
    ...facts,
    openCents: point === null ? null : inCents(point),
    openRanges: plus(span?.open, 0),
    newCents: fresh === null ? null : inCents(fresh),
    // Of what has not begun, the open deals alone say too little.
    expectedCents:
      point === null || (fresh === null && !isUnderWay) ? null : inCents(facts.wonCents + point + (fresh ?? 0)),
    ranges: plus(span?.together, facts.wonCents),
    moments: span?.together.moments ?? 0,
  };
}

function plus(expected: Expected | undefined, cents: number): Ranges | null {
  const ranges = expected?.ranges;
  if (!ranges) return null;
  const { lo50, hi50, lo80, hi80, lo95, hi95 } = ranges;
  return {
    lo50: inCents(cents + lo50),
    hi50: inCents(cents + hi50),
    lo80: inCents(cents + lo80),
    hi80: inCents(cents + hi80),
    lo95: inCents(cents + lo95),
    hi95: inCents(cents + hi95),
  };
}

/** What has come by a day has come by every later one: quantiles of a rising sum rise, whatever a few past moments say. */
function risingOnly(points: readonly FanPoint[]): FanPoint[] {
  let before: FanPoint | undefined;
  return points.map((point) => {
    const rising = { ...point };
    if (before) {
      rising.cents = atLeast(point.cents, before.cents);
      rising.openCents = atLeast(point.openCents, before.openCents);
      const [now, then] = [point.ranges, before.ranges];
      if (now && then)
        rising.ranges = {
          lo50: Math.max(now.lo50, then.lo50),
          hi50: Math.max(now.hi50, then.hi50),
          lo80: Math.max(now.lo80, then.lo80),
          hi80: Math.max(now.hi80, then.hi80),
          lo95: Math.max(now.lo95, then.lo95),
          hi95: Math.max(now.hi95, then.hi95),
        };
    }
    before = rising;
    return rising;
  });
}

const atLeast = (now: number | null, then: number | null): number | null =>
  now === null || then === null ? now : Math.max(now, then);
