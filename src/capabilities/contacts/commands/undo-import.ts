import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import type { PlatformTables } from '#platform/schema';
import { companyUndone, contactUndone } from '../events.ts';
import { deleteKeys } from '../queries/keys.ts';
import {
  deleteCompanies,
  deleteContacts,
  findImportedCompanies,
  findImportedContacts,
  type Imported,
} from '../queries/imported.ts';
import type { ContactsTables } from '../schema.ts';

export type Undone = {
  contactIds: string[];
  companyIds: string[];
  /** Somebody has worked with these since: they stay. */
  kept: { subject: 'contact' | 'company'; id: string; name: string }[];
  /** Where the next call goes on; undefined: everything was looked at. */
  next: ImportPosition | undefined;
};
export type ImportPosition = { subject: 'contact' | 'company'; afterId: string | undefined };

/**
 * Takes back what an import made, at most `limit` records a call: people first, then companies. A record goes for good unless it was changed since, someone
 * other than an import did something with it, or (a company) people are in it. What hangs on it in other capabilities must have been taken back before.
 */
export async function removeImported(
  trx: Db<ContactsTables & PlatformTables>,
  actor: Actor,
  importId: string,
  page: { limit: number; from: ImportPosition | undefined },
  now: Date,
): Promise<Undone> {
  const { workspaceId } = actor;
  const { limit, from = { subject: 'contact', afterId: undefined } } = page;
  const rows =
    from.subject === 'contact'
      ? await findImportedContacts(trx, workspaceId, importId, { limit, afterId: from.afterId })
      : await findImportedCompanies(trx, workspaceId, importId, { limit, afterId: from.afterId });
  const going = rows.filter((row) => row.untouched);
  const ids = going.map((row) => row.id);
  const kept = rows.filter((row) => !row.untouched).map(({ id, name }) => ({ subject: from.subject, id, name }));
  const next = nextPosition(from.subject, rows, limit);
  if (from.subject === 'contact') {
    await Promise.all([
      deleteContacts(trx, workspaceId, ids),
      deleteKeys(trx, workspaceId, ids),
      announceAll(
        trx,
        actor,
        contactUndone,
        going.map((row) => ({
          payload: { contactId: row.id, companyId: row.companyId, name: row.name, importId },
          occurredAt: now,
        })),
        now,
      ),
    ]);
    return { contactIds: ids, companyIds: [], kept, next };
  }
  await Promise.all([
    deleteCompanies(trx, workspaceId, ids),
    deleteKeys(trx, workspaceId, ids),
    announceAll(
      trx,
      actor,
      companyUndone,
      going.map((row) => ({ payload: { companyId: row.id, name: row.name, importId }, occurredAt: now })),
      now,
    ),
  ]);
  return { contactIds: [], companyIds: ids, kept, next };
}

function nextPosition(
  subject: 'contact' | 'company',
  rows: readonly Imported[],
  limit: number,
): ImportPosition | undefined {
  if (rows.length === limit) return { subject, afterId: rows.at(-1)?.id };
  return subject === 'contact' ? { subject: 'company', afterId: undefined } : undefined;
}
