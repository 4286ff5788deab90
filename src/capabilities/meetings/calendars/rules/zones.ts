import { dayMs, dayOf, readMoment, yearAndMonthOf } from './days.ts';
import type { Component } from './lines.ts';
import { daysOf, readRule } from './rule.ts';
import { windowsZones } from './windows-zones.ts';

/** What the clocks on the walls of a place show. In the hour that a clock skips a time means the one after; in the hour that comes twice, the first. */
export type Zone = { instantOf(wall: number): number; wallOf(instant: number): number };

export const utc: Zone = { instantOf: (wall) => wall, wallOf: (instant) => instant };

const quarter = 900_000;

/** Clocks change on the quarter of an hour, so that one look serves it all: a week of meetings asks for a few. */
export function namedZone(name: string): Zone | undefined {
  if (!isZone(name)) return undefined;
  const offsets = new Map<number, number>();
  return {
    instantOf(wall) {
      const key = Math.floor(wall / quarter);
      let offset = offsets.get(key);
      if (offset === undefined) {
        if (offsets.size > 50_000) offsets.clear();
        const at = key * quarter;
        offset = at - plain(at).toZonedDateTime(name).epochMilliseconds;
        offsets.set(key, offset);
      }
      return wall - offset;
    },
    wallOf: (instant) =>
      instant + Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name).offsetNanoseconds / 1e6,
  };
}

function plain(wall: number): Temporal.PlainDateTime {
  const { year, month, day } = yearAndMonthOf(Math.floor(wall / dayMs));
  const minutes = Math.floor((wall - dayOf(year, month, day) * dayMs) / 60_000);
  return new Temporal.PlainDateTime(year, month + 1, day, Math.floor(minutes / 60), minutes % 60);
}

function isZone(name: string): boolean {
  // An offset such as +01:00 would be taken too, and names nothing.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * The zone that a calendar means by this name: one of the world's, also behind a path as Mozilla and Evolution write it, or one of Windows. Names that
 * nobody else knows are explained in the calendar itself.
 */
export function findZone(name: string, explained: ReadonlyMap<string, Component>, own: Zone): Zone {
  const bare = name.replace(/^\/[^/]+\/(?:[^/]*\d[^/]*\/)?/, '');
  const windows = windowsZones[name] ?? windowsZones[bare];
  const known = namedZone(windows ?? '') ?? namedZone(bare);
  if (known) return known;
  const component = explained.get(name);
  return (component && explainedZone(component)) ?? own;
}

type Observance = { offset: number; before: number; changes: number[] };

const years = { from: 1970, to: 2040 };

/** From the rules that a calendar brings along (VTIMEZONE). */
function explainedZone({ parts }: Component): Zone | undefined {
  const observances = parts
    .slice(0, 200)
    .map(observance)
    .filter((one) => one !== undefined);
  const changes = observances
    .flatMap(({ offset, before, changes }) => changes.map((wall) => ({ wall, at: wall - before, offset, before })))
    .sort((a, b) => a.at - b.at);
  const [first] = changes;
  if (!first) return undefined;
  const offsetAt = (isAfter: (change: (typeof changes)[number]) => boolean): number => {
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const change = changes[middle];
      if (change && isAfter(change)) low = middle + 1;
      else high = middle;
    }
    return changes[low - 1]?.offset ?? first.before;
  };
  return {
    // Until the clock shows both the old and the new time of a change as past.
    instantOf: (wall) => wall - offsetAt(({ at, offset, before }) => at + Math.max(offset, before) <= wall),
    wallOf: (instant) => instant + offsetAt(({ at }) => at <= instant),
  };
}

function observance({ properties }: Component): Observance | undefined {
  const value = (name: string) => properties.find((property) => property.name === name)?.value ?? '';
  const start = readMoment(value('DTSTART'));
  const [offset, before] = [readOffset(value('TZOFFSETTO')), readOffset(value('TZOFFSETFROM'))];
  if (!start || offset === undefined || before === undefined) return undefined;
  const rule = readRule(value('RRULE'));
  const day = Math.floor(start.wall / dayMs);
  const last = dayOf(years.to, 0, 1);
  const until = rule?.until === undefined ? undefined : readMoment(rule.until);
  let left = 5_000;
  const days = rule
    ? daysOf(rule, day, {
        from: dayOf(years.from, 0, 1),
        last: until ? Math.min(last, Math.floor(until.wall / dayMs)) : last,
        spend: () => {
          if (left-- <= 0) throw new Error('The rules of this time zone have no end.');
        },
      })
    : [];
  const more = properties
    .filter(({ name }) => name === 'RDATE')
    .flatMap(({ value }) =>
      value
        .split(',')
        .slice(0, 500)
        .map((text) => readMoment(text)?.wall),
    );
  const changes = [start.wall, ...[...days].map((one) => one * dayMs + (start.wall - day * dayMs)), ...more];
  return { offset, before, changes: changes.filter((wall) => wall !== undefined) };
}

function readOffset(text: string): number | undefined {
  const [, sign, hours, minutes, seconds] = /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text.trim()) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1000;
}
