import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import type { ChangeCompany, CreateCompany } from '../contract.ts';
import { companyChanged, companyCreated, companyRemoved, companyRestored } from '../events.ts';
import { refreshPeople } from '../jobs.ts';
import { lockCompanies } from '../queries/companies.ts';
import { deleteKeys, insertKeys, replaceKeys } from '../queries/keys.ts';
import { insertCompanyRows, updateCompanyRows } from '../queries/writing.ts';
import { changesOfCompany } from '../rules/changes.ts';
import { keysOfCompany } from '../rules/keys.ts';
import { deriveCompany, emptyCompany, given } from '../rules/records.ts';
import type { CompanyRow } from '../schema.ts';
import { checkOwner, type ContactsWorld, tidy } from './parts.ts';

export function createCompany(
  db: Db<ContactsWorld>,
  actor: Actor,
  input: CreateCompany,
  now: Date,
): Promise<CompanyRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const ownerId = input.ownerId === undefined ? actor.userId : input.ownerId;
    await checkOwner(trx, actor, ownerId);
    const content = {
      ...emptyCompany,
      ...given(input),
      ...(await tidy(trx, workspaceId, input)),
      name: input.name,
      ownerId,
    };
    const row: CompanyRow = {
      ...content,
      ...deriveCompany(content),
      workspaceId,
      id: newId(),
      importId: null,
      lastTouchAt: null,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
    };
    await insertCompanyRows(trx, workspaceId, [row]);
    await Promise.all([
      insertKeys(trx, workspaceId, 'company', [{ id: row.id, keys: keysOfCompany(row) }]),
      announce(trx, actor, companyCreated, { ...about(row), source: row.source, importId: null }, now),
    ]);
    return row;
  });
}

export function changeCompany(
  db: Db<ContactsWorld>,
  actor: Actor,
  companyId: string,
  input: ChangeCompany,
  ifMatch: number | undefined,
  now: Date,
): Promise<CompanyRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const before = await lockCompany(trx, workspaceId, companyId);
    refuseStale(before.version, ifMatch);
    if (input.ownerId !== undefined && input.ownerId !== before.ownerId) await checkOwner(trx, actor, input.ownerId);
    const content = { ...before, ...given(input), ...(await tidy(trx, workspaceId, input)) };
    const changed = changesOfCompany(before, content);
    if (!changed) return before;
    const after = { ...content, ...deriveCompany(content), updatedAt: now, version: before.version + 1 };
    await Promise.all([
      updateCompanyRows(trx, workspaceId, [after]),
      replaceKeys(trx, workspaceId, 'company', [{ id: companyId, keys: keysOfCompany(after) }]),
      announce(trx, actor, companyChanged, { ...about(after), changed }, now),
      changed['name'] && enqueue(trx, refreshPeople, { workspaceId, companyId }, { key: `people of ${companyId}` }),
    ]);
    return after;
  });
}

export function removeCompany(
  db: Db<ContactsWorld>,
  actor: Actor,
  companyId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const before = await lockCompany(trx, actor.workspaceId, companyId);
    refuseStale(before.version, ifMatch);
    await Promise.all([
      updateCompanyRows(trx, actor.workspaceId, [
        { ...before, removedAt: now, updatedAt: now, version: before.version + 1 },
      ]),
      deleteKeys(trx, actor.workspaceId, [companyId]),
      announce(trx, actor, companyRemoved, about(before), now),
    ]);
  });
}

export function restoreCompany(db: Db<ContactsWorld>, actor: Actor, companyId: string, now: Date): Promise<CompanyRow> {
  return inTransaction(db, async (trx) => {
    const [before] = await lockCompanies(trx, actor.workspaceId, [companyId]);
    if (!before) throw notFound();
    if (before.removedAt === null) return before;
    const after = { ...before, removedAt: null, updatedAt: now, version: before.version + 1 };
    await Promise.all([
      updateCompanyRows(trx, actor.workspaceId, [after]),
      insertKeys(trx, actor.workspaceId, 'company', [{ id: after.id, keys: keysOfCompany(after) }]),
      announce(trx, actor, companyRestored, about(after), now),
    ]);
    return after;
  });
}

async function lockCompany(trx: Db<ContactsWorld>, workspaceId: string, companyId: string): Promise<CompanyRow> {
  const [row] = await lockCompanies(trx, workspaceId, [companyId]);
  if (!row || row.removedAt !== null) throw notFound();
  return row;
}

/** What every announcement about a company says. */
export function about(row: CompanyRow) {
  return { companyId: row.id, name: row.name };
}
