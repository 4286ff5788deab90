import { dayMs, type Moment, readDuration, readMoment } from './days.ts';
import { type Component, componentsIn, type Property } from './lines.ts';
import { rareWallsOf } from './rare-rule.ts';
import { daysOf, readRule } from './rule.ts';
import { findZone, namedZone, utc, type Zone } from './zones.ts';

export type Interval = { from: number; to: number };
/** `skipped`: entries that could not be understood and are missing. */
export type BusyTimes = { busy: Interval[]; skipped: number };
export type Unreadable = { problem: 'not_a_calendar' | 'cut_off' | 'too_large' };

export const mostEvents = 50_000;
export const mostBusy = 20_000;
/** For a whole calendar, and for one event: whoever repeats oftener than this has made a mistake, or means harm. */
const mostSteps = { all: 4_000_000, event: 60_000 };
const mostDates = 20_000;

type Event = {
  uid: string;
  start: Moment;
  zone: Zone;
  /** What a day-long event has in days, and what any other has in milliseconds. */
  days: number;
  ms: number;
  rules: string[];
  more: Interval[];
  without: Set<number>;
  replaces: number | undefined;
  free: boolean;
};

/**
 * When the owner of this calendar is busy within the window: joined where they touch, and without a word about what it is. Times without a zone are the
 * owner's; tentative is busy; transparent and cancelled are free, and so is what we wrote there ourselves.
 */
export function busyTimesIn(
  text: string,
  window: Interval,
  ownZone: string,
  ownEnding?: string,
): BusyTimes | Unreadable {
  const told = { found: false, whole: false, broken: 0 };
  const [events, explained] = [[] as Component[], new Map<string, Component>()];
  for (const component of componentsIn(text, told)) {
    if (component.name === 'VEVENT' && events.push(component) > mostEvents) return { problem: 'too_large' };
    const zone = component.properties.find(({ name }) => name === 'TZID')?.value;
    if (component.name === 'VTIMEZONE' && zone !== undefined && explained.size < 500) explained.set(zone, component);
  }
  if (!told.found) return { problem: 'not_a_calendar' };
  if (!told.whole) return { problem: 'cut_off' };
  const zones = zonesOf(explained, namedZone(ownZone) ?? utc);
  const read = events.map((component) => orUndefined(() => readEvent(component, zones)));
  const replaced = replacementsIn(read);
  const busy: Interval[] = [];
  const steps = { all: mostSteps.all };
  let skipped = told.broken;
  for (const event of read) {
    if (!event) skipped++;
    else if (!event.free && !(ownEnding !== undefined && event.uid.endsWith(ownEnding))) {
      const [before, spent] = [busy.length, steps.all];
      try {
        addOccurrences(busy, event, window, replaced.get(event.uid), steps);
      } catch {
        if (steps.all <= 0) return { problem: 'too_large' };
        // An event that is only half there would promise free time.
        busy.length = before;
        steps.all = Math.min(steps.all, spent);
        skipped++;
      }
      if (busy.length <= mostBusy * 4) continue;
      joinInPlace(busy);
      if (busy.length > mostBusy) return { problem: 'too_large' };
    }
  }
  joinInPlace(busy);
  return busy.length > mostBusy ? { problem: 'too_large' } : { busy, skipped };
}

type Zones = (property: Property) => Zone;

function zonesOf(explained: ReadonlyMap<string, Component>, own: Zone): Zones {
  const found = new Map<string, Zone>();
  return ({ params }) => {
    const name = params.get('TZID');
    if (name === undefined) return own;
    const zone = found.get(name) ?? orUndefined(() => findZone(name, explained, own)) ?? own;
    if (found.size < 1_000) found.set(name, zone);
    return zone;
  };
}

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** Throws for what is no event. */
function readEvent({ properties }: Component, zones: Zones): Event {
  const one = (name: string) => properties.find((property) => property.name === name);
  const all = (name: string) => properties.filter((property) => property.name === name);
  const begins = one('DTSTART');
  const start = begins && readMoment(begins.value);
  if (!start) throw new Error('An event without a beginning.');
  const zone = zones(begins);
  const at = (property: Property) => (text: string) => instantIn(text, zones(property));
  const replaces = one('RECURRENCE-ID');
  const status = one('STATUS')?.value.toUpperCase();
  const transparent = one('TRANSP')?.value.toUpperCase() === 'TRANSPARENT';
  const length = lengthOf(start, zone, one('DTEND'), one('DURATION'), zones);
  return {
    uid: one('UID')?.value ?? '',
    start,
    zone,
    ...length,
    rules: all('RRULE').map(({ value }) => value),
    more: all('RDATE').flatMap((property) =>
      property.value
        .split(',')
        .slice(0, mostDates)
        .map((text) => addedDate(text, zones(property), length)),
    ),
    without: new Set(
      all('EXDATE').flatMap((property) => property.value.split(',').slice(0, mostDates).map(at(property))),
    ),
    replaces: replaces && at(replaces)(replaces.value),
    free: transparent || status === 'CANCELLED',
  };
}

