import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import type { PlatformTables } from '#platform/schema';
import { companyUndone, contactUndone } from '../events.ts';
import { deleteKeys } from '../queries/keys.ts';
import { deleteCompanies, deleteContacts, type Imported } from '../queries/imported.ts';
import type { ContactsTables } from '../schema.ts';

type Tables = ContactsTables & PlatformTables;

/** Takes people whom an import made for good. What hangs on them in other capabilities must have been taken back before. */
export async function removeImportedContacts(
  trx: Db<Tables>,
  actor: Actor,
  importId: string,
  rows: readonly Imported[],
  now: Date,
): Promise<void> {
  const ids = rows.map((row) => row.id);
  await Promise.all([
    deleteContacts(trx, actor.workspaceId, ids),
    deleteKeys(trx, actor.workspaceId, ids),
    announceAll(
      trx,
      actor,
      contactUndone,
      rows.map((row) => ({
        payload: { contactId: row.id, companyId: row.companyId, name: row.name, importId },
        occurredAt: now,
      })),
      now,
    ),
  ]);
}

/** The same for companies, once their people are gone. */
export async function removeImportedCompanies(
  trx: Db<Tables>,
  actor: Actor,
  importId: string,
  rows: readonly Imported[],
  now: Date,
): Promise<void> {
  const ids = rows.map((row) => row.id);
  await Promise.all([
    deleteCompanies(trx, actor.workspaceId, ids),
    deleteKeys(trx, actor.workspaceId, ids),
    announceAll(
      trx,
      actor,
      companyUndone,
      rows.map((row) => ({ payload: { companyId: row.id, name: row.name, importId }, occurredAt: now })),
      now,
    ),
  ]);
}
