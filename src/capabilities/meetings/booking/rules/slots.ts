import type { DayHours, WeekHours } from '../contract.ts';

/** What a booking page says about time. */
export type SlotRules = {
  minutes: number;
  /** A slot begins so many minutes after the one before. */
  stepMinutes: number;
  /** Kept free around the meeting; they may lie outside the working hours. */
  beforeMinutes: number;
  afterMinutes: number;
  /** Nobody books what begins sooner. */
  noticeMinutes: number;
  /** Nor what lies further ahead. */
  horizonDays: number;
  /** So many bookings of the page a host takes in a day of theirs; null: any number. */
  mostPerDay: number | null;
  /** So many meetings of the page a host has at one time; they begin together. */
  seats: number;
};

export type Span = { startsAt: Date; endsAt: Date };

export type SlotHost = {
  userId: string;
  timeZone: string;
  hours: WeekHours;
  /** Days on which other hours hold; none of them: a day off. They hold on holidays as well. */
  exceptions: readonly { on: string; spans: DayHours }[];
  busy: readonly Span[];
  /** When their bookings of this page begin. */
  booked: readonly Date[];
};

/** A beginning that can be booked, and who could be there. */
export type Slot = { startsAt: Date; hostIds: string[] };

/** From a beginning to another, both in milliseconds and both possible. */
type Stretch = { from: number; to: number };

const minute = 60_000;

/**
 * Every beginning within the span that can be booked, in order. Steps count from when a host begins to work, in minutes that pass and not in minutes of the clock, so a day on which the clock
 * changes has the slots that fit into it. `any`: one host is enough; `all`: each must be free. `full`: when the showroom takes nobody more, whoever of us is there.
 */
export function slotsOf(
  rules: SlotRules,
  who: {
    hosts: readonly SlotHost[];
    assignment: 'any' | 'all';
    isHoliday: (day: string) => boolean;
    full: readonly Span[];
  },
  span: { from: Date; to: Date },
  now: Date,
): Slot[] {
  const first = Math.max(span.from.getTime(), now.getTime() + rules.noticeMinutes * minute);
  const last = Math.min(span.to.getTime() - 1, now.getTime() + rules.horizonDays * 86_400_000);
  if (first > last || who.hosts.length === 0) return [];
  const grid = new Set<number>();
  const open = who.hosts.map((host) => {
    const working = workingTimes(host, who.isHoliday, { first, last });
    for (const { from, to } of working)
      for (let at = from; at + rules.minutes * minute <= to; at += rules.stepMinutes * minute)
        if (at >= first && at <= last) grid.add(at);
    const full = fullDays(rules, host);
    const left = working.filter(({ day }) => !full.has(day));
    const possible = left.flatMap(beginnings(rules));
    const free = reader(without(possible, taken(rules, host)));
    const shared = rules.seats === 1 ? new Set() : sharedBeginnings(rules, host, possible);
    return { userId: host.userId, has: (at: number) => free(at) || shared.has(at) };
  });
  const length = rules.minutes * minute;
  const hasSeat = reader(
    without(
      [{ from: first, to: last }],
      who.full.map(({ startsAt, endsAt }) => ({ from: startsAt.getTime() - length, to: endsAt.getTime() })),
    ),
  );
  return [...grid]
    .toSorted((a, b) => a - b)
    .filter(hasSeat)
    .flatMap((at) => {
      const hostIds = open.filter(({ has }) => has(at)).map(({ userId }) => userId);
      const enough = who.assignment === 'all' ? hostIds.length === who.hosts.length : hostIds.length > 0;
      return enough ? [{ startsAt: new Date(at), hostIds }] : [];
    });
}

/** The hours of the days that touch the span, as the clock at the host's place shows them. */
function workingTimes(
  host: SlotHost,
  isHoliday: (day: string) => boolean,
  { first, last }: { first: number; last: number },
): (Stretch & { day: string })[] {
  const dayAt = (ms: number) => dateAt(ms, host.timeZone);
  const exceptions = new Map(host.exceptions.map(({ on, spans }) => [on, spans]));
  const times: (Stretch & { day: string })[] = [];
  const end = dayAt(last);
  for (let date = dayAt(first); Temporal.PlainDate.compare(date, end) <= 0; date = date.add({ days: 1 })) {
    const day = date.toString();
    const usual = isHoliday(day) ? [] : (host.hours[date.dayOfWeek as keyof WeekHours] ?? []);
    for (const { from, to } of exceptions.get(day) ?? usual)
      times.push({ day, from: instantAt(date, from, host.timeZone), to: instantAt(date, to, host.timeZone) });
  }
  return times.filter(({ from, to }) => from < to);
}

