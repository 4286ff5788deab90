import { findWorkspace } from '#workspace';
import { notFound, Refusal } from '#platform/errors';
import { givenKey, readGivenKey } from '#platform/given-key';
import { dbOf, houseOf, identityDb } from '#platform/ground';
import type { OpenPageAnswer, OpenPageCall } from '#platform/open-pages';
import type { MeetingsWorld } from '../commands/parts.ts';
import { findInvitation, findMeeting } from '../queries/meetings.ts';
import { Slug } from './contract.ts';
import { notePage } from './pages/pages.ts';
import { findBooking } from './queries/bookings.ts';
import { findPage, findPageAt, findPageByKey } from './queries/pages.ts';
import { readAddress } from './rules/address.ts';
import { bookingKind } from './telling.ts';
import { words } from './words.ts';

/** What stands behind the address of a booking page; whoever chose it themselves, it does not say whose page it is. */
export function onPage(
  call: OpenPageCall,
  page: (opened: Awaited<ReturnType<typeof openPageOf>>) => Promise<OpenPageAnswer>,
): Promise<OpenPageAnswer> {
  return orGone(call, async () => {
    const opened = await openPageOf(call);
    return { ...(await page(opened)), workspaceId: opened.page.workspaceId };
  });
}

export async function orGone(call: OpenPageCall, page: () => Promise<OpenPageAnswer>): Promise<OpenPageAnswer> {
  const say = words[call.locale];
  try {
    return await page();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 404) return { status: 404, html: notePage(call.locale, say.gone, say.goneNote) };
    if (error.status === 429) return { status: 429, html: notePage(call.locale, say.busy) };
    throw error;
  }
}

/** By what nobody can guess, or by an address that somebody chose. */
export async function openPageOf({ params, ground }: OpenPageCall) {
  const address = params['key'] ?? '';
  const link = readAddress(address);
  const chosen =
    link || !Slug.safeParse(address).success ? undefined : await findPageAt(identityDb<MeetingsWorld>(ground), address);
  const workspaceId = link?.workspaceId ?? chosen?.workspaceId;
  if (workspaceId === undefined) throw notFound();
  const db = dbOf<MeetingsWorld>(ground, { workspaceId });
  const [page, home] = await Promise.all([
    link
      ? findPageByKey(db, workspaceId, link.secret)
      : findPage(db, { workspaceId, pageId: chosen?.pageId ?? workspaceId }),
    findWorkspace(db, workspaceId),
  ]);
  if (!page || page.closedAt || !home) throw notFound();
  return { db, page, home };
}

/** A mail that was sent long ago leads nowhere once the meeting is a day over: what is said there is nobody else's business. */
export async function openBooked({ params, ground, locale, now }: OpenPageCall) {
  const named = readGivenKey(ground.secrets, bookingKind, params['key']);
  if (!named) throw notFound();
  const { workspaceId, id: meetingId } = named;
  const db = dbOf<MeetingsWorld>(ground, { workspaceId });
  const [meeting, booking, invitation, home] = await Promise.all([
    findMeeting(db, { workspaceId, meetingId }),
    findBooking(db, { workspaceId, meetingId }),
    findInvitation(db, { workspaceId, meetingId }),
    findWorkspace(db, workspaceId),
  ]);
  const to = booking ?? invitation;
  const page = booking && (await findPage(db, { workspaceId, pageId: booking.pageId }));
  if (!meeting || !to || !home || meeting.endsAt.getTime() + dayMs <= now.getTime()) throw notFound();
  const key = givenKey(ground.secrets, bookingKind, named);
  const arrival = `${houseOf(ground)}/termine/ankunft/${meetingId}`;
  const framedBy = page?.embedSites ?? [];
  return {
    db,
    meeting,
    page,
    framedBy,
    own: { locale, company: home.name, meeting, timeZone: to.timeZone, key, arrival },
  };
}

const dayMs = 86_400_000;

export function queryOf({ request }: OpenPageCall): {
  zone: string | null;
  from: string | undefined;
  time: Date | undefined;
  all: URLSearchParams;
} {
  const all = new URL(request.url, 'http://page').searchParams;
  const from = all.get('from') ?? '';
  return {
    zone: all.get('zone'),
    from: /^\d{4}-\d\d-\d\d$/.test(from) ? from : undefined,
    time: readTime(all.get('time')),
    all,
  };
}

export function readTime(text: string | null): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text ?? '')) return undefined;
  const time = new Date(text ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

const known = Intl.supportedValuesOf('timeZone');

/** The visitor's own choice, if it is a zone; without a script nobody tells us theirs. */
export function zonesFor(wanted: string | null, usual: string): { timeZone: string; zones: string[] } {
  const zones = known.includes(usual) ? known : [usual, ...known];
  return { timeZone: wanted !== null && zones.includes(wanted) ? wanted : usual, zones };
}
