import type { BookingTables } from './booking/schema.ts';
import type { CalendarTables } from './calendars/schema.ts';
import type { MeetingState, MeetingWay } from './contract.ts';
import type { HostTables } from './hosts/schema.ts';
import type { ProviderTables } from './providers/schema.ts';
import type { PlaceTables } from './places/schema.ts';
import type { GuestLinkRow } from './room/schema.ts';
import type { VisitRow } from './visits/schema.ts';

export type MeetingsTables = BookingTables &
  CalendarTables &
  HostTables &
  ProviderTables &
  PlaceTables & {
    meeting: MeetingRow;
    meetingHost: MeetingHostRow;
    meetingGuestLink: GuestLinkRow;
    meetingVisit: VisitRow;
    meetingInvitation: InvitationRow;
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
  /** Where a meeting by video takes place elsewhere; null: in our own room. */
  providerId: string | null;
  /** The showroom to which the person comes. */
  placeId: string | null;
  startsAt: Date;
  endsAt: Date;
  state: MeetingState;
  source: 'hand' | 'booking';
  /** Since when it is no longer planned. */
  settledAt: Date | null;
  /** Who said so; null: the person themselves, or the provider where it took place. */
  settledBy: string | null;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** Who of us is there. */
export type MeetingHostRow = { workspaceId: string; meetingId: string; userId: string };

/** The person is told of a meeting that was planned by hand, as if they had booked it. */
export type InvitationRow = {
  workspaceId: string;
  meetingId: string;
  email: string;
  locale: 'de' | 'en';
  timeZone: string;
  invitedBy: string;
  invitedAt: Date;
};
