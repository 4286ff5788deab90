import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullTimes } from '../../places/rules.ts';
import { chooseHost } from './choose-host.ts';
import { type Slot, type SlotHost, type SlotRules, slotsOf } from './slots.ts';

const now = new Date('2026-03-01T00:00:00Z');
const rules: SlotRules = {
  minutes: 30,
  stepMinutes: 30,
  beforeMinutes: 0,
  afterMinutes: 0,
  noticeMinutes: 0,
  horizonDays: 365,
  mostPerDay: null,
  seats: 1,
};
const everyDay = (...spans: { from: string; to: string }[]) =>
  Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, spans]));
const host = (more: Partial<SlotHost> = {}): SlotHost => ({
  userId: 'a',
  timeZone: 'Europe/Berlin',
  hours: everyDay({ from: '09:00', to: '11:00' }),
  exceptions: [],
  busy: [],
  booked: [],
  ...more,
});
const span = (startsAt: string, endsAt: string) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) });

type Day = {
  on: string;
  rules?: Partial<SlotRules>;
  hosts?: SlotHost[];
  assignment?: 'any' | 'all';
  holidays?: string[];
  full?: SlotHost['busy'];
  at?: Date;
};

function slotsOn({
  on,
  rules: more,
  hosts = [host()],
  assignment = 'any',
  holidays = [],
  full = [],
  at = now,
}: Day): Slot[] {
  const day = Temporal.PlainDate.from(on);
  const instant = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime('Europe/Berlin').epochMilliseconds);
  const asked = { from: instant(day), to: instant(day.add({ days: 1 })) };
  return slotsOf(
    { ...rules, ...more },
    { hosts, assignment, isHoliday: (one) => holidays.includes(one), full },
    asked,
    at,
  );
}

const times = (slots: readonly Slot[]) => slots.map(({ startsAt }) => startsAt.toISOString().slice(11, 16));

/** Somebody who has so many visitors at half past eight. */
function guests(count: number, seats: number, ...others: SlotHost['busy']): Day {
  const theirs = Array.from({ length: count }, () => span('2026-03-02T08:30:00Z', '2026-03-02T09:00:00Z'));
  const booked = theirs.map(({ startsAt }) => startsAt);
  return { on: '2026-03-02', rules: { seats }, hosts: [host({ busy: [...theirs, ...others], booked })] };
}

