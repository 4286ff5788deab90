import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Line, Text } from '#platform/operation';
import { MeetingWay, VideoAt, Where } from '../contract/shapes.ts';

/** Whether one of the hosts is enough (whose turn it is), or all of them are there. */
export const Assignment = z.enum(['any', 'all']);
export type Assignment = z.infer<typeof Assignment>;

/** Who of the hosts is for people who answer so; none named: any of them. Instead of to times it may lead to a call by one of them, or to another page. */
export const BookingChoice = z.strictObject({
  label: Line(120),
  hostIds: z.array(Id).max(20),
  leadsTo: z.union([z.literal('call'), z.strictObject({ pageId: Id })]).optional(),
});
export type BookingChoice = z.infer<typeof BookingChoice>;

/** With choices it is asked before the times, and leads to the right person. */
export const BookingQuestion = z.strictObject({
  label: Line(160),
  required: z.boolean(),
  choices: z.array(BookingChoice).min(1).max(20).optional(),
  /** The choices are beginnings of postal codes (34, 35), and the longest that fits is taken. */
  byPostalCode: z.boolean().optional(),
});
export type BookingQuestion = z.infer<typeof BookingQuestion>;

const minutes = (from: number, to: number) => z.number().int().min(from).max(to);
const rules = {
  minutes: minutes(5, 480),
  /** A slot begins so many minutes after the one before. */
  stepMinutes: minutes(5, 480),
  /** Kept free around the meeting. */
  beforeMinutes: minutes(0, 480),
  afterMinutes: minutes(0, 480),
  /** Nobody books what begins sooner. */
  noticeMinutes: minutes(0, 43_200),
  horizonDays: minutes(1, 365),
  /** So many bookings of this page a host takes in a day. */
  mostPerDay: minutes(1, 100).nullable(),
  assignment: Assignment,
  /** So many may come to a host at one time: a showroom has more than one. */
  seats: minutes(1, 100),
};

/** An address of one's own: from four characters on, small letters, digits and single hyphens. */
export const Slug = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .min(4)
  .max(40);

/** As a browser names a site: https, host, and a port where it is an unusual one. */
const Site = z
  .string()
  .regex(/^https:\/\/[a-z0-9.-]+(:\d{1,5})?$/)
  .max(300);

export const BookingPageView = z.strictObject({
  id: Id,
  /** Where visitors find it. */
  address: z.string(),
  /** As somebody chose it; null: nobody can guess it. */
  slug: z.string().nullable(),
  title: z.string(),
  intro: z.string().nullable(),
  privacyUrl: z.string(),
  way: MeetingWay,
  location: z.string().nullable(),
  videoAt: VideoAt,
  ...rules,
  questions: z.array(BookingQuestion),
  /** The showroom to which visitors come: its address is where, its capacity the seats. */
  placeId: Id.nullable(),
  embedSites: z.array(z.string()),
  offersCall: z.boolean(),
  hostIds: z.array(Id),
  createdAt: Instant,
  updatedAt: Instant,
  closedAt: Instant.nullable(),
  version: z.number().int(),
});
export type BookingPageView = z.infer<typeof BookingPageView>;

const pageParams = z.strictObject({ pageId: Id });

export const listBookingPages = defineOperation({
  name: 'meetings.listPages',
  method: 'GET',
  path: '/booking-pages',
  summary: 'The pages on which people book meetings for themselves',
  permission: 'meetings.read',
  output: z.strictObject({ items: z.array(BookingPageView) }),
});

const content = z.strictObject({
  title: Line(160),
  intro: Text(2000).nullable(),
  /** Where visitors read what happens to what they enter (Art. 13 GDPR). */
  privacyUrl: z.url({ protocol: /^https$/ }).max(300),
  where: Where,
  ...rules,
  questions: z.array(BookingQuestion).max(10),
  placeId: Id.nullable(),
  /** Sites that may show the page in a frame of theirs. */
  embedSites: z.array(Site).max(20),
  /** Where nobody fits, people may leave a number to be called at. */
  offersCall: z.boolean(),
  /** Old ones lead to the page too, and are given to no other. */
  slug: Slug.nullable(),
  hostIds: z.array(Id).min(1).max(20),
});

