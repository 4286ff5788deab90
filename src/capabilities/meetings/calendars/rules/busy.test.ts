import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { busyTimesIn, type Interval } from './busy.ts';

const november = { from: Date.parse('2026-11-01T00:00Z'), to: Date.parse('2026-12-01T00:00Z') };

const calendar = (...parts: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');

/** As a person would write it down: `11-18 08:30 – 09:30`, in UTC. */
function read(text: string, zone = 'Europe/Berlin', window: Interval = november): string[] | object {
  const result = busyTimesIn(text, window, zone);
  if ('problem' in result) return result;
  const at = (time: number) => new Date(time).toISOString().slice(5, 16).replace('T', ' ');
  const busy = result.busy.map(({ from, to }) => `${at(from)} – ${at(to)}`);
  return result.skipped === 0 ? busy : { busy, skipped: result.skipped };
}

const oldZone = [
  'BEGIN:VTIMEZONE',
  'TZID:(UTC+01:00) Amsterdam, Berlin, Bern, Rom',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
].join('\r\n');
const weekly = [
  'UID:w',
  'DTSTART;TZID=Europe/Berlin:20261102T100000',
  'DURATION:PT1H',
  'RRULE:FREQ=WEEKLY;UNTIL=20261123',
];

describe('a calendar says when its owner is busy', () => {
  const cases: [string, string, string[]][] = [
    ['in UTC', event('DTSTART:20261118T083000Z', 'DTEND:20261118T093000Z'), ['11-18 08:30 – 11-18 09:30']],
    ['in a zone', event('DTSTART;TZID=Asia/Tokyo:20261118T083000', 'DURATION:PT90M'), ['11-17 23:30 – 11-18 01:00']],
    ['without a zone: the owner’s', event('DTSTART:20261118T083000', 'DURATION:PT1H'), ['11-18 07:30 – 11-18 08:30']],
    [
      'in a zone of Windows',
      event('DTSTART;TZID=W. Europe Standard Time:20261118T083000', 'DURATION:PT1H'),
      ['11-18 07:30 – 11-18 08:30'],
    ],
    [
      'in a zone behind a path',
      event('DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Tokyo:20261118T090000', 'DURATION:PT1H'),
      ['11-18 00:00 – 11-18 01:00'],
    ],
    [
      'in a zone with a version before it',
      event('DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20261118T090000', 'DURATION:PT1H'),
      ['11-18 00:00 – 11-18 01:00'],
    ],
    [
      'in a zone that only the calendar knows',
      `${oldZone}\r\n${event('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rom":20261118T083000', 'DURATION:PT1H')}`,
      ['11-18 07:30 – 11-18 08:30'],
    ],
    [
      'in a zone that nobody knows: the owner’s',
      event('DTSTART;TZID=Mittelerde:20261118T083000', 'DURATION:PT1H'),
      ['11-18 07:30 – 11-18 08:30'],
    ],
    ['the whole day', event('DTSTART;VALUE=DATE:20261118'), ['11-17 23:00 – 11-18 23:00']],
    ['two days', event('DTSTART;VALUE=DATE:20261118', 'DTEND;VALUE=DATE:20261120'), ['11-17 23:00 – 11-19 23:00']],
    [
      'a day written as ending where it begins',
      event('DTSTART;VALUE=DATE:20261118', 'DTEND;VALUE=DATE:20261118'),
      ['11-17 23:00 – 11-18 23:00'],
    ],
    [
      'tentatively',
      event('DTSTART:20261118T083000Z', 'DURATION:PT1H', 'STATUS:TENTATIVE'),
      ['11-18 08:30 – 11-18 09:30'],
    ],
    ['not when transparent', event('DTSTART:20261118T083000Z', 'DURATION:PT1H', 'TRANSP:TRANSPARENT'), []],
    ['not when cancelled', event('DTSTART:20261118T083000Z', 'DURATION:PT1H', 'STATUS:CANCELLED'), []],
    ['not for a moment without length', event('DTSTART:20261118T083000Z'), []],
    ['not outside the window', event('DTSTART:99991231T083000Z', 'DURATION:PT1H'), []],
    [
      'only within the window',
      event('DTSTART:20261031T083000Z', 'DTEND:20261101T083000Z'),
      ['11-01 00:00 – 11-01 08:30'],
    ],
    [
      'once where two touch',
      `${event('DTSTART:20261118T083000Z', 'DURATION:PT1H')}\r\n${event('DTSTART:20261118T093000Z', 'DURATION:PT1H')}`,
      ['11-18 08:30 – 11-18 10:30'],
    ],
    [
      'every week until a day, that day too',
      event(...weekly),
      [
        '11-02 09:00 – 11-02 10:00',
        '11-09 09:00 – 11-09 10:00',
        '11-16 09:00 – 11-16 10:00',
        '11-23 09:00 – 11-23 10:00',
      ],
    ],
    [
      'but not at what is taken out',
      event(...weekly, 'EXDATE;TZID=Europe/Berlin:20261109T100000,20261116T100000'),
      ['11-02 09:00 – 11-02 10:00', '11-23 09:00 – 11-23 10:00'],
    ],
    [
      'and at what is added',
      event(
        ...weekly.slice(0, 3),
        'RDATE;TZID=Europe/Berlin:20261105T120000',
        'RDATE;VALUE=PERIOD:20261106T120000Z/PT2H',
      ),
      ['11-02 09:00 – 11-02 10:00', '11-05 11:00 – 11-05 12:00', '11-06 12:00 – 11-06 14:00'],
    ],
    [
      'with one moved and one cancelled',
      [
        event(...weekly),
        event(
          'UID:w',
          'RECURRENCE-ID;TZID=Europe/Berlin:20261109T100000',
          'DTSTART;TZID=Europe/Berlin:20261110T150000',
          'DURATION:PT1H',
        ),
        event(
          'UID:w',
          'RECURRENCE-ID:20261116T090000Z',
          'DTSTART:20261116T090000Z',
          'DURATION:PT1H',
          'STATUS:CANCELLED',
        ),
      ].join('\r\n'),
      ['11-02 09:00 – 11-02 10:00', '11-10 14:00 – 11-10 15:00', '11-23 09:00 – 11-23 10:00'],
    ],
    [
      'every six hours',
      event('DTSTART:20261110T000000Z', 'DURATION:PT10M', 'RRULE:FREQ=HOURLY;INTERVAL=6;COUNT=3'),
      ['11-10 00:00 – 11-10 00:10', '11-10 06:00 – 11-10 06:10', '11-10 12:00 – 11-10 12:10'],
    ],
    ['on folded lines', event('DTST\r\n ART:20261118T08\r\n\t3000Z', 'DURATION:PT1H'), ['11-18 08:30 – 11-18 09:30']],
    [
      'whatever an alarm in it says',
      event(
        'DTSTART:20261118T083000Z',
        'DURATION:PT1H',
        'BEGIN:VALARM',
        'DURATION:PT9H',
        'TRIGGER:-PT15M',
        'END:VALARM',
      ),
      ['11-18 08:30 – 11-18 09:30'],
    ],
  ];
  test.each(cases)('%s', (_, inside, busy) => expect(read(calendar(inside))).toEqual(busy));

  test('at the same hour on the wall before and after the change to winter time', () => {
    const window = { from: Date.parse('2026-10-20T00:00Z'), to: Date.parse('2026-11-01T00:00Z') };
    for (const zone of ['Europe/Berlin', '"(UTC+01:00) Amsterdam, Berlin, Bern, Rom"'])
      expect(
        read(
          calendar(oldZone, event(`DTSTART;TZID=${zone}:20261021T090000`, 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY')),
          'UTC',
          window,
        ),
      ).toEqual(['10-21 07:00 – 10-21 08:00', '10-28 08:00 – 10-28 09:00']);
  });

  test('for 25 hours on the day on which the clock goes back', () => {
    const window = { from: Date.parse('2026-10-20T00:00Z'), to: Date.parse('2026-11-01T00:00Z') };
    expect(read(calendar(event('DTSTART;VALUE=DATE:20261025')), 'Europe/Berlin', window)).toEqual([
      '10-24 22:00 – 10-25 23:00',
    ]);
  });
});

describe('bad calendars', () => {
  const good = event('DTSTART:20261118T083000Z', 'DURATION:PT1H');
  const busy = ['11-18 08:30 – 11-18 09:30'];
  const cases: [string, string, object][] = [
    ['a page to sign in at', '<!doctype html><title>Anmelden</title>', { problem: 'not_a_calendar' }],
    ['nothing', '', { problem: 'not_a_calendar' }],
    ['an empty calendar', calendar(), []],
    ['one that breaks off', calendar(good).slice(0, -20), { problem: 'cut_off' }],
    ['an event without an end', calendar('BEGIN:VEVENT\r\nDTSTART:20261110T083000Z', good), { busy, skipped: 1 }],
    ['an alarm without an end', calendar(event('DTSTART:20261118T083000Z', 'DURATION:PT1H', 'BEGIN:VALARM')), busy],
    ['an event without a beginning', calendar(event('DURATION:PT1H'), good), { busy, skipped: 1 }],
    ['the 30th of February', calendar(event('DTSTART:20260230T083000Z', 'DURATION:PT1H'), good), { busy, skipped: 1 }],
    [
      'a rule that says nothing',
      calendar(event('DTSTART:20261110T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=SOMETIMES'), good),
      { busy, skipped: 1 },
    ],
    [
      'every second for ever',
      calendar(event('DTSTART:19700101T083000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY'), good),
      { busy, skipped: 1 },
    ],
    [
      'a thousand million times',
      calendar(event('DTSTART:20261118T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;COUNT=1000000000'), good),
      busy,
    ],
    [
      'a thousand million days since the year 1',
      calendar(event('DTSTART:00010101T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=1000000000'), good),
      { busy, skipped: 1 },
    ],
    [
      'a day that never comes',
      calendar(event('DTSTART:20261118T083000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), good),
      busy,
    ],
    [
      'ten thousand parts in one another',
      calendar('BEGIN:X\r\n'.repeat(10_000) + 'END:X\r\n'.repeat(10_000) + good),
      busy,
    ],
    [
      'a line of megabytes',
      calendar(
        `DESCRIPTION:${'x'.repeat(3_000_000)}`,
        event(`DESCRIPTION:${'x\r\n '.repeat(700_000)}`, 'DTSTART:20261118T083000Z', 'DURATION:PT1H'),
      ),
      busy,
    ],
    ['lines that end as on an old Macintosh', calendar(good).replaceAll('\r\n', '\r'), busy],
    ['lines in nonsense', calendar(';;;:\r\n:::\r\n\u0000\r\nDTSTART', good), busy],
    [
      'an event that ends before it begins',
      calendar(event('DTSTART:20261110T083000Z', 'DTEND:20261109T083000Z'), good),
      busy,
    ],
  ];
  test.each(cases)('%s', (_, text, expected) => expect(read(text)).toEqual(expected));

  test('more events than anybody has are refused, not half read', () => {
    expect(read(calendar(Array(50_001).fill(good).join('\r\n')))).toEqual({ problem: 'too_large' });
  });

  test('no bytes bring it down', () => {
    const words = fc.constantFrom(
      'BEGIN:',
      'END:',
      'VEVENT',
      'VCALENDAR',
      'VTIMEZONE',
      'STANDARD',
      'DTSTART',
      'RRULE:',
      'FREQ=DAILY',
      'COUNT=',
      'TZID=',
      ';',
      ':',
      ',',
      '=',
      '"',
      '\r\n',
      '\n ',
      '20261118T083000Z',
      '-1',
      'EXDATE:',
      'TZOFFSETTO:+0100',
      '\u0000',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 80 }), (parts) => {
        const result = busyTimesIn(calendar(parts.join('')), november, 'Europe/Berlin');
        if ('busy' in result) for (const { from, to } of result.busy) expect(from).toBeLessThan(to);
      }),
    );
  });
});

/** Slow and simple: walks every day and asks whether the rule means it. */
function oracle(rule: Simple, start: string, last: string): string[] {
  const found = [start];
  const day = (text: string) => Temporal.PlainDate.from(text);
  const first = day(start);
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  for (
    let date = first.add({ days: 1 });
    Temporal.PlainDate.compare(date, day(last)) < 0;
    date = date.add({ days: 1 })
  ) {
    if (rule.count !== undefined && found.length >= rule.count) break;
    if (rule.until !== undefined && Temporal.PlainDate.compare(date, day(rule.until)) > 0) break;
    const months = (date.year - first.year) * 12 + date.month - first.month;
    const steps = {
      DAILY: first.until(date).days,
      WEEKLY: monday(first).until(monday(date)).days / 7,
      MONTHLY: months,
      YEARLY: date.year - first.year,
    }[rule.freq];
    if (steps % rule.interval !== 0) continue;
    const name = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][date.dayOfWeek - 1];
    const nth = (by: string) => {
      const [, number, weekday] = /^(-?\d)?([A-Z]{2})$/.exec(by) ?? [];
      if (weekday !== name) return false;
      if (number === undefined) return true;
      const fromEnd = Math.ceil((date.daysInMonth - date.day + 1) / 7);
      return Number(number) > 0 ? Math.ceil(date.day / 7) === Number(number) : fromEnd === -Number(number);
    };
    const onDay = rule.byDay.length === 0 || rule.byDay.some(nth);
    const onMonthDay =
      rule.byMonthDay.length === 0 ||
      rule.byMonthDay.some((one) => one === date.day || one === date.day - date.daysInMonth - 1);
    const unsaid = rule.byDay.length === 0 && rule.byMonthDay.length === 0;
    const sameDay = {
      DAILY: true,
      WEEKLY: !unsaid || date.dayOfWeek === first.dayOfWeek,
      MONTHLY: !unsaid || date.day === first.day,
      YEARLY: !unsaid || (date.day === first.day && date.month === first.month),
    }[rule.freq];
    if (onDay && onMonthDay && sameDay) found.push(date.toString());
  }
  return found;
}

type Simple = {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  byDay: string[];
  byMonthDay: number[];
  count?: number | undefined;
  until?: string | undefined;
};

test('repetitions come on the days that a slow and simple reading finds', () => {
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const numbered = fc.tuple(fc.constantFrom('', '1', '2', '4', '-1', '-2'), weekday).map((parts) => parts.join(''));
  const date = fc
    .integer({ min: 0, max: 1_000 })
    .map((days) => Temporal.PlainDate.from('2024-01-01').add({ days }).toString());
  const rules = fc
    .record({
      freq: fc.constantFrom('DAILY' as const, 'WEEKLY' as const, 'MONTHLY' as const, 'YEARLY' as const),
      interval: fc.integer({ min: 1, max: 5 }),
      plain: fc.uniqueArray(weekday, { maxLength: 3 }),
      numbered: fc.uniqueArray(numbered, { maxLength: 3 }),
      monthDays: fc.uniqueArray(fc.constantFrom(1, 13, 29, 30, 31, -1, -3), { maxLength: 2 }),
      count: fc.option(fc.integer({ min: 1, max: 80 }), { nil: undefined }),
      until: fc.option(date, { nil: undefined }),
    })
    .map(({ freq, interval, plain, numbered, monthDays, count, until }): Simple => ({
      freq,
      interval,
      byDay: freq === 'MONTHLY' ? numbered : freq === 'YEARLY' ? [] : plain,
      byMonthDay: freq === 'WEEKLY' || freq === 'YEARLY' ? [] : monthDays,
      ...(count === undefined ? { until } : { count }),
    }));
  fc.assert(
    fc.property(rules, date, (rule, start) => {
      const bare = (text: string) => text.replaceAll('-', '');
      const text = [
        `FREQ=${rule.freq};INTERVAL=${rule.interval}`,
        rule.byDay.length > 0 ? `BYDAY=${rule.byDay.join(',')}` : '',
        rule.byMonthDay.length > 0 ? `BYMONTHDAY=${rule.byMonthDay.join(',')}` : '',
        rule.count === undefined ? '' : `COUNT=${rule.count}`,
        rule.until === undefined ? '' : `UNTIL=${bare(rule.until)}`,
      ];
      const window = { from: Date.parse('2026-01-01T00:00Z'), to: Date.parse('2027-01-01T00:00Z') };
      const result = busyTimesIn(
        calendar(event(`DTSTART:${bare(start)}T100000Z`, 'DURATION:PT1H', `RRULE:${text.filter(Boolean).join(';')}`)),
        window,
        'UTC',
      );
      const days = 'busy' in result ? result.busy.map(({ from }) => new Date(from).toISOString().slice(0, 10)) : [];
      expect(days).toEqual(
        oracle(rule, start, '2027-01-01').filter((day) => day >= '2026-01-01' && day < '2027-01-01'),
      );
    }),
    { numRuns: 200 },
  );
});