/** Throws for what is no moment. */
function instantIn(text: string, zone: Zone): number {
  const moment = readMoment(text);
  if (!moment) throw new Error('Not a moment.');
  return momentIn(moment, zone);
}

const momentIn = ({ wall, kind }: Moment, zone: Zone): number => (kind === 'utc' ? wall : zone.instantOf(wall));

function addedDate(text: string, zone: Zone, { days, ms }: { days: number; ms: number }): Interval {
  const [begin = '', end] = text.split('/');
  const moment = readMoment(begin);
  if (!moment) throw new Error('Not a moment.');
  const from = momentIn(moment, zone);
  if (end === undefined) return { from, to: endOf(moment.wall, from, zone, days, ms) };
  const duration = readDuration(end);
  return { from, to: duration ? from + duration.days * dayMs + duration.ms : instantIn(end, zone) };
}

function lengthOf(
  start: Moment,
  zone: Zone,
  ends: Property | undefined,
  lasts: Property | undefined,
  zones: Zones,
): { days: number; ms: number } {
  const duration = lasts && readDuration(lasts.value);
  const end = ends && readMoment(ends.value);
  if (duration) return start.kind === 'day' ? { days: Math.max(duration.days, 1), ms: 0 } : duration;
  if (!end || !ends) return { days: start.kind === 'day' ? 1 : 0, ms: 0 };
  // Some write the same day as the end of a day.
  if (start.kind === 'day') return { days: Math.max(Math.round((end.wall - start.wall) / dayMs), 1), ms: 0 };
  return { days: 0, ms: momentIn(end, zones(ends)) - momentIn(start, zone) };
}

/** A day has not always 24 hours; what a clock counts has. */
const endOf = (wall: number, from: number, zone: Zone, days: number, ms: number): number =>
  (days === 0 ? from : zone.instantOf(wall + days * dayMs)) + ms;

/** The occurrences of each event that another entry stands for, moved or cancelled. */
function replacementsIn(events: readonly (Event | undefined)[]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const event of events) {
    if (event?.replaces === undefined) continue;
    const of = found.get(event.uid);
    if (of) of.add(event.replaces);
    else found.set(event.uid, new Set([event.replaces]));
  }
  return found;
}

function addOccurrences(
  busy: Interval[],
  event: Event,
  window: Interval,
  replaced: ReadonlySet<number> | undefined,
  steps: { all: number },
): void {
  const { start, zone, days, ms, without } = event;
  const own = start.kind === 'utc' ? utc : zone;
  const isReplaced = (from: number) => event.replaces === undefined && replaced?.has(from) === true;
  const add = (from: number, to: number): void => {
    if (to <= from || to <= window.from || from >= window.to || without.has(from) || isReplaced(from)) return;
    busy.push({ from: Math.max(from, window.from), to: Math.min(to, window.to) });
  };
  for (const { from, to } of event.more) add(from, to);
  for (const wall of wallsOf(event, own, window, steps)) {
    const from = own.instantOf(wall);
    add(from, endOf(wall, from, own, days, ms));
  }
}

/** What the clock shows at the beginning of each occurrence; those long before the window may be missing. */
function* wallsOf(event: Event, zone: Zone, window: Interval, steps: { all: number }): Generator<number> {
  const { start, days, ms, rules } = event;
  yield start.wall;
  if (event.replaces !== undefined) return;
  let left = mostSteps.event;
  const spend = (): void => {
    if (--steps.all <= 0 || --left <= 0) throw new Error('Too many repetitions.');
  };
  const earliest = window.from - days * dayMs - Math.max(ms, 0) - 2 * dayMs;
  const latest = window.to + 2 * dayMs;
  for (const text of rules) {
    const rule = readRule(text);
    if (!rule) {
      yield* rareWallsOf(text, start.wall, { earliest, latest, spend });
      continue;
    }
    const first = Math.floor(start.wall / dayMs);
    const until = lastWall(rule.until, zone);
    const last = Math.floor(Math.min(latest, until) / dayMs);
    // The event itself is the first, whether the rule names it or not.
    let count = 1;
    for (const day of daysOf(rule, first, { from: Math.floor(earliest / dayMs), last, spend })) {
      if (day === first) continue;
      const wall = start.wall + (day - first) * dayMs;
      if (++count > (rule.count ?? Infinity) || wall > until) break;
      if (wall >= earliest) {
        spend();
        yield wall;
      }
    }
  }
}

function lastWall(until: string | undefined, zone: Zone): number {
  if (until === undefined) return Infinity;
  const moment = readMoment(until);
  if (!moment) throw new Error('Not a moment.');
  if (moment.kind === 'day') return moment.wall + dayMs - 1;
  return moment.kind === 'utc' ? zone.wallOf(moment.wall) : moment.wall;
}

function joinInPlace(busy: Interval[]): void {
  busy.sort((a, b) => a.from - b.from);
  let kept = 0;
  for (const one of busy) {
    const before = busy[kept - 1];
    if (kept > 0 && before && one.from <= before.to) before.to = Math.max(before.to, one.to);
    else busy[kept++] = one;
  }
  busy.length = kept;
}
