import { mayContact } from '#consent';
import { findContactsByIds } from '#contacts';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { findWorkspace } from '#workspace';
import { type HostedMeeting, insertInvitation } from '../queries/meetings.ts';
import type { MeetingsWorld } from './parts.ts';

/** From now on the person is told of this meeting as if they had booked it. The gate is asked here, and again by each mail. */
export async function invite(
  trx: Db<MeetingsWorld>,
  actor: Actor & { userId: string },
  { workspaceId, id: meetingId, contactId }: HostedMeeting,
  now: Date,
): Promise<void> {
  const [home, [contact]] = await Promise.all([
    findWorkspace(trx, workspaceId),
    findContactsByIds(trx, workspaceId, [contactId]),
  ]);
  if (!home || !contact) throw notFound();
  const email = contact.emails[0]?.value;
  if (email === undefined) throw new Refusal(422, 'no_email_address', 'Bei dieser Person steht keine E-Mail-Adresse.');
  const ask = { workspaceId, contactId, channel: 'email', purpose: 'service', at: now } as const;
  const answer = await mayContact(trx, ask);
  if (!answer.allowed)
    throw new Refusal(403, 'contact_not_allowed', 'Dieser Person dürfen Sie jetzt keine E-Mail schreiben.', {
      contactId,
      answer,
    });
  const { locale, timeZone } = home;
  await insertInvitation(trx, {
    workspaceId,
    meetingId,
    email,
    locale,
    timeZone,
    invitedBy: actor.userId,
    invitedAt: now,
  });
}
