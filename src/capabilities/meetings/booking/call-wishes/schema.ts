import type { BookingAnswer } from '../../contract/shapes.ts';
import type { DayPart } from './rules.ts';

/** Somebody asks on a booking page to be called. */
export type CallWishRow = {
  workspaceId: string;
  id: string;
  pageId: string;
  contactId: string;
  /** Whose turn it was. */
  hostId: string;
  /** Of the form that was sent: sent twice, it is one wish. */
  formId: string;
  /** What about: the title of the page at that time. */
  title: string;
  /** E.164, as it was typed; nobody has proven it. */
  phone: string;
  dayPart: DayPart;
  /** The first day on which it can still be done. */
  dueOn: string;
  answers: BookingAnswer[];
  /** The words that stood above the button: they prove that the call was asked for. */
  wording: string;
  locale: 'de' | 'en';
  ip: string;
  network: string;
  wishedAt: Date;
};
