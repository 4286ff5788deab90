import type { ColumnType } from 'kysely';
import type { BookingAnswer, MeetingWay, VideoAt } from '../contract/shapes.ts';
import type { CallWishRow } from './call-wishes/schema.ts';
import type { WaitingEntryRow } from './waiting/schema.ts';
import type { Assignment, BookingQuestion, HourException, WeekHours } from './contract.ts';

export type BookingTables = {
  bookingAddress: { workspaceId: string; slug: string; pageId: string; chosenAt: Date };
  callWish: Written<CallWishRow, 'answers'>;
  waitingEntry: Written<WaitingEntryRow, 'answers'>;
  hostHours: Written<HostHoursRow, 'hours' | 'exceptions'>;
  bookingPage: Written<BookingPageRow, 'questions' | 'embedSites'>;
  bookingPageHost: { workspaceId: string; pageId: string; userId: string };
  booking: Written<BookingRow, 'answers'>;
};

/** JSON goes in as text. */
type Written<Row, Field extends keyof Row> = Omit<Row, Field> & {
  [Each in Field]: ColumnType<Row[Each], string, string>;
};

/** When somebody meets people, by the clock where they are. */
export type HostHoursRow = {
  workspaceId: string;
  userId: string;
  timeZone: string;
  hours: WeekHours;
  exceptions: HourException[];
  updatedAt: Date;
  version: number;
};

/** A public page on which people take a time for themselves. */
export type BookingPageRow = {
  workspaceId: string;
  id: string;
  /** What nobody can guess of its address. */
  key: Buffer;
  /** Its address as somebody chose it, public by choice. */
  slug: string | null;
  title: string;
  intro: string | null;
  privacyUrl: string;
  way: MeetingWay;
  location: string | null;
  /** Where its meetings by video take place. */
  videoAt: VideoAt;
  minutes: number;
  stepMinutes: number;
  beforeMinutes: number;
  afterMinutes: number;
  noticeMinutes: number;
  horizonDays: number;
  mostPerDay: number | null;
  assignment: Assignment;
  questions: BookingQuestion[];
  /** So many may come at one time, each to their own meeting with the same hosts. */
  seats: number;
  /** The showroom to which people come; its capacity and address hold then. */
  placeId: string | null;
  /** Where nobody fits, people may leave a number to be called at. */
  offersCall: boolean;
  /** Sites that may show it in a frame, as origins. */
  embedSites: string[];
  createdBy: string;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  version: number;
};

/** What somebody told when they took a time. */
export type BookingRow = {
  workspaceId: string;
  meetingId: string;
  pageId: string;
  /** Of the form that was sent: sent twice, it is one booking. */
  formId: string;
  email: string;
  answers: BookingAnswer[];
  locale: 'de' | 'en';
  timeZone: string;
  /** Over whose line it came. */
  network: string;
  bookedAt: Date;
};