/** 24:00 is the end of the day. */
function instantAt(date: Temporal.PlainDate, time: string, timeZone: string): number {
  const at =
    time === '24:00'
      ? date.add({ days: 1 }).toZonedDateTime(timeZone)
      : date.toZonedDateTime({ timeZone, plainTime: time });
  return at.epochMilliseconds;
}

const dateAt = (ms: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate();

/** Days of the host on which they have as many bookings as they take. */
function fullDays({ mostPerDay }: SlotRules, { booked, timeZone }: SlotHost): Set<string> {
  if (mostPerDay === null) return new Set();
  const days = Map.groupBy(booked, (at) => dateAt(at.getTime(), timeZone).toString());
  return new Set([...days].filter(([, bookings]) => bookings.length >= mostPerDay).map(([day]) => day));
}

const beginnings =
  ({ minutes }: SlotRules) =>
  ({ from, to }: Stretch): Stretch[] => {
    const latest = to - minutes * minute;
    return from <= latest ? [{ from, to: latest }] : [];
  };

/** Between which beginnings, both excluded, a meeting would touch something that the host has already. */
function taken({ minutes, beforeMinutes, afterMinutes }: SlotRules, { busy }: SlotHost): Stretch[] {
  return busy
    .map(({ startsAt, endsAt }) => ({
      from: startsAt.getTime() - (minutes + afterMinutes) * minute,
      to: endsAt.getTime() + beforeMinutes * minute,
    }))
    .toSorted((a, b) => a.from - b.from);
}

/** Beginnings at which a host has visitors of the page already and room for more, and nothing else in the way. */
function sharedBeginnings(rules: SlotRules, host: SlotHost, possible: readonly Stretch[]): Set<number> {
  const guests = Map.groupBy(host.booked, (at) => at.getTime());
  const open = [...guests].filter(([at, { length }]) => {
    if (length >= rules.seats) return false;
    const end = at + rules.minutes * minute;
    const others = host.busy.filter(({ startsAt, endsAt }) => startsAt.getTime() !== at || endsAt.getTime() !== end);
    // Of another kind and yet of the same span: it is counted, and not among the guests.
    if (host.busy.length - others.length > length) return false;
    return without(possible, taken(rules, { ...host, busy: others })).some(({ from, to }) => from <= at && at <= to);
  });
  return new Set(open.map(([at]) => at));
}

/** What is left of stretches, in order. Both lists are walked once. */
function without(stretches: readonly Stretch[], blocks: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  const sorted = stretches.toSorted((a, b) => a.from - b.from);
  let begun = 0;
  let reach = -Infinity;
  for (const stretch of sorted) {
    let from = stretch.from;
    // What began before this stretch counts by how far it reaches, whatever its order.
    while (begun < blocks.length && (blocks[begun]?.from ?? Infinity) < from) {
      reach = Math.max(reach, blocks[begun]?.to ?? -Infinity);
      begun++;
    }
    from = Math.max(from, reach);
    for (let at = begun; at < blocks.length; at++) {
      const block = blocks[at];
      if (!block || block.from >= stretch.to || from > stretch.to) break;
      if (from <= block.from) left.push({ from, to: block.from });
      from = Math.max(from, block.to);
    }
    if (from <= stretch.to) left.push({ from, to: stretch.to });
  }
  return left;
}

/** Is this beginning in one of the stretches? To be asked in order. */
function reader(stretches: readonly Stretch[]): (at: number) => boolean {
  let next = 0;
  return (at) => {
    while (next < stretches.length && (stretches[next]?.to ?? Infinity) < at) next++;
    const stretch = stretches[next];
    return stretch !== undefined && stretch.from <= at;
  };
}
