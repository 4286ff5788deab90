import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { Random } from '#platform/ports';
import { findWorkspace } from '#workspace';
import { type MeetingsWorld, refuseUnknownHosts } from '../../commands/parts.ts';
import type { VideoAt, Where } from '../../contract/shapes.ts';
import { placeFor } from '../../providers/commands.ts';
import { requireOpenPlace } from '../../places/seats.ts';
import { locationOf } from '../../rules.ts';
import type { BookingQuestion, ChangeBookingPage, CreateBookingPage, HostHours } from '../contract.ts';
import { bookingPageChanged, bookingPageOpened, hoursSet } from '../events.ts';
import {
  findHours,
  findPage,
  findPageAt,
  type HostedPage,
  insertAddress,
  insertPage,
  listPages,
  lockAddress,
  lockPage,
  replacePageHosts,
  saveHours,
  updatePage,
} from '../queries/pages.ts';
import { isReserved } from '../rules/address.ts';
import { usualHours } from '../rules/hours.ts';
import type { BookingPageRow, HostHoursRow } from '../schema.ts';

type Host = Actor & { userId: string };

export function createPage(
  db: Db<MeetingsWorld>,
  actor: Host,
  input: CreateBookingPage,
  random: Random,
  now: Date,
): Promise<HostedPage> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const hostIds = [...new Set(input.hostIds)].toSorted();
    await refuseUnknownHosts(trx, workspaceId, hostIds);
    const id = newId(now.getTime());
    await refuseForeignChoices(trx, { workspaceId, id, questions: input.questions ?? [], hostIds });
    await placeFor(trx, workspaceId, videoAtOf(input.where));
    await refuseUnknownPlace(trx, workspaceId, input.placeId);
    const row: BookingPageRow = {
      workspaceId,
      id,
      key: random(16),
      slug: input.slug ?? null,
      title: input.title,
      intro: input.intro?.trim() || null,
      privacyUrl: input.privacyUrl,
      ...locationOf(input.where),
      videoAt: videoAtOf(input.where),
      minutes: input.minutes,
      stepMinutes: input.stepMinutes ?? input.minutes,
      beforeMinutes: input.beforeMinutes ?? 0,
      afterMinutes: input.afterMinutes ?? 0,
      noticeMinutes: input.noticeMinutes ?? 120,
      horizonDays: input.horizonDays ?? 30,
      mostPerDay: input.mostPerDay ?? null,
      assignment: input.assignment ?? 'any',
      questions: input.questions ?? [],
      seats: input.seats ?? 1,
      placeId: input.placeId ?? null,
      embedSites: [...new Set(input.embedSites)],
      offersCall: input.offersCall ?? false,
      createdBy: userId,
      createdAt: now,
      updatedAt: now,
      closedAt: null,
      closedBy: null,
      version: 1,
    };
    await insertPage(trx, row, hostIds);
    await takeAddress(trx, row, now);
    await announce(trx, actor, bookingPageOpened, { pageId: row.id, title: row.title }, now);
    return standing(trx, { workspaceId, pageId: id });
  });
}

export function changePage(
  db: Db<MeetingsWorld>,
  actor: Host,
  pageId: string,
  input: ChangeBookingPage,
  ifMatch: number | undefined,
  now: Date,
): Promise<HostedPage> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const before = await lockPage(trx, { workspaceId, pageId });
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    const { where, hostIds, closed, intro, ...rest } = input;
    const wanted = {
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(intro !== undefined && { intro: intro?.trim() || null }),
      ...(where && locationOf(where)),
      ...(where?.way === 'video' && where.at !== undefined && { videoAt: where.at }),
      ...(closed === true && !before.closedAt && { closedAt: now, closedBy: userId }),
      ...(closed === false && before.closedAt && { closedAt: null, closedBy: null }),
    } as Partial<BookingPageRow>;
    const hosts = hostIds && [...new Set(hostIds)].toSorted();
    const questions = input.questions ?? before.questions;
    await refuseForeignChoices(trx, { workspaceId, id: pageId, questions, hostIds: hosts ?? before.hostIds });
    if (wanted.videoAt !== undefined && wanted.videoAt !== before.videoAt)
      await placeFor(trx, workspaceId, wanted.videoAt);
    if (input.placeId !== before.placeId) await refuseUnknownPlace(trx, workspaceId, input.placeId);
    const changed = changesOf(before, { ...wanted, ...(hosts && { hostIds: hosts }) });
    if (Object.keys(changed).length === 0) return before;
    if (hosts && changed['hostIds']) {
      await refuseUnknownHosts(trx, workspaceId, hosts);
      await replacePageHosts(trx, { workspaceId, pageId }, hosts);
    }
    await updatePage(trx, before, { ...wanted, updatedAt: now });
    if (changed['slug']) await takeAddress(trx, { ...before, ...wanted }, now);
    const after = await standing(trx, { workspaceId, pageId });
    await announce(trx, actor, bookingPageChanged, { pageId, title: after.title, changed }, now);
    return after;
  });
}

