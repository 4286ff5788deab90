import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announceAll, type EventType } from '#platform/events';
import { newId } from '#platform/ids';
import type { ChangeMany } from '../contract.ts';
import { contactChanged, contactRemoved, contactRestored } from '../events.ts';
import { findBulkChange, insertBulkChange, markUndone } from '../queries/bulk-changes.ts';
import { findCompanies } from '../queries/companies.ts';
import { replaceKeys } from '../queries/keys.ts';
import { lockContacts } from '../queries/people.ts';
import { updateContactRows } from '../queries/writing.ts';
import { changesOfContact } from '../rules/changes.ts';
import { keysOfContact } from '../rules/keys.ts';
import type { BulkEntry, ContactRow } from '../schema.ts';
import { checkOwner, type ContactsWorld } from './parts.ts';
import { about } from './people.ts';

type Person = Actor & { userId: string };

const mostTags = 50;

/** Who is not there or stays the same does not count; the answer says how many were changed. */
export function changeMany(
  db: Db<ContactsWorld>,
  actor: Person,
  input: ChangeMany,
  now: Date,
): Promise<{ changeId: string; changed: number }> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const { change } = input;
    if (change.kind === 'assign') await checkOwner(trx, actor, change.ownerId);
    const standing = (await lockContacts(trx, workspaceId, input.ids)).filter((row) => row.removedAt === null);
    const pairs = standing.flatMap((before) => {
      const after = changed(before, change, now);
      return after ? [{ before, after: { ...after, updatedAt: now, version: before.version + 1 } }] : [];
    });
    const changeId = newId();
    await write(trx, actor, pairs, now);
    await insertBulkChange(trx, {
      workspaceId,
      id: changeId,
      userId: actor.userId,
      madeAt: now,
      entries: pairs.map(({ before, after }): BulkEntry => ({
        id: before.id,
        before:
          change.kind === 'assign'
            ? { ownerId: before.ownerId }
            : change.kind === 'remove'
              ? { removedAt: null }
              : { tags: before.tags },
        versionAfter: after.version,
      })),
      undoneAt: null,
    });
    return { changeId, changed: pairs.length };
  });
}

function changed(row: ContactRow, change: ChangeMany['change'], now: Date): ContactRow | undefined {
  switch (change.kind) {
    case 'assign':
      return row.ownerId === change.ownerId ? undefined : { ...row, ownerId: change.ownerId };
    case 'add_tag':
      if (row.tags.includes(change.tag)) return undefined;
      if (row.tags.length >= mostTags) {
        throw new Refusal(422, 'too_many_tags', `${row.name} trägt schon ${mostTags} Schlagwörter.`, {
          contactId: row.id,
        });
      }
      return { ...row, tags: [...row.tags, change.tag] };
    case 'remove_tag':
      return row.tags.includes(change.tag) ? { ...row, tags: row.tags.filter((tag) => tag !== change.tag) } : undefined;
    case 'remove':
      return { ...row, removedAt: now };
  }
}

/** Takes back what still stands as the change left it; only by who made it. */
export function undoChangeMany(
  db: Db<ContactsWorld>,
  actor: Person,
  changeId: string,
  now: Date,
): Promise<{ restored: number; kept: number }> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const made = await findBulkChange(trx, workspaceId, changeId);
    if (!made || made.userId !== actor.userId) throw notFound();
    if (made.undoneAt !== null) return { restored: 0, kept: 0 };
    const entries = new Map(made.entries.map((entry) => [entry.id, entry]));
    const pairs = (await lockContacts(trx, workspaceId, [...entries.keys()])).flatMap((row) => {
      const entry = entries.get(row.id);
      if (!entry || entry.versionAfter !== row.version) return [];
      return [{ before: row, after: { ...row, ...entry.before, updatedAt: now, version: row.version + 1 } }];
    });
    await write(trx, actor, pairs, now);
    await markUndone(trx, workspaceId, changeId, now);
    return { restored: pairs.length, kept: entries.size - pairs.length };
  });
}

async function write(
  trx: Db<ContactsWorld>,
  actor: Actor,
  pairs: readonly { before: ContactRow; after: ContactRow }[],
  now: Date,
): Promise<void> {
  if (pairs.length === 0) return;
  const { workspaceId } = actor;
  const employers = [...new Set(pairs.flatMap(({ after }) => after.companyId ?? []))];
  const names = new Map(
    (employers.length === 0 ? [] : await findCompanies(trx, workspaceId, employers)).map((row) => [row.id, row.name]),
  );
  const gone = pairs.filter(({ before, after }) => before.removedAt === null && after.removedAt !== null);
  const back = pairs.filter(({ before, after }) => before.removedAt !== null && after.removedAt === null);
  const edited = pairs.flatMap(({ before, after }) => {
    const changed = changesOfContact(before, after);
    return changed ? [{ ...about(after), changed }] : [];
  });
  const tell = <E extends EventType>(
    event: E,
    payloads: readonly Parameters<typeof announceAll<E['shape']>>[3][number]['payload'][],
  ) =>
    announceAll(
      trx,
      actor,
      event,
      payloads.map((payload) => ({ payload, occurredAt: now })),
      now,
    );
  await Promise.all([
    updateContactRows(
      trx,
      workspaceId,
      pairs.map(({ after }) => after),
    ),
    replaceKeys(
      trx,
      workspaceId,
      'contact',
      pairs.map(({ after }) => ({
        id: after.id,
        keys: after.removedAt === null ? keysOfContact(after, names.get(after.companyId ?? '')) : [],
      })),
    ),
    tell(contactChanged, edited),
    tell(
      contactRemoved,
      gone.map(({ after }) => about(after)),
    ),
    tell(
      contactRestored,
      back.map(({ after }) => about(after)),
    ),
  ]);
}
