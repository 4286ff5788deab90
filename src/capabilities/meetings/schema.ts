import type { BookingTables } from './booking/schema.ts';
import type { CalendarTables } from './calendars/schema.ts';
import type { MeetingState, MeetingWay } from './contract.ts';
import type { GuestLinkRow } from './room/schema.ts';
import type { VisitRow } from './visits/schema.ts';

export type MeetingsTables = BookingTables &
  CalendarTables & {
    meeting: MeetingRow;
    meetingHost: MeetingHostRow;
    meetingGuestLink: GuestLinkRow;
    meetingVisit: VisitRow;
  };

export type MeetingRow = {
  workspaceId: string;
  id: string;
  contactId: string;
  dealId: string | null;
  title: string;
  way: MeetingWay;
  /** The address of a place, or the link into somebody else's room. */
  location: string | null;
  startsAt: Date;
  endsAt: Date;
  state: MeetingState;
  source: 'hand' | 'booking';
  /** Since when it is no longer planned. */
  settledAt: Date | null;
  /** Who said so; null: the person themselves. */
  settledBy: string | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** Who of us is there. */
export type MeetingHostRow = { workspaceId: string; meetingId: string; userId: string };
