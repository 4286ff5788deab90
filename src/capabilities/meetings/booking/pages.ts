import { readNumber } from '#contacts';
import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { givenKey } from '#platform/given-key';
import { isUuid, newId } from '#platform/ids';
import type { OpenPageAnswer, OpenPageCall, ServePage } from '#platform/open-pages';
import { networkOf } from '#platform/public-key';
import type { MeetingsWorld } from '../commands/parts.ts';
import { pictureAddress } from '../places/pictures.ts';
import type { HostedMeeting } from '../queries/meetings.ts';
import { giveGuestLink } from '../room/commands.ts';
import { isWithUs } from '../rules.ts';
import { book } from './commands/booking.ts';
import { cancelBooking, isOpen, minutesOf, moveBooking } from './commands/moving.ts';
import { callForm } from './call-wishes/form.ts';
import { slotsOfPage } from './offer.ts';
import { onPage, openBooked, type openPageOf, orGone, queryOf, readTime, zonesFor } from './opening.ts';
import { cancelPage, choicePage, formPage, movePage, notePage, ownPage } from './pages/pages.ts';
import { nobodyPage, routingPage } from './pages/routing.ts';
import { findPage, type HostedPage } from './queries/pages.ts';
import { addressOf } from './rules/address.ts';
import { checkFields, type Fault, readFields, trapName } from './rules/form-input.ts';
import { isAnswer, outcomeOf, routed, routingQuestions } from './rules/routing.ts';
import type { Slot } from './rules/slots.ts';
import { bookingKind } from './telling.ts';
import { waitingForm } from './waiting/form.ts';
import { words } from './words.ts';

/** Where people book a meeting with us. No sign-in, no script; they learn what is free, and nothing of why the rest is not. */
export function bookingPages(serve: ServePage): void {
  serve('GET', '/termin/:key', (call) => onPage(call, (opened) => choose(call, opened)));
  serve('POST', '/termin/:key', (call) => onPage(call, (opened) => send(call, opened)));

  serve('GET', '/termin/gebucht/:key', (call) =>
    orGone(call, async () => {
      const { own, meeting, framedBy } = await openBooked(call);
      return { html: ownPage({ ...own, standing: standingOf(meeting, call.now) }), framedBy };
    }),
  );
  // By a button: whatever looks through mail presses links, and would be given the way into the room.
  serve('POST', '/termin/raum/:key', (call) =>
    orGone(call, async () => {
      const { db, own, meeting } = await openBooked(call);
      if (!isWithUs(meeting) || !isOpen(meeting, call.now)) return { goTo: `/termin/gebucht/${own.key}` };
      const actor = systemActor(meeting.workspaceId);
      const { token } = await giveGuestLink(db, actor, meeting.id, call.ground.secrets, call.now);
      return { goTo: `/raum/${token}` };
    }),
  );
  serve('GET', '/termin/absagen/:key', (call) =>
    orGone(call, async () => {
      const { own, meeting, framedBy } = await openBooked(call);
      return isOpen(meeting, call.now) ? { html: cancelPage(own), framedBy } : { goTo: `/termin/gebucht/${own.key}` };
    }),
  );
  serve('POST', '/termin/absagen/:key', (call) =>
    orGone(call, async () => {
      const { db, own, meeting } = await openBooked(call);
      const { workspaceId, id: meetingId } = meeting;
      if (isOpen(meeting, call.now)) await cancelBooking(db, { workspaceId, meetingId }, call.now);
      return { goTo: `/termin/gebucht/${own.key}` };
    }),
  );
  serve('GET', '/termin/verschieben/:key', (call) => orGone(call, () => chooseAnew(call, false)));
  serve('POST', '/termin/verschieben/:key', (call) =>
    orGone(call, async () => {
      const { db, own, meeting, page } = await openBooked(call);
      const { workspaceId, id: meetingId } = meeting;
      const time = readTime(call.fields.get('time'));
      if (!time) return chooseAnew(call, false);
      const moved =
        page && isOpen(meeting, call.now) && (await moveBooking(db, { workspaceId, meetingId }, time, call.now));
      return moved ? { goTo: `/termin/gebucht/${own.key}` } : chooseAnew(call, true);
    }),
  );
}

function standingOf({ state, way, endsAt }: HostedMeeting, now: Date): 'booked' | 'cancelled' | 'arrived' | 'over' {
  if (state === 'cancelled') return 'cancelled';
  if (endsAt <= now) return 'over';
  if (state === 'planned') return 'booked';
  return state === 'held' && way === 'place' ? 'arrived' : 'over';
}

const dayMs = 86_400_000;

/** Everything ahead: the page itself says how far that is. */
const ahead = ({ now }: OpenPageCall) => ({ from: now, to: new Date(now.getTime() + 366 * dayMs) });

type Opened = Awaited<ReturnType<typeof openPageOf>>;

