import type { CalendarKind, CalendarProblem } from './contract.ts';

export type CalendarTables = {
  calendar: CalendarRow;
  calendarSecret: { workspaceId: string; calendarId: string; sealed: Buffer };
  calendarEntry: {
    workspaceId: string;
    meetingId: string;
    calendarId: string;
    etag: string | null;
    writtenAt: Date;
  };
  busyTime: { workspaceId: string; calendarId: string; userId: string; startsAt: Date; endsAt: Date };
};

export type CalendarRow = {
  workspaceId: string;
  id: string;
  userId: string;
  name: string;
  kind: CalendarKind;
  host: string;
  userName: string | null;
  fingerprint: string;
  /** When its busy times were right. */
  readAt: Date | null;
  /** When they were last worked out from all of it. */
  workedOutAt: Date | null;
  /** What the server calls the version that we know. */
  state: string | null;
  problem: CalendarProblem | null;
  problemSince: Date | null;
  /** In a row, without success. */
  tries: number;
  skipped: number;
  nextReadAt: Date;
  /** Since when the meetings of its user are written into it. */
  writingSince: Date | null;
  createdAt: Date;
};