describe('one host', () => {
  test.each<[string, Day, string[]]>([
    ['a winter day', { on: '2026-03-02' }, ['08:00', '08:30', '09:00', '09:30']],
    ['a summer day', { on: '2026-06-02' }, ['07:00', '07:30', '08:00', '08:30']],
    ['the last slot ends with the hours', { on: '2026-03-02', rules: { minutes: 45 } }, ['08:00', '08:30', '09:00']],
    ['longer than the hours', { on: '2026-03-02', rules: { minutes: 121 } }, []],
    ['a holiday', { on: '2026-03-02', holidays: ['2026-03-02'] }, []],
    [
      'other hours on a holiday',
      {
        on: '2026-03-02',
        holidays: ['2026-03-02'],
        hosts: [host({ exceptions: [{ on: '2026-03-02', spans: [{ from: '18:00', to: '19:00' }] }] })],
      },
      ['17:00', '17:30'],
    ],
    ['a day off', { on: '2026-03-02', hosts: [host({ exceptions: [{ on: '2026-03-02', spans: [] }] })] }, []],
    [
      'busy in the middle',
      { on: '2026-03-02', hosts: [host({ busy: [span('2026-03-02T08:30:00Z', '2026-03-02T09:00:00Z')] })] },
      ['08:00', '09:00', '09:30'],
    ],
    [
      'a minute too many',
      { on: '2026-03-02', hosts: [host({ busy: [span('2026-03-02T08:29:00Z', '2026-03-02T09:01:00Z')] })] },
      ['09:30'],
    ],
    [
      'a long one behind a short one',
      {
        on: '2026-03-02',
        hosts: [
          host({
            busy: [
              span('2026-03-02T06:00:00Z', '2026-03-02T09:30:00Z'),
              span('2026-03-02T07:00:00Z', '2026-03-02T07:10:00Z'),
            ],
          }),
        ],
      },
      ['09:30'],
    ],
    [
      'room before and after',
      {
        on: '2026-03-02',
        rules: { beforeMinutes: 15, afterMinutes: 30 },
        hosts: [
          host({
            hours: everyDay({ from: '09:00', to: '13:00' }),
            busy: [span('2026-03-02T09:30:00Z', '2026-03-02T10:00:00Z')],
          }),
        ],
      },
      ['08:00', '08:30', '10:30', '11:00', '11:30'],
    ],
    [
      'notice',
      { on: '2026-03-02', at: new Date('2026-03-02T06:01:00Z'), rules: { noticeMinutes: 150 } },
      ['09:00', '09:30'],
    ],
    [
      'horizon',
      { on: '2026-03-02', at: new Date('2026-03-01T08:30:00Z'), rules: { horizonDays: 1 } },
      ['08:00', '08:30'],
    ],
    [
      'enough bookings that day',
      { on: '2026-03-02', rules: { mostPerDay: 1 }, hosts: [host({ booked: [new Date('2026-03-01T23:30:00Z')] })] },
      [],
    ],
    [
      'enough bookings the day before',
      { on: '2026-03-02', rules: { mostPerDay: 1 }, hosts: [host({ booked: [new Date('2026-03-01T22:30:00Z')] })] },
      ['08:00', '08:30', '09:00', '09:30'],
    ],
    ['a seat left', guests(1, 2), ['08:00', '08:30', '09:00', '09:30']],
    [
      'a showroom that is full for a quarter of an hour',
      { on: '2026-03-02', full: [span('2026-03-02T08:45:00Z', '2026-03-02T09:00:00Z')] },
      ['08:00', '09:00', '09:30'],
    ],
    [
      'one that is full twice',
      {
        on: '2026-03-02',
        full: [
          span('2026-03-02T08:00:00Z', '2026-03-02T08:30:00Z'),
          span('2026-03-02T09:59:00Z', '2026-03-02T11:00:00Z'),
        ],
      },
      ['08:30', '09:00'],
    ],
    ['every seat taken', guests(2, 2), ['08:00', '09:00', '09:30']],
    [
      'a seat left, but something else is on at that time',
      guests(1, 2, span('2026-03-02T08:45:00Z', '2026-03-02T08:50:00Z')),
      ['08:00', '09:00', '09:30'],
    ],
    [
      'a seat left, but of the same span is also what is no guest',
      guests(1, 2, span('2026-03-02T08:30:00Z', '2026-03-02T09:00:00Z')),
      ['08:00', '09:00', '09:30'],
    ],
    [
      'a seat left, and the room around it is kept for others',
      { ...guests(1, 2), rules: { seats: 2, afterMinutes: 15 } },
      ['08:30', '09:00', '09:30'],
    ],
    // 29 March: 02:00 is 03:00. 25 October: 03:00 is 02:00 once more.
    [
      'the night in which an hour is missing',
      { on: '2026-03-29', hosts: [host({ hours: everyDay({ from: '01:00', to: '04:00' }) })] },
      ['00:00', '00:30', '01:00', '01:30'],
    ],
    [
      'the night in which an hour comes twice',
      { on: '2026-10-25', hosts: [host({ hours: everyDay({ from: '01:00', to: '04:00' }) })] },
      ['23:00', '23:30', '00:00', '00:30', '01:00', '01:30', '02:00', '02:30'],
    ],
    [
      'until midnight',
      { on: '2026-03-02', hosts: [host({ hours: everyDay({ from: '23:00', to: '24:00' }) })] },
      ['22:00', '22:30'],
    ],
  ])('%s', (_, day, expected) => expect(times(slotsOn(day))).toEqual(expected));

  test('after the change of the clock the hours stay those of the clock', () => {
    expect(times(slotsOn({ on: '2026-03-28' }))).toEqual(['08:00', '08:30', '09:00', '09:30']);
    expect(times(slotsOn({ on: '2026-03-30' }))).toEqual(['07:00', '07:30', '08:00', '08:30']);
  });
});

describe('several hosts', () => {
  const early = host({ userId: 'early', busy: [span('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z')] });
  const late = host({ userId: 'late', hours: everyDay({ from: '10:00', to: '12:00' }) });
  const london = host({ userId: 'london', timeZone: 'Europe/London' });

  test('any of them is enough, and it is said who', () => {
    const slots = slotsOn({ on: '2026-03-02', hosts: [early, late] });
    expect(slots.map(({ startsAt, hostIds }) => [startsAt.toISOString().slice(11, 16), ...hostIds])).toEqual([
      ['08:00', 'early'],
      ['08:30', 'early'],
      ['09:00', 'late'],
      ['09:30', 'late'],
      ['10:00', 'late'],
      ['10:30', 'late'],
    ]);
  });

  test('all must be free, each by the clock at their place', () => {
    expect(times(slotsOn({ on: '2026-03-02', hosts: [host(), london], assignment: 'all' }))).toEqual([
      '09:00',
      '09:30',
    ]);
    // For three weeks the clocks of New York and Berlin are five hours apart instead of six.
    const newYork = host({
      userId: 'ny',
      timeZone: 'America/New_York',
      hours: everyDay({ from: '04:00', to: '06:00' }),
    });
    expect(times(slotsOn({ on: '2026-03-06', hosts: [host(), newYork], assignment: 'all' }))).toEqual([
      '09:00',
      '09:30',
    ]);
    expect(times(slotsOn({ on: '2026-03-10', hosts: [host(), newYork], assignment: 'all' }))).toEqual([
      '08:00',
      '08:30',
      '09:00',
      '09:30',
    ]);
    expect(slotsOn({ on: '2026-03-02', hosts: [], assignment: 'all' })).toEqual([]);
  });
});