async function choose(call: OpenPageCall, { db, page, home }: Opened): Promise<OpenPageAnswer> {
  const { locale, now } = call;
  const query = queryOf(call);
  const asked = routingQuestions(page.questions);
  const given = query.all;
  const typed = readFields(given, page.questions);
  const about = { locale, company: home.name, page };
  const framedBy = page.embedSites;
  const wrong = asked.filter(([at, question]) => !isAnswer(question, typed.answers[at] ?? '')).map(([at]) => at);
  if (wrong.length > 0) {
    const sent = asked.some(([at]) => given.has(`q${at}`));
    const faults = sent ? wrong.map((at): Fault => `q${at}`) : [];
    return { html: routingPage({ ...about, typed, faults }), status: sent ? 422 : 200, framedBy };
  }
  const answers = asked.map(([at, { label }]) => ({ label, answer: typed.answers[at] ?? '' }));
  const carried = Object.fromEntries(asked.map(([at]) => [`q${at}`, typed.answers[at] ?? '']));
  const outcome = outcomeOf(page, answers);
  const next = outcome.to === 'page' ? await addressOfNext(db, page, outcome.pageId) : undefined;
  if (next !== undefined) return { goTo: `/termin/${next}` };
  if (outcome.to !== 'times') {
    const nobody = outcome.to !== 'call';
    if (nobody && !page.offersCall) return { html: nobodyPage(about), framedBy };
    const form = { typed, dayPart: 'any', formId: newId(now.getTime()), nobody } as const;
    return { html: callForm({ ...about, ...form }), framedBy };
  }
  const fitting = outcome.page;
  const choice = { locale, ...zonesFor(query.zone, home.timeZone), from: query.from, carried };
  if (!query.time) {
    const slots = await slotsOfPage(db, fitting, ahead(call), now);
    const { timeZone } = choice;
    const form = { typed, timeZone, formId: newId(now.getTime()) };
    const wait = slots.length === 0 && waitingForm({ ...about, ...form });
    const pictureAt = (pictureId: string) => pictureAddress(call.ground, page.workspaceId, pictureId);
    return { html: choicePage({ ...about, ...choice, slots, pictureAt, below: wait || null }), framedBy };
  }
  const at = { from: query.time, to: new Date(query.time.getTime() + 1) };
  const [slot] = await slotsOfPage(db, fitting, at, now);
  const others = slot ? [] : await othersNow(call, db, fitting);
  const state = { typed, timeZone: choice.timeZone, formId: newId(now.getTime()), startsAt: slot?.startsAt, others };
  return { html: formPage({ ...about, ...state }), status: slot ? 200 : 409, framedBy: page.embedSites };
}

/** Of a page that was closed meanwhile there is none: nobody is left for whoever answered so. */
async function addressOfNext(db: Db<MeetingsWorld>, { workspaceId }: HostedPage, pageId: string) {
  const next = await findPage(db, { workspaceId, pageId });
  return next && !next.closedAt ? addressOf(next) : undefined;
}

/** So many other times stand in the form of whoever came second. */
const mostOthers = 8;

async function send(call: OpenPageCall, { db, page, home }: Opened): Promise<OpenPageAnswer> {
  const { locale, fields, ground, now } = call;
  const say = words[locale];
  const framedBy = page.embedSites;
  if (fields.get(trapName)) return { status: 429, html: notePage(locale, say.busy), framedBy };
  const { timeZone } = zonesFor(fields.get('zone'), home.timeZone);
  const sent = fields.get('form') ?? '';
  const formId = isUuid(sent) ? sent : newId(now.getTime());
  const startsAt = readTime(fields.get('time'));
  const typed = readFields(fields, page.questions);
  const answered = routingQuestions(page.questions).map(([at, { label }]) => ({
    label,
    answer: typed.answers[at] ?? '',
  }));
  const fitting = routed(page, answered);
  const checked = checkFields(typed, page, (text) => readNumber(text, home.country)?.value);
  const about = { locale, company: home.name, page, timeZone, formId, typed };
  if ('faults' in checked) {
    const others = startsAt ? [] : await othersNow(call, db, fitting);
    return { status: 422, html: formPage({ ...about, startsAt, others, faults: checked.faults }), framedBy };
  }
  const network = networkOf(call.request.ip);
  const wish = { formId, locale, timeZone, network, filled: checked.filled };
  const booked = startsAt && (await book(db, page, { ...wish, startsAt }, now));
  if (!booked)
    return {
      status: 409,
      html: formPage({ ...about, startsAt: undefined, others: await othersNow(call, db, fitting) }),
      framedBy,
    };
  const { workspaceId } = page;
  return { goTo: `/termin/gebucht/${givenKey(ground.secrets, bookingKind, { workspaceId, id: booked.meetingId })}` };
}

async function othersNow(call: OpenPageCall, db: Db<MeetingsWorld>, page: HostedPage): Promise<Slot[]> {
  return (await slotsOfPage(db, page, ahead(call), call.now)).slice(0, mostOthers);
}

async function chooseAnew(call: OpenPageCall, taken: boolean): Promise<OpenPageAnswer> {
  const { db, own, meeting, page, framedBy } = await openBooked(call);
  // Only what was booked on a page has times to choose from.
  if (!page || !isOpen(meeting, call.now)) return { goTo: `/termin/gebucht/${own.key}` };
  const query = queryOf(call);
  const zones = zonesFor(query.zone ?? call.fields.get('zone'), own.timeZone);
  const asked = { ...page, minutes: minutesOf(meeting) };
  const slots = await slotsOfPage(db, asked, ahead(call), call.now, meeting);
  const choice = { locale: call.locale, ...zones, slots, from: query.from, carried: {} };
  const chosen = slots.find(({ startsAt }) => startsAt.getTime() === query.time?.getTime())?.startsAt;
  const gone = taken || (query.time !== undefined && chosen === undefined);
  return { status: gone ? 409 : 200, html: movePage({ ...own, choice, chosen, taken: gone }), framedBy };
}
