import { type ConsentTables, issuePermit } from '#consent';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { sayOutcome } from '../commands/outcome.ts';
import { lockStanding, type MeetingsWorld } from '../commands/parts.ts';
import { createMeeting } from '../commands/planning.ts';
import type { HostedMeeting } from '../queries/meetings.ts';
import type { PlanVisit, SayVisit } from './contract.ts';
import { visitInvited, visitSaid } from './events.ts';
import { findVisit, insertVisit, updateVisit } from './queries.ts';

export type VisitsWorld = MeetingsWorld & ConsentTables;
type Visitor = Actor & { userId: string };

const aboutOf = ({ id: meetingId, contactId, dealId, title }: HostedMeeting) => ({
  meetingId,
  contactId,
  dealId,
  title,
});

/** Nobody rings at a door who was not invited: the gate is asked for the moment of the visit, and its yes is kept with the proof. */
export function planVisit(db: Db<VisitsWorld>, actor: Visitor, input: PlanVisit, now: Date): Promise<string> {
  return inTransaction(db, async (trx) => {
    const { contactId, title, address, startsAt, endsAt, invitation, spot } = input;
    if (new Date(invitation.at) > now)
      throw new Refusal(
        422,
        'invitation_in_future',
        'Eine Einladung gibt es erst, wenn die Person sie ausgesprochen hat.',
      );
    const where = { way: 'place', location: address } as const;
    const { meeting } = await createMeeting(trx, actor, { contactId, title, where, startsAt, endsAt }, now);
    await recordInvitation(trx, actor, meeting.id, { invitation, spot }, now);
    return meeting.id;
  });
}

/** Makes a visit of a meeting at the person's. */
export async function recordInvitation(
  trx: Db<VisitsWorld>,
  actor: Visitor,
  meetingId: string,
  { invitation, spot }: Pick<PlanVisit, 'invitation' | 'spot'>,
  now: Date,
): Promise<void> {
  const { workspaceId } = actor;
  const meeting = await lockStanding(trx, workspaceId, meetingId);
  const { contactId, startsAt } = meeting;
  const { at, about, proof } = invitation;
  const ask = { contactId, channel: 'visit', purpose: 'requested', at: startsAt } as const;
  const where = { address: meeting.location ?? '', request: { at, about } };
  const permit = await issuePermit(trx, actor, { ...ask, ...where }, now);
  const invited = { invitedAt: new Date(at), invitedAbout: about, proof };
  await insertVisit(trx, {
    workspaceId,
    meetingId,
    permitId: permit.id,
    ...invited,
    latitude: spot?.latitude ?? null,
    longitude: spot?.longitude ?? null,
    saidAt: null,
    note: null,
  });
  const told = { ...invited, invitedAt: invited.invitedAt.toISOString() };
  await announce(trx, actor, visitInvited, { ...aboutOf(meeting), ...told }, now);
}

/** A telephone without a line sends it later, and perhaps twice: what was entered last counts, and once. */
export function sayVisit(
  db: Db<VisitsWorld>,
  actor: Visitor,
  meetingId: string,
  { state, note, at }: SayVisit,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const key = { workspaceId: actor.workspaceId, meetingId };
    const meeting = await lockStanding(trx, actor.workspaceId, meetingId);
    const visit = await findVisit(trx, key);
    if (!visit) throw notFound();
    const saidAt = whenSaid(at, { from: visit.invitedAt, to: now });
    if (visit.saidAt && visit.saidAt >= saidAt) return;
    await sayOutcome(trx, actor, meetingId, { state }, now);
    await updateVisit(trx, key, { saidAt, note: note.trim() || null });
    const said = { state, note: note.trim(), saidAt: saidAt.toISOString() };
    await announce(trx, actor, visitSaid, { ...aboutOf(meeting), ...said }, now);
  });
}

/** By the telephone's own clock, which may be wrong. */
function whenSaid(at: string, { from, to }: { from: Date; to: Date }): Date {
  return new Date(Math.min(Math.max(Date.parse(at), from.getTime()), to.getTime()));
}
