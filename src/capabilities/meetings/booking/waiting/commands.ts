import { findOrMakePerson } from '#consent';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { TellingWorld, House } from '../telling.ts';
import type { MeetingsWorld } from '../../commands/parts.ts';
import { refuseFlood } from '../commands/floods.ts';
import { slotsOfPage } from '../offer.ts';
import { findPage, type HostedPage, lockPage } from '../queries/pages.ts';
import { routed } from '../rules/routing.ts';
import { waitingBegun, waitingLeft, waitingTold } from './events.ts';
import { closeEntry, findEntry, findEntryOfForm, findInLine, insertEntry } from './queries.ts';
import { toTell } from './rules.ts';
import type { WaitingEntryRow } from './schema.ts';
import { mailOfFreeTime } from './telling.ts';

export type Asking = Pick<WaitingEntryRow, 'formId' | 'email' | 'answers' | 'locale' | 'timeZone' | 'network'> & {
  firstName: string | null;
  lastName: string;
};

const aboutOf = ({ id: entryId, pageId, contactId }: WaitingEntryRow, title: string) => ({
  entryId,
  pageId,
  contactId,
  title,
});

/** `undefined`: this mailbox waits already; whoever sent it may be a stranger, and is told nothing that would let them take the other one off the list. */
export function beginWaiting(
  db: Db<MeetingsWorld>,
  page: HostedPage,
  { firstName, lastName, ...asking }: Asking,
  now: Date,
): Promise<string | undefined> {
  const { workspaceId, id: pageId, title } = page;
  return inTransaction(db, async (trx) => {
    await lockPage(trx, { workspaceId, pageId });
    const known = await findEntryOfForm(trx, { workspaceId, formId: asking.formId });
    if (known) return known.pageId === pageId && known.email === asking.email ? known.id : undefined;
    const { network, email } = asking;
    await refuseFlood(trx, 'waitingEntry', { workspaceId, pageId, network, mailboxOrNumber: email }, now);
    const actor = systemActor(workspaceId);
    const person = {
      firstName,
      lastName,
      email,
      phone: null,
      street: null,
      postalCode: null,
      city: null,
    };
    const source = `Terminseite „${title}“`.slice(0, 120);
    const found = { proven: 'email', source, ownerId: page.hostIds[0] ?? null } as const;
    const contactId = await findOrMakePerson(trx, actor, person, found, now);
    const id = newId(now.getTime());
    const row = { workspaceId, id, pageId, contactId, ...asking, enteredAt: now, toldAt: null, leftAt: null };
    if (!(await insertEntry(trx, row))) return undefined;
    await announce(trx, actor, waitingBegun, aboutOf(row, title), now);
    return id;
  });
}

/** By themselves; twice is once. */
export function leaveWaiting(
  db: Db<MeetingsWorld>,
  key: { workspaceId: string; entryId: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const entry = await findEntry(trx, key);
    if (entry) await leave(trx, entry, now);
  });
}

async function leave(trx: Db<MeetingsWorld>, entry: WaitingEntryRow, now: Date): Promise<void> {
  const { workspaceId, id: entryId, pageId } = entry;
  if (!(await closeEntry(trx, { workspaceId, entryId }, { leftAt: now }))) return;
  const page = await findPage(trx, { workspaceId, pageId });
  await announce(trx, systemActor(workspaceId), waitingLeft, aboutOf(entry, page?.title ?? ''), now);
}

/** Tells as many of those who wait as there are times for them. Nothing is kept for them: the times are there for everybody. */
export function tellWaiting(
  db: Db<TellingWorld>,
  house: House,
  key: { workspaceId: string; pageId: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const page = await lockPage(trx, key);
    if (!page || page.closedAt) return;
    const inLine = await findInLine(trx, key, now);
    const span = { from: now, to: new Date(now.getTime() + 366 * 86_400_000) };
    const free = new Map<string, number>();
    for (const { answers } of inLine) {
      const asked = JSON.stringify(answers);
      if (!free.has(asked)) free.set(asked, (await slotsOfPage(trx, routed(page, answers), span, now)).length);
    }
    for (const entry of toTell(inLine, ({ answers }) => free.get(JSON.stringify(answers)) ?? 0, now))
      await tell(trx, house, { entry, page }, now);
  });
}

async function tell(
  trx: Db<TellingWorld>,
  house: House,
  { entry, page }: { entry: WaitingEntryRow; page: HostedPage },
  now: Date,
): Promise<void> {
  const { workspaceId, id: entryId } = entry;
  if (!(await mailOfFreeTime(trx, house, { entry, page }, now))) return leave(trx, entry, now);
  await closeEntry(trx, { workspaceId, entryId }, { toldAt: now });
  await announce(trx, systemActor(workspaceId), waitingTold, aboutOf(entry, page.title), now);
}
