import { z } from 'zod';
import { listMembers } from '#access';
import { type ConsentTables, issuePermit, mailContact } from '#consent';
import { findContactsByIds } from '#contacts';
import { findWorkspace } from '#workspace';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { givenKey } from '#platform/given-key';
import { type Ground, houseOf } from '#platform/ground';
import type { HostedMeeting } from '../queries/meetings.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { invitation } from './rules/invitation.ts';
import type { BookingRow } from './schema.ts';
import { spanIn, whereIn, words } from './words.ts';

/** Under which the key of a booking is given out; it ends with the meeting. */
export const bookingKind = 'termin';

export type TellingWorld = MeetingsWorld & ConsentTables;
export type House = Pick<Ground, 'config' | 'secrets'>;

export function bookingAddress(house: House, { workspaceId, id }: { workspaceId: string; id: string }): string {
  return `${houseOf(house)}/termin/gebucht/${givenKey(house.secrets, bookingKind, { workspaceId, id })}`;
}

/** What the link is good for. */
const waysOn = { video: 'enter', place: 'show', phone: 'change', link: 'change' } as const;

export const Telling = z.enum(['confirmed', 'moved', 'changed', 'cancelled', 'reminder']);
export type Telling = z.infer<typeof Telling>;

/**
 * A mail about the meeting that the person asked for: service, and never advertising. Nothing that was typed into the form stands in it, because whoever typed it may be a stranger
 * with something to say to the owner of the mailbox.
 */
export async function tellPerson(
  trx: Db<TellingWorld>,
  house: House,
  { meeting, to }: { meeting: HostedMeeting; to: Pick<BookingRow, 'email' | 'locale' | 'timeZone'> },
  telling: Telling,
  now: Date,
): Promise<void> {
  const { workspaceId, contactId } = meeting;
  const actor = systemActor(workspaceId);
  const { email, locale, timeZone } = to;
  const [home, members, [contact]] = await Promise.all([
    findWorkspace(trx, workspaceId),
    listMembers(trx, workspaceId),
    findContactsByIds(trx, workspaceId, [contactId]),
  ]);
  const host = members.find(({ userId }) => userId === meeting.hostIds[0]);
  if (!home || !host || !contact) return;
  const ask = { contactId, channel: 'email', address: email, purpose: 'service', at: now } as const;
  const permit = await issuePermit(trx, actor, ask, now);
  const say = words[locale].mail;
  const [where, address] = [whereIn(locale, meeting), bookingAddress(house, meeting)];
  const lines = [
    say.hello,
    `${say.said[telling]}\n\n${meeting.title}\n${spanIn(locale, meeting, timeZone)}\n${where}`,
    ...(telling === 'cancelled'
      ? []
      : [`${say.way[meeting.source][meeting.place?.joinUrl ? 'change' : waysOn[meeting.way]]}\n${address}`]),
    home.name,
  ];
  const about = { company: home.name, organizer: host.email, attendee: email, where, address };
  const mail = {
    subject: say[telling](meeting.title),
    text: `${lines.join('\n\n')}\n`,
    senderName: home.name,
    replyTo: host.email,
    ...(telling !== 'reminder' && { calendar: invitation(meeting, about, now) }),
  };
  await mailContact(trx, actor, permit, mail, now);
}