export const CreateBookingPage = content.partial({
  intro: true,
  stepMinutes: true,
  beforeMinutes: true,
  afterMinutes: true,
  noticeMinutes: true,
  horizonDays: true,
  mostPerDay: true,
  assignment: true,
  seats: true,
  questions: true,
  placeId: true,
  embedSites: true,
  offersCall: true,
  slug: true,
});
export type CreateBookingPage = z.infer<typeof CreateBookingPage>;

export const createBookingPage = defineOperation({
  name: 'meetings.createPage',
  method: 'POST',
  path: '/booking-pages',
  summary: 'Open a page on which people book meetings for themselves',
  permission: 'meetings.manage',
  body: CreateBookingPage,
  output: BookingPageView,
  refusals: [
    'host_unknown',
    'place_unknown',
    'host_not_on_page',
    'page_unknown',
    'provider_unknown',
    'address_taken',
    'address_reserved',
  ],
});

/** Closed, it shows nothing and takes nothing; what was booked stands. */
export const ChangeBookingPage = content.partial().extend({ closed: z.boolean().optional() });
export type ChangeBookingPage = z.infer<typeof ChangeBookingPage>;

export const changeBookingPage = defineOperation({
  name: 'meetings.changePage',
  method: 'PATCH',
  path: '/booking-pages/:pageId',
  summary: 'Change a booking page, close it or open it again',
  permission: 'meetings.manage',
  params: pageParams,
  body: ChangeBookingPage,
  output: BookingPageView,
  refusals: [
    'stale',
    'host_unknown',
    'place_unknown',
    'host_not_on_page',
    'page_unknown',
    'provider_unknown',
    'address_taken',
    'address_reserved',
  ],
});

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const ClockEnd = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** In order, and none reaches into the next. */
export const DayHours = z
  .array(z.strictObject({ from: Clock, to: ClockEnd }))
  .max(6)
  .refine((spans) => spans.every(({ from, to }, at) => from < to && (spans[at + 1]?.from ?? '24:00') >= to));
export type DayHours = z.infer<typeof DayHours>;

/** By ISO weekday; a missing day is free. */
export const WeekHours = z.strictObject({
  1: DayHours.optional(),
  2: DayHours.optional(),
  3: DayHours.optional(),
  4: DayHours.optional(),
  5: DayHours.optional(),
  6: DayHours.optional(),
  7: DayHours.optional(),
});
export type WeekHours = z.infer<typeof WeekHours>;

/** A day on which other hours hold, also where it is a holiday; none of them: a day off. */
export const HourException = z.strictObject({ on: Day, spans: DayHours });
export type HourException = z.infer<typeof HourException>;

/** As `Intl` knows them. */
const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
    } catch {
      return false;
    }
  });

export const HostHours = z.strictObject({
  timeZone: TimeZone,
  hours: WeekHours,
  exceptions: z.array(HourException).max(400),
});
export type HostHours = z.infer<typeof HostHours>;

export const HostHoursView = HostHours.extend({
  userId: Id,
  /** False: nobody has set them; the usual ones hold. */
  set: z.boolean(),
  version: z.number().int(),
});
export type HostHoursView = z.infer<typeof HostHoursView>;

export const getMyHours = defineOperation({
  name: 'meetings.getMyHours',
  method: 'GET',
  path: '/me/hours',
  summary: 'When people can book meetings with me',
  permission: 'meetings.read',
  output: HostHoursView,
});

export const setMyHours = defineOperation({
  name: 'meetings.setMyHours',
  method: 'PUT',
  path: '/me/hours',
  summary: 'Say when people can book meetings with me',
  permission: 'meetings.write',
  body: HostHours,
  output: HostHoursView,
  refusals: ['stale'],
});
