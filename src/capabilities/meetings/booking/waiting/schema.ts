import type { BookingAnswer } from '../../contract/shapes.ts';

/** Somebody who found no time free and wants to hear of the next one. */
export type WaitingEntryRow = {
  workspaceId: string;
  id: string;
  pageId: string;
  contactId: string;
  /** Of the form that was sent: sent twice, it is one entry. */
  formId: string;
  email: string;
  /** To the questions that lead to the right person. */
  answers: BookingAnswer[];
  locale: 'de' | 'en';
  timeZone: string;
  network: string;
  enteredAt: Date;
  /** The one mail; a day later the next one is told. */
  toldAt: Date | null;
  /** By themselves, or because we may not write to them any more. */
  leftAt: Date | null;
};
