import { z } from 'zod';
import { defineOperation, Id, Instant, Line } from '#platform/operation';

/** An address that gives the whole calendar as a file, or a server that is asked for a stretch of it. */
export const CalendarKind = z.enum(['feed', 'caldav']);
export type CalendarKind = z.infer<typeof CalendarKind>;

/** Why a calendar could not be read. */
export const CalendarProblem = z.enum([
  'address_refused',
  'unreachable',
  'insecure',
  'too_slow',
  'too_large',
  'redirected',
  'login_refused',
  'not_there',
  'server_trouble',
  'odd_answer',
  'not_a_calendar',
  'cut_off',
  'too_heavy',
  'secret_unreadable',
]);
export type CalendarProblem = z.infer<typeof CalendarProblem>;

/** Without the address: whoever knows that of a feed reads everything in it. */
export const CalendarView = z.strictObject({
  id: Id,
  name: z.string(),
  kind: CalendarKind,
  host: z.string(),
  userName: z.string().nullable(),
  /** When what we know of it was right. */
  readAt: Instant.nullable(),
  /** What kept us from reading it the last time, and since when. */
  problem: z.strictObject({ code: CalendarProblem, since: Instant }).nullable(),
  /** Entries that could not be understood and count as free. */
  skipped: z.number().int(),
  /** When it will be read next. */
  nextReadAt: Instant,
  /** Planned meetings are written into it. */
  written: z.boolean(),
  createdAt: Instant,
});
export type CalendarView = z.infer<typeof CalendarView>;

const Address = z.string().trim().min(8).max(2000);
const login = { userName: Line(200), password: z.string().min(1).max(500) };

export const listCalendars = defineOperation({
  name: 'meetings.listMyCalendars',
  method: 'GET',
  path: '/me/calendars',
  summary: 'Your own calendars elsewhere, whose busy times nobody can book',
  permission: 'self',
  output: z.strictObject({ items: z.array(CalendarView) }),
});

export const FindCalendars = z.strictObject({ address: Address, ...login });
export type FindCalendars = z.infer<typeof FindCalendars>;

export const findCalendars = defineOperation({
  name: 'meetings.findCalendars',
  method: 'POST',
  path: '/me/calendars/search',
  summary: 'The calendars that a CalDAV server has for this login; keeps nothing',
  permission: 'self',
  body: FindCalendars,
  output: z.strictObject({
    items: z.array(z.strictObject({ address: z.string(), name: z.string() })),
    problem: CalendarProblem.nullable(),
  }),
  status: 200,
  refusals: ['address_invalid'],
});

export const AddCalendar = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('feed'), name: Line(80), address: Address }),
  z.strictObject({ kind: z.literal('caldav'), name: Line(80), address: Address, ...login }),
]);
export type AddCalendar = z.infer<typeof AddCalendar>;

export const addCalendar = defineOperation({
  name: 'meetings.addCalendar',
  method: 'POST',
  path: '/me/calendars',
  summary: 'Let a calendar count: what stands in it is time that nobody can book',
  permission: 'self',
  body: AddCalendar,
  output: CalendarView,
  refusals: ['address_invalid', 'calendar_exists', 'too_many_calendars'],
});

const params = z.strictObject({ calendarId: Id });

export const readCalendar = defineOperation({
  name: 'meetings.readCalendar',
  method: 'POST',
  path: '/me/calendars/:calendarId/reading',
  summary: 'Read one of your calendars now',
  permission: 'self',
  params,
  output: CalendarView,
  status: 200,
});

export const writeIntoCalendar = defineOperation({
  name: 'meetings.writeIntoCalendar',
  method: 'PUT',
  path: '/me/calendars/:calendarId/writing',
  summary: 'Write your planned meetings into this calendar, and into no other; or no longer',
  permission: 'self',
  params,
  body: z.strictObject({ on: z.boolean() }),
  output: CalendarView,
  refusals: ['calendar_read_only'],
});

export const removeCalendar = defineOperation({
  name: 'meetings.removeCalendar',
  method: 'DELETE',
  path: '/me/calendars/:calendarId',
  summary: 'Forget one of your calendars, its login and its busy times',
  permission: 'self',
  params,
  output: z.null(),
  status: 204,
});
