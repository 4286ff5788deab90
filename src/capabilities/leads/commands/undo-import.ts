import {
  findImportedParties,
  findSpokenElsewhere,
  recountConsent,
  removeImportedConsents,
  retractImportedConsents,
} from '#consent';
import {
  findContactsByIds,
  findImportedCompanies,
  findImportedContacts,
  removeImportedCompanies,
  removeImportedContacts,
  updateContacts,
} from '#contacts';
import { findDealParties, findImportedDeals, undoImportedDeals } from '#deals';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announce } from '#platform/events';
import { importUndone } from '../events.ts';
import { lockImport, updateImport } from '../queries/imports.ts';
import {
  deleteVisits,
  deleteVisitsOf,
  findKeptPeople,
  findOtherImports,
  insertKept,
  type Kept,
  takeChanges,
} from '../queries/undo.ts';
import { keptBecause } from '../rules/kept.ts';
import type { ImportRecord, UndoCounts } from '../schema.ts';
import type { ImportWorld } from './run-import/context.ts';

const page = 500;

type Counted = Partial<UndoCounts>;
/** What one chunk took back, and where the next begins. */
type Chunk<At> = { counts: Counted; next: At | undefined };

/**
 * Takes back everything an import brought, a transaction for each chunk and its counts together, so that it may be killed and run again at any point.
 * Everything somebody has worked with since stays, whole: a kept person keeps the visits and the objections of the list.
 */
export async function undo(
  db: Db<ImportWorld>,
  record: Pick<ImportRecord, 'workspaceId' | 'id' | 'name' | 'createdBy'>,
  { clock, signal }: { clock: () => Date; signal: AbortSignal },
): Promise<void> {
  const { workspaceId, id: importId } = record;
  const actor: Actor = { kind: 'import', workspaceId, userId: record.createdBy, role: 'owner', seesOnlyOwn: false };
  const key = { workspaceId, importId };
  /** False: it is undone already, elsewhere. */
  const inChunks = async <At>(
    work: (trx: Db<ImportWorld>, from: At | undefined, now: Date) => Promise<Chunk<At>>,
  ): Promise<void> => {
    let from: At | undefined;
    do {
      signal.throwIfAborted();
      from = await db.transaction().execute(async (trx) => {
        const standing = await lockImport(trx, workspaceId, importId);
        if (standing?.state !== 'undoing') return undefined;
        const { counts, next } = await work(trx, from, clock());
        await updateImport(trx, standing, { undo: sum(standing.undo, counts) });
        return next;
      });
    } while (from !== undefined);
  };

  await inChunks<true>(async (trx, _, now) => {
    const deals = await undoImportedDeals(trx, actor, importId, now);
    return { counts: { deals }, next: deals > 0 || undefined };
  });
  await inChunks<string>(async (trx, afterId) => {
    const left = await findImportedDeals(trx, workspaceId, importId, { afterId, limit: page });
    const kept = left.map((deal): Kept => ({
      subject: 'deal',
      subjectId: deal.id,
      name: deal.title,
      made: true,
      reason: keptBecause({ ...deal, byHand: deal.byHand.map(own('deals.')) }) ?? 'changed',
    }));
    return { counts: { kept: await insertKept(trx, key, kept) }, next: nextOf(left) };
  });
  await inChunks<true>(async (trx, _, now) => {
    const { counts, changes } = await restore(trx, actor, importId, now);
    return { counts, next: changes > 0 || undefined };
  });
  await inChunks<string>(async (trx, afterId, now) => {
    const rows = await findImportedContacts(trx, workspaceId, importId, { afterId, limit: page });
    const ids = rows.map(({ id }) => id);
    const [dealt, spoken, others] = await Promise.all([
      findDealParties(trx, workspaceId, { contactIds: ids }),
      findSpokenElsewhere(trx, workspaceId, importId, ids),
      findOtherImports(trx, key, ids),
    ]);
    const { going, kept } = part('contact', rows, (row) => ({
      ...row,
      hasDeal: dealt.has(row.id),
      hasWord: spoken.includes(row.id),
      otherImport: others.has(row.id),
    }));
    const gone = going.map(({ id }) => id);
    const visits = await deleteVisitsOf(trx, key, gone);
    await removeImportedConsents(trx, actor, importId, gone, now);
    await removeImportedContacts(trx, actor, importId, going, now);
    const counts = { contacts: gone.length, visits, kept: await insertKept(trx, key, kept) };
    return { counts, next: nextOf(rows) };
  });
  await inChunks<string>(async (trx, afterId, now) => {
    const rows = await findImportedCompanies(trx, workspaceId, importId, { afterId, limit: page });
    const dealt = await findDealParties(trx, workspaceId, { companyIds: rows.map(({ id }) => id) });
    const { going, kept } = part('company', rows, (row) => ({ ...row, hasDeal: dealt.has(row.id) }));
    await removeImportedCompanies(trx, actor, importId, going, now);
    return { counts: { companies: going.length, kept: await insertKept(trx, key, kept) }, next: nextOf(rows) };
  });
  await inChunks<string>(async (trx, afterId, now) => {
    const ids = await findImportedParties(trx, workspaceId, importId, { afterId, limit: page });
    const kept = await findKeptPeople(trx, key, ids);
    await retractImportedConsents(
      trx,
      actor,
      { importId, name: record.name },
      ids.filter((id) => !kept.has(id)),
      now,
    );
    return { counts: {}, next: ids.length === page ? ids.at(-1) : undefined };
  });
  await inChunks<true>(async (trx) => {
    const visits = await deleteVisits(trx, key, 1000);
    return { counts: { visits }, next: visits > 0 || undefined };
  });

  await db.transaction().execute(async (trx) => {
    const standing = await lockImport(trx, workspaceId, importId);
    if (standing?.state !== 'undoing') return;
    const now = clock();
    await updateImport(trx, standing, { state: 'undone', undoneAt: now });
    await recountConsent(trx, workspaceId, 'phone');
    await announce(trx, actor, importUndone, { importId, name: standing.name, ...sum(standing.undo, {}) }, now);
  });
}

