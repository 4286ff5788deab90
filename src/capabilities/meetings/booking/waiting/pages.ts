import { findWorkspace } from '#workspace';
import { notFound } from '#platform/errors';
import { givenKey, readGivenKey } from '#platform/given-key';
import { dbOf } from '#platform/ground';
import { html } from '#platform/html';
import { isUuid, newId } from '#platform/ids';
import { openPage, type OpenPageAnswer, type OpenPageCall, type ServePage } from '#platform/open-pages';
import { networkOf } from '#platform/public-key';
import type { MeetingsWorld } from '../../commands/parts.ts';
import { slotsOfPage } from '../offer.ts';
import { onPage, type openPageOf, orGone, zonesFor } from '../opening.ts';
import { notePage } from '../pages/pages.ts';
import { findPage } from '../queries/pages.ts';
import { addressOf } from '../rules/address.ts';
import { type Fault, readFields, shapes, trapName } from '../rules/form-input.ts';
import { outcomeOf, routingQuestions } from '../rules/routing.ts';
import { words } from '../words.ts';
import { beginWaiting, leaveWaiting } from './commands.ts';
import { waitingPage } from './form.ts';
import { findEntry } from './queries.ts';
import { isInvited } from './rules.ts';
import { freeKind, waitingKind } from './telling.ts';
import { waitingWords } from './words.ts';

/** The waiting list of a booking page on which no time is free. */
export function waitingPages(serve: ServePage): void {
  serve('GET', '/termin/warteliste/:key', (call) =>
    onPage(call, async ({ page }) => {
      const say = waitingWords[call.locale];
      return { html: notePage(call.locale, say.waits, say.waitsNote), framedBy: page.embedSites };
    }),
  );
  serve('POST', '/termin/warteliste/:key', (call) => onPage(call, (opened) => send(call, opened)));
  serve('GET', '/termin/warten/:key', (call) =>
    orGone(call, async () => {
      const { entry, framedBy } = await openEntry(call, waitingKind);
      return { html: standingPage(call.locale, entry), framedBy };
    }),
  );
  serve('POST', '/termin/warten/:key', (call) =>
    orGone(call, async () => {
      const { db, entry } = await openEntry(call, waitingKind);
      await leaveWaiting(db, { workspaceId: entry.workspaceId, entryId: entry.id }, call.now);
      return { goTo: `/termin/warten/${call.params['key']}` };
    }),
  );
  serve('GET', '/termin/frei/:key', (call) =>
    orGone(call, async () => {
      const { entry, page, framedBy } = await openEntry(call, freeKind);
      if (!page || page.closedAt) throw notFound();
      const address = `/termin/${addressOf(page)}`;
      if (!isInvited(entry, call.now)) return { status: 410, html: endedPage(call.locale, address), framedBy };
      const asked = routingQuestions(page.questions).map(
        ([at, { label }]) =>
          [`q${at}`, entry.answers.find((one) => one.label === label)?.answer ?? ''] as [string, string],
      );
      return { goTo: `${address}?${new URLSearchParams([...asked, ['zone', entry.timeZone]]).toString()}` };
    }),
  );
}

async function openEntry({ params, ground }: OpenPageCall, kind: string) {
  const named = readGivenKey(ground.secrets, kind, params['key']);
  if (!named) throw notFound();
  const { workspaceId, id: entryId } = named;
  const db = dbOf<MeetingsWorld>(ground, { workspaceId });
  const [entry, home] = await Promise.all([findEntry(db, { workspaceId, entryId }), findWorkspace(db, workspaceId)]);
  const page = entry && (await findPage(db, { workspaceId, pageId: entry.pageId }));
  if (!entry || !home) throw notFound();
  return { db, entry, page, framedBy: page?.embedSites ?? [] };
}

async function send(
  call: OpenPageCall,
  { db, page, home }: Awaited<ReturnType<typeof openPageOf>>,
): Promise<OpenPageAnswer> {
  const { locale, fields, ground, now } = call;
  const framedBy = page.embedSites;
  if (fields.get(trapName)) return { status: 429, html: notePage(locale, words[locale].busy), framedBy };
  const typed = readFields(fields, page.questions);
  const answers = routingQuestions(page.questions).map(([at, { label }]) => ({
    label,
    answer: typed.answers[at] ?? '',
  }));
  const outcome = outcomeOf(page, answers);
  const address = `/termin/${addressOf(page)}`;
  if (outcome.to !== 'times') return { goTo: address };
  const ahead = { from: now, to: new Date(now.getTime() + 366 * 86_400_000) };
  const [free] = await slotsOfPage(db, outcome.page, ahead, now);
  // Something has come free while they typed.
  if (free) {
    const asked = routingQuestions(page.questions).map(
      ([at]) => [`q${at}`, typed.answers[at] ?? ''] as [string, string],
    );
    return { goTo: `${address}?${new URLSearchParams(asked).toString()}` };
  }
  const { timeZone } = zonesFor(fields.get('zone'), home.timeZone);
  const sent = fields.get('form') ?? '';
  const formId = isUuid(sent) ? sent : newId(now.getTime());
  const firstName = typed.firstName.trim() === '' ? undefined : shapes.firstName.safeParse(typed.firstName);
  const [lastName, email] = [shapes.lastName.safeParse(typed.lastName), shapes.email.safeParse(typed.email)];
  const faults: Fault[] = [
    ...(firstName?.success === false ? (['firstName'] as const) : []),
    ...(lastName.success ? [] : (['lastName'] as const)),
    ...(email.success ? [] : (['email'] as const)),
  ];
  if (faults.length > 0 || !lastName.success || !email.success)
    return {
      status: 422,
      html: waitingPage({ locale, company: home.name, page, typed, timeZone, formId, faults }),
      framedBy,
    };
  const who = { firstName: firstName?.data ?? null, lastName: lastName.data, email: email.data };
  const asking = { formId, answers, locale, timeZone, network: networkOf(call.request.ip), ...who };
  const id = await beginWaiting(db, page, asking, now);
  const { workspaceId } = page;
  if (id === undefined) return { goTo: `/termin/warteliste/${addressOf(page)}` };
  return { goTo: `/termin/${waitingKind}/${givenKey(ground.secrets, waitingKind, { workspaceId, id })}` };
}

function standingPage(locale: 'de' | 'en', { toldAt, leftAt }: { toldAt: Date | null; leftAt: Date | null }): string {
  const say = waitingWords[locale];
  if (leftAt) return notePage(locale, say.left);
  if (toldAt) return notePage(locale, say.told, say.toldNote);
  return openPage(
    locale,
    say.waits,
    html`<h1>${say.waits}</h1>
      <p>${say.waitsNote}</p>
      <form method="post"><button class="plain">${say.leave}</button></form>`,
  );
}

function endedPage(locale: 'de' | 'en', address: string): string {
  const say = waitingWords[locale];
  return openPage(
    locale,
    say.ended,
    html`<h1>${say.ended}</h1>
      <p>${say.endedNote}</p>
      <p><a href="${address}">${say.toPage}</a></p>`,
  );
}
