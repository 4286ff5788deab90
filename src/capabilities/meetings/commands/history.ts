import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { insertBooking } from '../booking/queries/bookings.ts';
import type { BookingRow } from '../booking/schema.ts';
import { meetingCancelled, meetingHeld, meetingMissed, meetingPlanned } from '../events.ts';
import { insertMeetingRows } from '../queries/meetings.ts';
import type { MeetingRow } from '../schema.ts';
import { factsOf, type MeetingsWorld } from './parts.ts';

export type PastMeeting = Omit<
  MeetingRow,
  'workspaceId' | 'providerId' | 'settledBy' | 'createdBy' | 'updatedAt' | 'version'
> & {
  hostIds: string[];
  /** What the person told who booked it. */
  booking?: Omit<BookingRow, 'workspaceId' | 'meetingId'>;
};

const settling = { held: meetingHeld, no_show: meetingMissed, cancelled: meetingCancelled };

/** Meetings that were kept elsewhere until now, with how they went; each is told at its own time. */
export async function insertMeetings(
  trx: Db<MeetingsWorld>,
  actor: Actor & { userId: string },
  meetings: readonly PastMeeting[],
  now: Date,
): Promise<void> {
  const { workspaceId, userId } = actor;
  const made = meetings.map(({ booking, hostIds, ...meeting }) => {
    const { settledAt } = meeting;
    const by = { settledBy: settledAt && userId, createdBy: booking ? null : userId };
    const row: MeetingRow = {
      ...meeting,
      workspaceId,
      providerId: null,
      ...by,
      updatedAt: now,
      version: settledAt ? 2 : 1,
    };
    return {
      row,
      booking,
      hosted: {
        ...row,
        hostIds: hostIds.toSorted(),
        answers: booking?.answers ?? [],
        invited: false,
        place: null,
      },
    };
  });
  await insertMeetingRows(
    trx,
    made.map(({ row, hosted }) => ({ row, hostIds: hosted.hostIds })),
  );
  for (const { row, booking } of made)
    if (booking) await insertBooking(trx, { ...booking, workspaceId, meetingId: row.id });
  const planned = made.map(({ hosted }) => ({ payload: factsOf(hosted), occurredAt: hosted.createdAt }));
  await announceAll(trx, actor, meetingPlanned, planned, now);
  for (const state of ['held', 'no_show', 'cancelled'] as const) {
    const ended = made.filter(({ row }) => row.state === state);
    const told = ended.map(({ hosted }) => ({
      payload: factsOf(hosted),
      occurredAt: state === 'cancelled' ? (hosted.settledAt ?? now) : hosted.startsAt,
    }));
    await announceAll(trx, actor, settling[state], told, now);
  }
}