/** People who were there before become what they were, if they still stand as the import left them. */
async function restore(trx: Db<ImportWorld>, actor: Actor, importId: string, now: Date) {
  const { workspaceId } = actor;
  const key = { workspaceId, importId };
  const changes = await takeChanges(trx, key, page);
  const people = new Map(
    (
      await findContactsByIds(
        trx,
        workspaceId,
        changes.map(({ subjectId }) => subjectId),
      )
    ).map((person) => [person.id, person]),
  );
  // Those it made itself and filled up with a later row go as a whole.
  const before = changes.filter(({ subjectId }) => people.get(subjectId)?.importId !== importId);
  const done = await updateContacts(
    trx,
    actor,
    before.map(({ subjectId, before: change, versionAfter }) => ({
      contactId: subjectId,
      change,
      version: versionAfter,
    })),
    now,
  );
  const restored = new Set(done.map(({ after }) => after.id));
  const kept = before.flatMap(({ subjectId }): Kept[] => {
    const person = people.get(subjectId);
    if (!person || restored.has(subjectId)) return [];
    return [{ subject: 'contact', subjectId, name: person.name, made: false, reason: 'changed' }];
  });
  return {
    changes: changes.length,
    counts: { restored: restored.size, kept: await insertKept(trx, key, kept) },
  };
}

function part<Row extends { id: string; name: string }>(
  subject: Kept['subject'],
  rows: readonly Row[],
  found: (row: Row) => Parameters<typeof keptBecause>[0],
): { going: Row[]; kept: Kept[] } {
  const judged = rows.map((row) => ({ row, reason: keptBecause(found(row)) }));
  return {
    going: judged.flatMap(({ row, reason }) => (reason === undefined ? row : [])),
    kept: judged.flatMap(({ row, reason }) =>
      reason === undefined ? [] : [{ subject, subjectId: row.id, name: row.name, made: true, reason }],
    ),
  };
}

/** What was done to the record itself is a change of it, not a reason of its own. */
const own =
  (prefix: string) =>
  (type: string): string =>
    type.startsWith(prefix) ? 'changed' : type;

const nextOf = (rows: readonly { id: string }[]): string | undefined =>
  rows.length === page ? rows.at(-1)?.id : undefined;

const none: UndoCounts = { contacts: 0, companies: 0, deals: 0, visits: 0, restored: 0, kept: 0 };

function sum(so: UndoCounts | null, far: Counted): UndoCounts {
  const now = { ...none, ...so };
  return {
    contacts: now.contacts + (far.contacts ?? 0),
    companies: now.companies + (far.companies ?? 0),
    deals: now.deals + (far.deals ?? 0),
    visits: now.visits + (far.visits ?? 0),
    restored: now.restored + (far.restored ?? 0),
    kept: now.kept + (far.kept ?? 0),
  };
}
