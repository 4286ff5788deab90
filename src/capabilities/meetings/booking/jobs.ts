import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Db } from '#platform/db';
import { dbOf } from '#platform/ground';
import { defineJob, enqueue } from '#platform/jobs';
import { when } from '#platform/pump';
import type { EventRow, PlatformTables } from '#platform/schema';
import { meetingCancelled, meetingChanged, meetingPlanned } from '../events.ts';
import { meetingPlaced } from '../providers/events.ts';
import { findInvitation, findMeeting } from '../queries/meetings.ts';
import { isAwaited } from '../rules.ts';
import { findBooking } from './queries/bookings.ts';
import { Telling, tellPerson, type TellingWorld } from './telling.ts';

/** What is no longer so by the time it would be told, is not told: what came after tells of itself. */
export const tellOfBooking = defineJob({
  name: 'meetings.tellOfBooking',
  payload: z.strictObject({
    workspaceId: z.uuid(),
    meetingId: z.uuid(),
    telling: Telling,
    startsAt: z.iso.datetime(),
    /** Of a reminder. */
    notBefore: z.iso.datetime().nullable(),
    /** How often it has waited for the link of a provider. */
    waited: z.number().int().optional(),
  }),
  attempts: 8,
  run: async (payload, { ground }) => {
    const { workspaceId, meetingId, telling, startsAt, notBefore, waited = 0 } = payload;
    const now = ground.ports.clock();
    // A minute, because the clocks of databases and servers differ.
    if (notBefore !== null && now.getTime() < Date.parse(notBefore) - 60_000) return;
    await dbOf<TellingWorld>(ground, { workspaceId })
      .transaction()
      .execute(async (trx) => {
        const [meeting, booking, invitation] = await Promise.all([
          findMeeting(trx, { workspaceId, meetingId }),
          findBooking(trx, { workspaceId, meetingId }),
          findInvitation(trx, { workspaceId, meetingId }),
        ]);
        const to = booking ?? invitation;
        if (!meeting || !to || meeting.startsAt.toISOString() !== startsAt) return;
        if (meeting.state !== (telling === 'cancelled' ? 'cancelled' : 'planned') || meeting.startsAt <= now) return;
        if (telling !== 'reminder' && isAwaited(meeting) && waited < mostWaits) return waitFor(trx, payload);
        await tellPerson(trx, ground, { meeting, to }, telling, now);
      });
  },
});

/** Some minutes: longer than we try to get a link from a provider. */
const mostWaits = 100;
const waitMs = 2_000;

const waitFor = (trx: Db<TellingWorld>, payload: z.output<typeof tellOfBooking.payload>): Promise<void> =>
  enqueue(
    trx,
    tellOfBooking,
    { ...payload, waited: (payload.waited ?? 0) + 1 },
    { runAt: new Date(Date.now() + waitMs) },
  );

type Facts = { meetingId: string; source: 'hand' | 'booking'; invited: boolean; startsAt: string };

const isTold = ({ source, invited }: Facts): boolean => source === 'booking' || invited;
type At = { workspaceId: string; trx: Transaction<PlatformTables>; now: Date };

async function tell(facts: Facts, telling: Telling, { workspaceId, trx }: At): Promise<void> {
  const { meetingId, startsAt } = facts;
  if (!isTold(facts)) return;
  await enqueue(trx, tellOfBooking, { workspaceId, meetingId, telling, startsAt, notBefore: null });
}

/** Hours before; a reminder that would come with the confirmation is none. */
const reminders = [24, 1];

/** One of each at a time: planned anew, it moves with the meeting. */
async function remind(facts: Facts, { workspaceId, trx, now }: At): Promise<void> {
  const { meetingId, startsAt } = facts;
  if (!isTold(facts)) return;
  for (const hours of reminders) {
    const runAt = new Date(Date.parse(startsAt) - hours * 3_600_000);
    if (runAt <= now) continue;
    const notBefore = runAt.toISOString();
    const payload = { workspaceId, meetingId, telling: 'reminder', startsAt, notBefore } as const;
    await enqueue(trx, tellOfBooking, payload, { key: `meeting ${meetingId} in ${hours} h`, runAt });
  }
}

const at = ({ event, trx }: { event: EventRow; trx: Transaction<PlatformTables> }): At => ({
  workspaceId: event.workspaceId,
  trx,
  now: event.recordedAt,
});

export const tellOfBookings = [
  when(meetingPlanned, async (facts, heard) => {
    await tell(facts, 'confirmed', at(heard));
    await remind(facts, at(heard));
  }),
  when(meetingChanged, async (facts, heard) => {
    const { startsAt, way, location, providerId, invited } = facts.changed;
    if (invited) await tell(facts, 'confirmed', at(heard));
    else if (startsAt) await tell(facts, 'moved', at(heard));
    else if (way ?? location ?? providerId) await tell(facts, 'changed', at(heard));
    if (startsAt ?? invited) await remind(facts, at(heard));
  }),
  when(meetingCancelled, (facts, heard) => tell(facts, 'cancelled', at(heard))),
  when(meetingPlaced, async (facts, heard) => {
    if (facts.late) await tell(facts, 'changed', at(heard));
  }),
];
