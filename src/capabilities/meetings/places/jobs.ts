import type { Transaction } from 'kysely';
import { z } from 'zod';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { when } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import { noteAbsence } from '../commands/outcome.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { meetingChanged, meetingPlanned, meetingReopened } from '../events.ts';
import { lockMeeting } from '../queries/meetings.ts';
import { absentAfterMs } from './rules.ts';

/** Whoever was booked to a showroom and has not checked in some time after the end did not come. */
export const noteAbsent = defineJob({
  name: 'meetings.noteAbsent',
  payload: z.strictObject({ workspaceId: z.uuid(), meetingId: z.uuid(), endsAt: z.iso.datetime() }),
  attempts: 8,
  run: async ({ workspaceId, meetingId, endsAt }, { ground }) => {
    const now = ground.ports.clock();
    await dbOf<MeetingsWorld>(ground, { workspaceId })
      .transaction()
      .execute(async (trx) => {
        const meeting = await lockMeeting(trx, { workspaceId, meetingId });
        // Moved meanwhile: it is looked at again then.
        if (meeting?.state !== 'planned' || meeting.endsAt.toISOString() !== endsAt) return;
        // A minute, because the clocks of databases and servers differ.
        if (now.getTime() < meeting.endsAt.getTime() + absentAfterMs - 60_000) return;
        if (meeting.placeId !== null) await noteAbsence(trx, meeting, now);
      });
  },
});

type Facts = { meetingId: string; source: 'hand' | 'booking'; way: string; endsAt: string };

async function lookAgain(
  { meetingId, source, way, endsAt }: Facts,
  { event: { workspaceId, recordedAt }, trx }: { event: EventRow; trx: Transaction<PlatformTables> },
): Promise<void> {
  if (source !== 'booking' || way !== 'place') return;
  const runAt = new Date(Date.parse(endsAt) + absentAfterMs);
  // Taken back after that, it is for somebody of us to say.
  if (runAt <= recordedAt) return;
  await enqueue(trx, noteAbsent, { workspaceId, meetingId, endsAt }, { key: `absent from ${meetingId}`, runAt });
}

export const noteAbsences = [
  when(meetingPlanned, lookAgain),
  when(meetingChanged, lookAgain),
  when(meetingReopened, lookAgain),
];
