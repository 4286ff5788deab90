import { listMembers } from '#access';
import { anySuppressed, findOrMakePerson } from '#consent';
import { findWorkspace, isPlace } from '#workspace';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { MeetingsWorld } from '../../commands/parts.ts';
import { lockTimesOf } from '../../queries/meetings.ts';
import { refuseFlood } from '../commands/floods.ts';
import { findLoads } from '../queries/bookings.ts';
import type { HostedPage } from '../queries/pages.ts';
import { chooseHost } from '../rules/choose-host.ts';
import { callWished } from './events.ts';
import { findCallWishOfForm, insertCallWish } from './queries.ts';
import { dueDayOf } from './rules.ts';
import type { CallWishRow } from './schema.ts';

export type Wish = Pick<CallWishRow, 'formId' | 'dayPart' | 'answers' | 'wording' | 'locale' | 'ip' | 'network'> & {
  wisher: { firstName: string | null; lastName: string; phone: string };
};

/**
 * A person asks to be called by one of the hosts of `page`. It is a request and no consent: it carries calls about this and nothing else. Nobody proves the number here, so a number that
 * is on a suppression list stays there, and whoever typed it learns nothing of that.
 */
export function wishCall(db: Db<MeetingsWorld>, page: HostedPage, wish: Wish, now: Date): Promise<void> {
  const { workspaceId, id: pageId, title } = page;
  const { wisher, formId, network } = wish;
  return inTransaction(db, async (trx) => {
    // The turns of the hosts are given away one after the other.
    await lockTimesOf(trx, workspaceId, page.hostIds);
    if (await findCallWishOfForm(trx, { workspaceId, formId })) return;
    await refuseFlood(trx, 'callWish', { workspaceId, pageId, network, mailboxOrNumber: wisher.phone }, now);
    if (await anySuppressed(trx, workspaceId, [wisher.phone])) return;
    const home = await findWorkspace(trx, workspaceId);
    const hostId = await hostFor(trx, page, now);
    if (!home || hostId === undefined) throw notFound();
    const actor = systemActor(workspaceId);
    const person = { ...wisher, email: null, street: null, postalCode: null, city: null };
    const source = `Terminseite „${title}“`.slice(0, 120);
    // By the number, where the name agrees.
    const found = { proven: 'phone', source, ownerId: hostId } as const;
    const contactId = await findOrMakePerson(trx, actor, person, found, now);
    const place = isPlace(home.region) ? home.region : home.country;
    const { wisher: _, ...kept } = wish;
    const row: CallWishRow = {
      workspaceId,
      id: newId(now.getTime()),
      pageId,
      contactId,
      hostId,
      title,
      phone: wisher.phone,
      dueOn: dueDayOf(wish.dayPart, { timeZone: home.timeZone, place }, now),
      wishedAt: now,
      ...kept,
    };
    await insertCallWish(trx, row);
    const { id: wishId, wording } = row;
    await announce(trx, actor, callWished, { wishId, pageId, contactId, hostId, title, wording }, now);
  });
}

/** Whose turn it is among those who are still with us; else the owner must not let it fall. */
async function hostFor(
  trx: Db<MeetingsWorld>,
  { workspaceId, id: pageId, hostIds, horizonDays }: HostedPage,
  now: Date,
): Promise<string | undefined> {
  const here = (await listMembers(trx, workspaceId)).filter(({ endedAt }) => endedAt === null);
  const since = new Date(now.getTime() - horizonDays * 86_400_000);
  const turns = hostIds.filter((id) => here.some(({ userId }) => userId === id));
  const host = chooseHost(turns, await findLoads(trx, { workspaceId, pageId, since }));
  return host ?? here.find(({ role }) => role === 'owner')?.userId;
}
