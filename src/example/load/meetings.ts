import { createPage, createPlace, insertMeetings, recordInvitation } from '#meetings';
import { newId } from '#platform/ids';
import type { Random } from '#platform/ports';
import { home } from '../generate.ts';
import { bookingPage, showroom, showroomPage, showroomPlace } from '../words/booking.ts';
import { at, each, idOrNull, type Loading } from './parts.ts';

/** The meetings, the pages on which some were booked, and who asked us to come. */
export async function loadMeetings({ trx, team, example, ids, now }: Loading, random: Random): Promise<void> {
  const { meetings, contacts } = example;
  const owner = at(team, 0);
  const begun = meetings.reduce((first, { createdAt }) => (createdAt < first ? createdAt : first), now);
  const page = await createPage(trx, owner, { ...bookingPage, hostIds: [owner.userId] }, random, begun);
  const place = await createPlace(trx, owner, showroomPlace, begun);
  const visit = { ...showroomPage, placeId: place.id, hostIds: team.map(({ userId }) => userId) };
  const visitPage = await createPage(trx, owner, visit, random, begun);
  const rows = meetings.map(({ contact, deal, hosts, booked, invitation: _, step: __, ...meeting }, index) => ({
    by: at(hosts, 0),
    meeting: {
      ...meeting,
      id: at(ids.meetings, index),
      contactId: at(ids.contacts, contact),
      dealId: idOrNull(ids.deals, deal),
      placeId: meeting.location === showroom ? place.id : null,
      source: booked ? ('booking' as const) : ('hand' as const),
      hostIds: hosts.map((host) => at(team, host).userId),
      ...(booked && {
        booking: {
          ...booked,
          pageId: meeting.location === showroom ? visitPage.id : page.id,
          formId: newId(),
          locale: 'de' as const,
          timeZone: home.zone,
          network: '192.0.2.0',
          bookedAt: meeting.createdAt,
        },
      }),
    },
  }));
  await each(
    team,
    rows,
    ({ by }) => by,
    (actor, group) =>
      insertMeetings(
        trx,
        actor,
        group.map(({ meeting }) => meeting),
        now,
      ),
  );
  for (const [index, { contact, hosts, invitation }] of meetings.entries()) {
    const [address] = at(contacts, contact).addresses;
    if (!invitation || address?.latitude === undefined || address.longitude === undefined) continue;
    const { at: invitedAt, about, proof } = invitation;
    const spot = { latitude: address.latitude, longitude: address.longitude };
    const told = { at: invitedAt.toISOString(), about, proof };
    await recordInvitation(trx, at(team, at(hosts, 0)), at(ids.meetings, index), { invitation: told, spot }, now);
  }
}
