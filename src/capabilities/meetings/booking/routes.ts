import { houseOf, type Ground } from '#platform/ground';
import type { Serve } from '#platform/http';
import type { MeetingsWorld } from '../commands/parts.ts';
import { changePage, createPage, hoursOf, setHours } from './commands/pages.ts';
import * as contract from './contract.ts';
import { addressOf } from './rules/address.ts';
import { type HostedPage, listPages } from './queries/pages.ts';
import type { HostHoursRow } from './schema.ts';

export function bookingRoutes(serve: Serve<MeetingsWorld>): void {
  serve(contract.listBookingPages, async ({ db, actor: { workspaceId }, ground }) => ({
    items: (await listPages(db, workspaceId)).map((page) => toPageView(page, ground)),
  }));
  serve(contract.createBookingPage, async ({ db, actor, body, ground, now }) =>
    toPageView(await createPage(db, actor, body, ground.ports.random, now), ground),
  );
  serve(contract.changeBookingPage, async ({ db, actor, params, body, ifMatch, ground, now }) =>
    toPageView(await changePage(db, actor, params.pageId, body, ifMatch, now), ground),
  );
  serve(contract.getMyHours, async ({ db, actor, now }) => toHoursView(await hoursOf(db, actor, now)));
  serve(contract.setMyHours, async ({ db, actor, body, ifMatch, now }) =>
    toHoursView(await setHours(db, actor, body, ifMatch, now)),
  );
}

/** The one place where a page becomes what the outside sees. */
function toPageView(page: HostedPage, ground: Ground): contract.BookingPageView {
  return {
    id: page.id,
    address: `${houseOf(ground)}/termin/${addressOf(page)}`,
    slug: page.slug,
    title: page.title,
    intro: page.intro,
    privacyUrl: page.privacyUrl,
    way: page.way,
    location: page.location,
    videoAt: page.videoAt,
    minutes: page.minutes,
    stepMinutes: page.stepMinutes,
    beforeMinutes: page.beforeMinutes,
    afterMinutes: page.afterMinutes,
    noticeMinutes: page.noticeMinutes,
    horizonDays: page.horizonDays,
    mostPerDay: page.mostPerDay,
    assignment: page.assignment,
    questions: page.questions,
    seats: page.seats,
    placeId: page.placeId,
    embedSites: page.embedSites,
    offersCall: page.offersCall,
    hostIds: page.hostIds,
    createdAt: page.createdAt.toISOString(),
    updatedAt: page.updatedAt.toISOString(),
    closedAt: page.closedAt?.toISOString() ?? null,
    version: page.version,
  };
}

function toHoursView({ userId, timeZone, hours, exceptions, version }: HostHoursRow): contract.HostHoursView {
  return { userId, timeZone, hours, exceptions, set: version > 0, version };
}
