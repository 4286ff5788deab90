import { findContactsByIds } from '#contacts';
import { mayContactMany } from '#consent';
import { findWorkspace, localDay } from '#workspace';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { findMeeting } from '../queries/meetings.ts';
import type { VisitsWorld } from './commands.ts';
import type { VisitView } from './contract.ts';
import { findNextVisitOf, findVisit, findVisitsOf } from './queries.ts';
import { routeOf } from './rules/route.ts';
import type { VisitRow } from './schema.ts';

/** A day of the asker, in the order of a short way, and when there is another one. */
export async function visitsOn(
  db: Db<VisitsWorld>,
  { workspaceId, userId }: Actor & { userId: string },
  on: string,
  now: Date,
): Promise<{ items: VisitView[]; next: string | null }> {
  const workspace = await findWorkspace(db, workspaceId);
  if (!workspace) throw notFound();
  const day = Temporal.PlainDate.from(on);
  const morning = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(workspace.timeZone).epochMilliseconds);
  const span = { from: morning(day), to: morning(day.add({ days: 1 })) };
  const host = { workspaceId, userId };
  const [visits, after] = await Promise.all([findVisitsOf(db, host, span), findNextVisitOf(db, host, span.to)]);
  const views = await toVisitViews(db, workspaceId, visits, now);
  const stops = views.map((view) => ({ id: view.meetingId, spot: view.spot, view }));
  return {
    items: routeOf(stops).map(({ stop, kmFromLast }) => ({ ...stop.view, kmFromLast })),
    next: after ? localDay(after, workspace.timeZone) : null,
  };
}

export async function toVisitView(
  db: Db<VisitsWorld>,
  workspaceId: string,
  meetingId: string,
  now: Date,
): Promise<VisitView> {
  const visit = await findVisit(db, { workspaceId, meetingId });
  const [view] = visit ? await toVisitViews(db, workspaceId, [visit], now) : [];
  if (!view) throw notFound();
  return view;
}

async function toVisitViews(
  db: Db<VisitsWorld>,
  workspaceId: string,
  visits: readonly VisitRow[],
  now: Date,
): Promise<VisitView[]> {
  const found = await Promise.all(visits.map(({ meetingId }) => findMeeting(db, { workspaceId, meetingId })));
  const meetings = found.filter((meeting) => meeting !== undefined);
  const contactIds = [...new Set(meetings.map(({ contactId }) => contactId))];
  const requests = new Map(
    meetings.flatMap(({ id, contactId }) => {
      const visit = visits.find(({ meetingId }) => meetingId === id);
      return visit ? [[contactId, { at: visit.invitedAt, about: visit.invitedAbout }] as const] : [];
    }),
  );
  const asked = { workspaceId, contactIds, channel: 'visit', purpose: 'requested', at: now, requests } as const;
  const [contacts, answers] = await Promise.all([
    findContactsByIds(db, workspaceId, contactIds),
    mayContactMany(db, asked),
  ]);
  return visits.flatMap((visit): VisitView[] => {
    const meeting = meetings.find(({ id }) => id === visit.meetingId);
    if (!meeting) return [];
    const contact = contacts.find(({ id }) => id === meeting.contactId);
    const { latitude, longitude, invitedAt, invitedAbout, proof } = visit;
    return [
      {
        meetingId: meeting.id,
        contactId: meeting.contactId,
        contactName: contact?.name ?? '',
        phone: contact?.phones[0]?.value ?? null,
        title: meeting.title,
        address: meeting.location ?? '',
        startsAt: meeting.startsAt.toISOString(),
        endsAt: meeting.endsAt.toISOString(),
        state: meeting.state,
        invitation: { at: invitedAt.toISOString(), about: invitedAbout, proof },
        allowed: answers.get(meeting.contactId)?.allowed ?? false,
        spot: latitude !== null && longitude !== null ? { latitude, longitude } : null,
        kmFromLast: null,
        saidAt: visit.saidAt?.toISOString() ?? null,
        note: visit.note,
      },
    ];
  });
}
