import { requireCompany, requireContact, type ContactsTables } from '#contacts';
import { type DealsTables, requireDeal } from '#deals';
import { findWorkspace, hereAndNow, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll, changesIn } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { ChangeContract, CreateContract, GiveNotice } from './contract.ts';
import * as events from './events.ts';
import { insertContract, insertContracts, lockContract, updateContract } from './queries.ts';
import type { ContractRow, NewContract, OffersTables } from './schema.ts';

/** What a change of a contract touches, upstream included. */
export type OffersWorld = OffersTables & DealsTables & ContactsTables & WorkspaceTables & PlatformTables;
type Whose = { contractId: string; ifMatch: number | undefined };

export function createContract(
  db: Db<OffersWorld>,
  actor: Actor,
  { contactId, companyId, dealId, ...terms }: CreateContract,
  now: Date,
): Promise<ContractRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const deal = dealId ? await requireDeal(trx, workspaceId, dealId) : undefined;
    const contact = contactId ?? deal?.contactId;
    const person = contact ? await requireContact(trx, workspaceId, contact) : undefined;
    const company = companyId ?? (deal ? deal.companyId : person?.companyId);
    if (company) await requireCompany(trx, workspaceId, company);
    if (!person && !company)
      throw new Refusal(422, 'no_customer', 'Dieser Abschluss nennt niemanden: Mit wem ist der Vertrag?');
    const workspace = await findWorkspace(trx, workspaceId);
    if (!workspace) throw notFound();
    const row = await insertContract(trx, {
      workspaceId,
      id: newId(now.getTime()),
      ...termsOf(terms),
      contactId: person?.id ?? null,
      companyId: company ?? null,
      dealId: deal?.id ?? null,
      currency: deal?.currency ?? workspace.currency,
      noticeOn: null,
      endsOn: null,
      endReason: null,
      createdBy: actor.userId,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
    });
    await announce(trx, actor, events.contractMade, about(row), now);
    return row;
  });
}

export function changeContract(
  db: Db<OffersWorld>,
  actor: Actor,
  whose: Whose,
  input: ChangeContract,
  now: Date,
): Promise<ContractRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeContract(trx, actor, whose);
    const terms = termsOf(input);
    if (before.endsOn !== null && terms.startsOn > before.endsOn) throw tooEarly();
    const changed = changesIn<NewContract>(before, terms);
    if (Object.keys(changed).length === 0) return before;
    const after = await updateContract(trx, before, { ...terms, updatedAt: now });
    await announce(trx, actor, events.contractChanged, { ...about(after), changed }, now);
    return after;
  });
}

/** Given again, it counts as it was given last. */
export function giveNotice(
  db: Db<OffersWorld>,
  actor: Actor,
  whose: Whose,
  { on, endsOn, reason }: GiveNotice,
  now: Date,
): Promise<ContractRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeContract(trx, actor, whose);
    const { today } = await hereAndNow(trx, actor.workspaceId, now);
    if (on > today)
      throw new Refusal(422, 'notice_in_future', 'Dieser Tag kommt erst noch: Wann ging die Kündigung ein?');
    if (endsOn < before.startsOn || endsOn < on) throw tooEarly();
    if (before.noticeOn === on && before.endsOn === endsOn && before.endReason === reason) return before;
    const after = await updateContract(trx, before, { noticeOn: on, endsOn, endReason: reason, updatedAt: now });
    await announce(trx, actor, events.noticeGiven, { ...about(after), on, endsOn, reason }, now);
    return after;
  });
}

export function takeBackNotice(db: Db<OffersWorld>, actor: Actor, whose: Whose, now: Date): Promise<ContractRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeContract(trx, actor, whose);
    if (before.endsOn === null) return before;
    const after = await updateContract(trx, before, { noticeOn: null, endsOn: null, endReason: null, updatedAt: now });
    await announce(trx, actor, events.noticeTakenBack, about(after), now);
    return after;
  });
}

export function removeContract(db: Db<OffersWorld>, actor: Actor, whose: Whose, now: Date): Promise<ContractRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeContract(trx, actor, whose);
    const after = await updateContract(trx, before, { removedAt: now, updatedAt: now });
    await announce(trx, actor, events.contractRemoved, about(after), now);
    return after;
  });
}

/** Bringing back what is there changes nothing: the second of two clicks is no mistake. */
export function restoreContract(
  db: Db<OffersWorld>,
  actor: Actor,
  contractId: string,
  now: Date,
): Promise<ContractRow> {
  return inTransaction(db, async (trx) => {
    const before = await lockContract(trx, { workspaceId: actor.workspaceId, contractId });
    if (!before) throw notFound();
    if (before.removedAt === null) return before;
    const after = await updateContract(trx, before, { removedAt: null, updatedAt: now });
    await announce(trx, actor, events.contractRestored, about(after), now);
    return after;
  });
}

/** A contract as an example or another system tells it, its end included. */
export type PastContract = Omit<NewContract, 'workspaceId' | 'id' | 'updatedAt' | 'removedAt' | 'version'>;

/** Many contracts with their past at once; each step of it is an event at its own time. */
export async function insertPastContracts(
  trx: Db<OffersTables & PlatformTables>,
  actor: Actor,
  contracts: readonly PastContract[],
  now: Date,
): Promise<void> {
  const { workspaceId } = actor;
  const rows = contracts.map((one): NewContract => {
    const id = newId(one.createdAt.getTime());
    return { ...one, workspaceId, id, updatedAt: one.createdAt, removedAt: null, version: 1 };
  });
  await insertContracts(trx, rows);
  const made = rows.map((row) => ({ payload: about(row), occurredAt: row.createdAt }));
  await announceAll(trx, actor, events.contractMade, made, now);
  const noticed = rows.flatMap((row) => {
    const { noticeOn: on, endsOn, endReason: reason } = row;
    if (on === null || endsOn === null || reason === null) return [];
    return [{ payload: { ...about(row), on, endsOn, reason }, occurredAt: new Date(`${on}T10:00:00Z`) }];
  });
  await announceAll(trx, actor, events.noticeGiven, noticed, now);
}

/** The contract, locked, in the version the caller saw. */
async function takeContract(trx: Db<OffersTables>, actor: Actor, { contractId, ifMatch }: Whose): Promise<ContractRow> {
  const contract = await lockContract(trx, { workspaceId: actor.workspaceId, contractId });
  if (!contract || contract.removedAt) throw notFound();
  refuseStale(contract.version, ifMatch);
  return contract;
}

function termsOf({ note, ...terms }: ChangeContract): ChangeContract {
  return { ...terms, note: note?.trim() ? note : null };
}

const tooEarly = () =>
  new Refusal(422, 'ends_too_early', 'Ein Vertrag kann nicht enden, bevor er beginnt oder die Kündigung da ist.');

export function about({ id, contactId, companyId, dealId, title, monthlyCents, currency, startsOn }: NewContract) {
  return { contractId: id, contactId, companyId, dealId, title, monthlyCents, currency, startsOn };
}