describe('as a slow reader of clocks would do it', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'];
  const wallClocks = new Map<string, Map<number, { day: string; hour: number; minute: number; weekday: number }>>();

  /** What a clock there shows, by `Intl` and so by nothing that the rules use. */
  function clockAt(at: number, timeZone: string) {
    const known = wallClocks.get(timeZone) ?? new Map();
    wallClocks.set(timeZone, known);
    const shown = known.get(at);
    if (shown) return shown as { day: string; hour: number; minute: number; weekday: number };
    const format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${part['year']}-${part['month']}-${part['day']}`;
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
    const clock = { day, hour: Number(part['hour']), minute: Number(part['minute']), weekday };
    known.set(at, clock);
    return clock;
  }

  const quarter = 15 * 60_000;

  /** Every quarter of an hour on its own: is it the beginning of a step, is all of it within the hours, does it touch anything? */
  function slowly(given: SlotRules, hosts: readonly SlotHost[], all: boolean, from: number, to: number, at: number) {
    const minute = 60_000;
    /** The span of hours that this quarter lies in, as its first quarter. */
    const spanAt = (one: SlotHost, when: number): number | undefined => {
      const clock = clockAt(when, one.timeZone);
      const spans =
        one.exceptions.find(({ on }) => on === clock.day)?.spans ??
        (one.hours as Record<number, SlotHost['exceptions'][number]['spans']>)[clock.weekday] ??
        [];
      const index = spans.findIndex(
        (each) => clock.hour >= Number(each.from.slice(0, 2)) && clock.hour < Number(each.to.slice(0, 2)),
      );
      return index < 0 ? undefined : Number(clock.day.replaceAll('-', '')) * 10 + index;
    };
    const within = (one: SlotHost, when: number): boolean => {
      const name = spanAt(one, when);
      if (name === undefined) return false;
      for (let each = when; each < when + given.minutes * minute; each += quarter)
        if (spanAt(one, each) !== name) return false;
      return true;
    };
    const steps = (one: SlotHost, when: number): boolean => {
      const name = spanAt(one, when);
      let begin = when;
      while (spanAt(one, begin - quarter) === name) begin -= quarter;
      return (when - begin) % (given.stepMinutes * minute) === 0;
    };
    const free = (one: SlotHost, when: number): boolean =>
      within(one, when) &&
      one.busy.every(
        ({ startsAt, endsAt }) =>
          when + (given.minutes + given.afterMinutes) * minute <= startsAt.getTime() ||
          when - given.beforeMinutes * minute >= endsAt.getTime(),
      ) &&
      (given.mostPerDay === null ||
        one.booked.filter((each) => clockAt(each.getTime(), one.timeZone).day === clockAt(when, one.timeZone).day)
          .length < given.mostPerDay);
    const found: [string, string[]][] = [];
    for (let when = from; when < to; when += quarter) {
      if (when < at + given.noticeMinutes * minute || when > at + given.horizonDays * 86_400_000) continue;
      if (!hosts.some((one) => within(one, when) && steps(one, when))) continue;
      const able = hosts.filter((one) => free(one, when)).map(({ userId }) => userId);
      if (all ? able.length === hosts.length : able.length > 0) found.push([new Date(when).toISOString(), able]);
    }
    return found;
  }

  const hour = (n: number) => `${String(n).padStart(2, '0')}:00`;
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 4 }).map((some) => {
    const sorted = some.toSorted((a, b) => a - b);
    const spans = [];
    for (let each = 0; each + 1 < sorted.length; each += 2)
      spans.push({ from: hour(sorted[each] ?? 0), to: hour(sorted[each + 1] ?? 0) });
    return spans;
  });
  /** Days around both changes of the clock, and one without. */
  const start = fc.constantFrom(
    '2026-03-07',
    '2026-03-28',
    '2026-04-04',
    '2026-06-10',
    '2026-10-03',
    '2026-10-24',
    '2026-10-31',
  );
  const aHost = (userId: string, begin: string) =>
    fc.record({
      userId: fc.constant(userId),
      timeZone: fc.constantFrom(...zones),
      hours: fc.dictionary(fc.constantFrom('1', '2', '5', '6', '7'), hours),
      exceptions: fc.option(hours, { nil: undefined }).map((spans) => (spans ? [{ on: begin, spans }] : [])),
      busy: fc.array(
        fc.tuple(fc.integer({ min: -8, max: 300 }), fc.integer({ min: 1, max: 40 })).map(([from, length]) => ({
          startsAt: new Date(Date.parse(begin) + from * quarter),
          endsAt: new Date(Date.parse(begin) + (from + length) * quarter),
        })),
        { maxLength: 5 },
      ),
      booked: fc.array(
        fc.integer({ min: 0, max: 290 }).map((at) => new Date(Date.parse(begin) + at * quarter)),
        { maxLength: 3 },
      ),
    });
  const world = start.chain((begin) =>
    fc.record({
      begin: fc.constant(begin),
      hosts: fc
        .tuple(aHost('a', begin), fc.option(aHost('b', begin), { nil: undefined }))
        .map(([a, b]) => (b ? [a, b] : [a])),
      all: fc.boolean(),
      rules: fc.record({
        minutes: fc.constantFrom(15, 30, 45, 90),
        stepMinutes: fc.constantFrom(15, 30, 60),
        beforeMinutes: fc.constantFrom(0, 15, 60),
        afterMinutes: fc.constantFrom(0, 15, 60),
        noticeMinutes: fc.constantFrom(0, 120),
        horizonDays: fc.constantFrom(1, 2, 60),
        mostPerDay: fc.constantFrom(null, 1, 2),
        seats: fc.constant(1),
      }),
    }),
  );

  test('the slots are the same', () => {
    fc.assert(
      fc.property(world, ({ begin, hosts, all, rules: given }) => {
        const from = Date.parse(begin);
        const to = from + 3 * 86_400_000;
        const quick = slotsOf(
          given,
          { hosts, assignment: all ? 'all' : 'any', isHoliday: () => false, full: [] },
          { from: new Date(from), to: new Date(to) },
          new Date(from),
        );
        expect(quick.map(({ startsAt, hostIds }) => [startsAt.toISOString(), hostIds])).toEqual(
          slowly(given, hosts, all, from, to, from),
        );
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

test.each([
  ['who has fewer', { a: [3, '2026-01-01'], b: [2, '2026-03-01'] }, 'b'],
  ['of equals, who waited longer', { a: [2, '2026-03-01'], b: [2, '2026-01-01'] }, 'b'],
  ['who has none comes before who has some', { a: [1, '2026-01-01'] }, 'b'],
  ['at last the first by id', {}, 'a'],
] as const)('the next booking goes to %s', (_, loads, expected) => {
  const known = new Map(
    Object.entries(loads as Record<string, [number, string]>).map(([id, [bookings, last]]) => [
      id,
      { bookings, lastAt: new Date(last) },
    ]),
  );
  expect(chooseHost(['b', 'a'], known)).toBe(expected);
});

test.each([
  ['nobody', [], 1, []],
  ['one of two', ['08-10'], 2, []],
  ['two of two, where they meet', ['08-10', '09-11'], 2, ['09-10']],
  ['who leaves makes room for who comes', ['08-10', '10-12'], 2, []],
  ['one after the other, with one seat', ['08-10', '10-12'], 1, ['08-10', '10-12']],
  ['more than it takes, since it takes fewer', ['08-12', '09-11', '10-13'], 1, ['08-13']],
  ['twice', ['08-09', '08-09', '12-14', '13-15'], 2, ['08-09', '13-14']],
])('full: %s', (_, visits, capacity, expected) => {
  const hours = (text: string) => {
    const [from, to] = text.split('-');
    return span(`2026-03-02T${from}:00:00Z`, `2026-03-02T${to}:00:00Z`);
  };
  expect(fullTimes(visits.map(hours), capacity)).toEqual(expected.map(hours));
});

test('turn by turn everybody gets the same', () => {
  const loads = new Map<string, { bookings: number; lastAt: Date }>();
  for (let turn = 0; turn < 30; turn++) {
    const next = chooseHost(['c', 'a', 'b'], loads) ?? '';
    loads.set(next, { bookings: (loads.get(next)?.bookings ?? 0) + 1, lastAt: new Date(turn * 1000) });
  }
  expect([...loads.values()].map(({ bookings }) => bookings)).toEqual([10, 10, 10]);
});