const videoAtOf = (where: Where): VideoAt => (where.way === 'video' ? (where.at ?? 'usual') : 'usual');

/** Whoever had it keeps it, also for a page that has another one by now: links that were given out lead on. */
async function takeAddress(
  trx: Db<MeetingsWorld>,
  { workspaceId, id, slug }: BookingPageRow,
  now: Date,
): Promise<void> {
  if (slug === null) return;
  if (isReserved(slug))
    throw new Refusal(422, 'address_reserved', 'Diese Adresse brauchen wir selbst. Bitte wählen Sie eine andere.');
  await lockAddress(trx, slug);
  const holder = await findPageAt(trx, slug);
  if (holder && (holder.workspaceId !== workspaceId || holder.pageId !== id))
    throw new Refusal(
      422,
      'address_taken',
      'Diese Adresse hat schon eine andere Terminseite. Bitte wählen Sie eine andere.',
    );
  if (!holder) await insertAddress(trx, { workspaceId, slug, pageId: id, chosenAt: now });
}

type Leading = { workspaceId: string; id: string; questions: readonly BookingQuestion[]; hostIds: readonly string[] };

/** A question that leads to somebody who is not on the page, or to no other page, would lead nowhere. */
async function refuseForeignChoices(
  trx: Db<MeetingsWorld>,
  { workspaceId, id, questions, hostIds }: Leading,
): Promise<void> {
  const chosen = questions.flatMap(({ choices = [] }) => choices);
  if (!chosen.flatMap((choice) => choice.hostIds).every((userId) => hostIds.includes(userId)))
    throw new Refusal(422, 'host_not_on_page', 'Eine Frage führt zu jemandem, der auf dieser Seite keine Termine hat.');
  const next = chosen.flatMap(({ leadsTo }) => (typeof leadsTo === 'object' ? [leadsTo.pageId] : []));
  if (next.length === 0) return;
  const others = (await listPages(trx, workspaceId)).filter((page) => page.id !== id).map((page) => page.id);
  if (!next.every((pageId) => others.includes(pageId)))
    throw new Refusal(422, 'page_unknown', 'Eine Antwort führt zu einer Seite, die es nicht gibt.');
}

async function refuseUnknownPlace(
  trx: Db<MeetingsWorld>,
  workspaceId: string,
  placeId: string | null | undefined,
): Promise<void> {
  if (placeId === null || placeId === undefined) return;
  await requireOpenPlace(trx, workspaceId, placeId);
}

async function standing(trx: Db<MeetingsWorld>, key: { workspaceId: string; pageId: string }): Promise<HostedPage> {
  const page = await findPage(trx, key);
  if (!page) throw notFound();
  return page;
}

function changesOf(before: HostedPage, wanted: Partial<HostedPage>): Record<string, { from: unknown; to: unknown }> {
  const changed = Object.entries(wanted).flatMap(([field, to]) => {
    const from = before[field as keyof HostedPage];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [[field, { from, to }] as const];
  });
  return Object.fromEntries(changed);
}

/** As they hold: what the user said, or the usual ones by the clock of the workspace. */
export async function hoursOf(db: Db<MeetingsWorld>, { workspaceId, userId }: Host, now: Date): Promise<HostHoursRow> {
  const [known, home] = await Promise.all([findHours(db, workspaceId, [userId]), findWorkspace(db, workspaceId)]);
  const timeZone = home?.timeZone ?? 'Europe/Berlin';
  return (
    known.get(userId) ?? {
      workspaceId,
      userId,
      timeZone,
      hours: usualHours,
      exceptions: [],
      updatedAt: now,
      version: 0,
    }
  );
}

export function setHours(
  db: Db<MeetingsWorld>,
  actor: Host,
  input: HostHours,
  ifMatch: number | undefined,
  now: Date,
): Promise<HostHoursRow> {
  return inTransaction(db, async (trx) => {
    const before = await hoursOf(trx, actor, now);
    refuseStale(before.version, ifMatch);
    const exceptions = input.exceptions.toSorted((a, b) => (a.on < b.on ? -1 : 1));
    const after = await saveHours(trx, { ...before, ...input, exceptions, updatedAt: now }, before.version);
    if (!after)
      throw new Refusal(412, 'stale', 'Ihre Zeiten wurden gerade anderswo geändert. Bitte prüfen Sie den neuen Stand.');
    await announce(trx, actor, hoursSet, { userId: actor.userId }, now);
    return after;
  });
}
