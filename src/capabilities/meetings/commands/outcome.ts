import { touchContact } from '#contacts';
import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import type { SayOutcome } from '../contract.ts';
import { meetingHeld, meetingMissed, meetingReopened } from '../events.ts';
import { type HostedMeeting, updateMeeting } from '../queries/meetings.ts';
import { canBeHeld } from '../rules.ts';
import { factsOf, keyOf, lockStanding, type MeetingsWorld, notPlanned, stale } from './parts.ts';

/** Somebody of us says whether it took place. Said by mistake, it can be taken back; a cancelled meeting stays cancelled. */
export function sayOutcome(
  db: Db<MeetingsWorld>,
  actor: Actor & { userId: string },
  meetingId: string,
  { state }: SayOutcome,
  now: Date,
): Promise<HostedMeeting> {
  return inTransaction(db, async (trx) => {
    const before = await lockStanding(trx, actor.workspaceId, meetingId);
    if (before.state === state) return before;
    if (before.state === 'cancelled') throw notPlanned();
    const tooEarly = state === 'held' ? !canBeHeld(before, now) : before.startsAt > now;
    if (state !== 'planned' && tooEarly)
      throw new Refusal(409, 'meeting_not_begun', 'Dieser Termin hat noch nicht begonnen.');
    const settled =
      state === 'planned' ? { settledAt: null, settledBy: null } : { settledAt: now, settledBy: actor.userId };
    const meeting = await updateMeeting(trx, keyOf(before), { state, ...settled, updatedAt: now });
    if (!meeting) throw stale();
    await tell(trx, actor, meeting, now);
    return meeting;
  });
}

/** A provider has seen it take place. Whatever somebody of us has said meanwhile stands. */
export async function takesPlace(trx: Db<MeetingsWorld>, actor: Actor, meetingId: string, now: Date): Promise<void> {
  const before = await lockStanding(trx, actor.workspaceId, meetingId);
  if (before.state !== 'planned') return;
  const settled = { state: 'held', settledAt: now, settledBy: null, updatedAt: now } as const;
  const meeting = await updateMeeting(trx, keyOf(before), settled);
  if (!meeting) throw stale();
  await tell(trx, actor, meeting, now);
}

/** Nobody has said anything, and nobody came as far as anybody knows. Said later, it is taken back. */
export async function noteAbsence(trx: Db<MeetingsWorld>, meeting: HostedMeeting, now: Date): Promise<void> {
  const missed = await updateMeeting(trx, keyOf(meeting), {
    state: 'no_show',
    settledAt: now,
    settledBy: null,
    updatedAt: now,
  });
  if (missed) await tell(trx, systemActor(meeting.workspaceId), missed, now);
}

async function tell(trx: Db<MeetingsWorld>, actor: Actor, meeting: HostedMeeting, now: Date): Promise<void> {
  if (meeting.state === 'planned') return announce(trx, actor, meetingReopened, factsOf(meeting), now);
  // Who came before the time is here now.
  const occurredAt = meeting.startsAt < now ? meeting.startsAt : now;
  if (meeting.state === 'held') await touchContact(trx, meeting.workspaceId, meeting.contactId, occurredAt);
  const event = meeting.state === 'held' ? meetingHeld : meetingMissed;
  await announceAll(trx, actor, event, [{ payload: factsOf(meeting), occurredAt }], now);
}
