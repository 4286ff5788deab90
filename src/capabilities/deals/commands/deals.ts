import { type AccessTables, listMembers } from '#access';
import { type ContactsTables, requireCompany, requireContact } from '#contacts';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import { pipelinesOf } from '../answers.ts';
import type { ChangeDeal, CreateDeal } from '../contract.ts';
import { dealChanged, dealCreated, dealRemoved, dealRestored } from '../events.ts';
import { insertDealRows, insertStageMoves, lockDeal, updateDeal } from '../queries/deals.ts';
import { findStage } from '../queries/pipelines.ts';
import { changedBetween, factsOf } from '../rules.ts';
import type { DealRow, DealsTables, StageRow } from '../schema.ts';

/** What a change of a deal touches, upstream included. */
export type DealsWorld = DealsTables & ContactsTables & AccessTables & WorkspaceTables & PlatformTables;
export type IfMatch = number | undefined;

export function createDeal(db: Db<DealsWorld>, actor: Actor, input: CreateDeal, now: Date): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = actor;
    const stage = await stageToBegin(trx, workspaceId, input);
    const ownerId = input.ownerId === undefined ? actor.userId : input.ownerId;
    await refuseUnknownOwner(trx, actor, ownerId);
    const row: DealRow = {
      workspaceId,
      id: newId(now.getTime()),
      title: input.title,
      ...(await subjectOf(trx, workspaceId, input)),
      pipelineId: stage.pipelineId,
      stageId: stage.id,
      stageSince: now,
      valueCents: input.valueCents ?? 0,
      currency: input.currency ?? (await currencyOf(trx, workspaceId)),
      closeOn: input.closeOn ?? null,
      ownerId,
      source: input.source ?? null,
      note: noteOf(input.note),
      externalId: input.externalId ?? null,
      wonAt: null,
      lostAt: null,
      endedBy: null,
      lossReasonId: null,
      lossNote: null,
      importId: null,
      createdAt: now,
      updatedAt: now,
      removedAt: null,
      version: 1,
    };
    await insertDealRows(trx, [row]);
    await insertStageMoves(trx, [
      {
        workspaceId,
        id: newId(now.getTime()),
        dealId: row.id,
        fromStageId: null,
        toStageId: stage.id,
        movedBy: actor.userId,
        movedAt: now,
      },
    ]);
    await announce(
      trx,
      actor,
      dealCreated,
      { ...about(row), stage: stage.name, source: row.source, importId: null },
      now,
    );
    return row;
  });
}

export function changeDeal(
  db: Db<DealsWorld>,
  actor: Actor,
  dealId: string,
  input: ChangeDeal,
  ifMatch: IfMatch,
  now: Date,
): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeDeal(trx, actor, dealId, ifMatch);
    if (input.ownerId !== undefined && input.ownerId !== before.ownerId)
      await refuseUnknownOwner(trx, actor, input.ownerId);
    if (input.contactId && input.contactId !== before.contactId)
      await requireContact(trx, actor.workspaceId, input.contactId);
    if (input.companyId && input.companyId !== before.companyId)
      await requireCompany(trx, actor.workspaceId, input.companyId);
    const wanted = { ...before, ...given(input) };
    if (Object.keys(changedBetween(before, wanted)).length === 0) return before;
    const after = await updateDeal(trx, before, { ...given(input), updatedAt: now });
    await announce(trx, actor, dealChanged, { ...about(after), changed: changedBetween(before, after) }, now);
    return after;
  });
}

export function removeDeal(
  db: Db<DealsWorld>,
  actor: Actor,
  dealId: string,
  ifMatch: IfMatch,
  now: Date,
): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const before = await takeDeal(trx, actor, dealId, ifMatch);
    const after = await updateDeal(trx, before, { removedAt: now, updatedAt: now });
    await announce(trx, actor, dealRemoved, { ...about(after), changed: changedBetween(before, after) }, now);
    return after;
  });
}

/** Bringing back what is there changes nothing: the second of two clicks is no mistake. */
export function restoreDeal(db: Db<DealsWorld>, actor: Actor, dealId: string, now: Date): Promise<DealRow> {
  return inTransaction(db, async (trx) => {
    const before = await lockDeal(trx, { workspaceId: actor.workspaceId, id: dealId });
    if (!before) throw notFound();
    if (before.removedAt === null) return before;
    const after = await updateDeal(trx, before, { removedAt: null, updatedAt: now });
    await announce(trx, actor, dealRestored, { ...about(after), changed: changedBetween(before, after) }, now);
    return after;
  });
}

/** The deal, locked, in the version the caller saw. */
export async function takeDeal(trx: Db<DealsTables>, actor: Actor, dealId: string, ifMatch: IfMatch): Promise<DealRow> {
  const deal = await lockDeal(trx, { workspaceId: actor.workspaceId, id: dealId });
  if (!deal || deal.removedAt) throw notFound();
  refuseStale(deal.version, ifMatch);
  return deal;
}

/** A stage that a deal may go to. */
export async function requireStage(trx: Db<DealsTables>, workspaceId: string, stageId: string): Promise<StageRow> {
  const stage = await findStage(trx, { workspaceId, id: stageId });
  if (!stage) throw notFound();
  if (stage.archivedAt || stage.pipelineArchivedAt) {
    throw new Refusal(
      422,
      'stage_archived',
      `Die Stufe „${stage.name}“ liegt im Archiv. Bitte wählen Sie eine andere.`,
      { stageId },
    );
  }
  return stage;
}

/** What every event of a deal says. */
export function about(deal: DealRow) {
  const { id, contactId, companyId, title, version } = deal;
  return { dealId: id, contactId, companyId, title, version, facts: factsOf(deal) };
}

async function stageToBegin(trx: Db<DealsTables>, workspaceId: string, input: CreateDeal): Promise<StageRow> {
  if (input.stageId) {
    const stage = await requireStage(trx, workspaceId, input.stageId);
    if (input.pipelineId && input.pipelineId !== stage.pipelineId) throw notFound();
    return stage;
  }
  const pipelines = await pipelinesOf(trx, workspaceId);
  const pipeline = input.pipelineId ? pipelines.find(({ id }) => id === input.pipelineId) : pipelines[0];
  const stage = pipeline?.stages[0];
  if (!stage) throw notFound();
  return stage;
}

/** A deal with a person of a company is also the company's, unless someone says otherwise. */
async function subjectOf(
  trx: Db<ContactsTables>,
  workspaceId: string,
  input: CreateDeal,
): Promise<Pick<DealRow, 'contactId' | 'companyId'>> {
  const contact = input.contactId ? await requireContact(trx, workspaceId, input.contactId) : undefined;
  if (input.companyId) await requireCompany(trx, workspaceId, input.companyId);
  const companyId = input.companyId === undefined ? contact?.companyId : input.companyId;
  return { contactId: contact?.id ?? null, companyId: companyId ?? null };
}

/** Whoever sees only their own deals can't give one away: they would lose sight of it, and the database would refuse. */
async function refuseUnknownOwner(trx: Db<AccessTables>, actor: Actor, ownerId: string | null): Promise<void> {
  if (ownerId === actor.userId && ownerId !== null) return;
  if (actor.seesOnlyOwn) {
    throw new Refusal(422, 'owner_out_of_sight', 'Sie sehen nur eigene Abschlüsse und können deshalb keinen abgeben.');
  }
  if (ownerId === null) return;
  const members = await listMembers(trx, actor.workspaceId);
  if (!members.some((member) => member.userId === ownerId && member.endedAt === null)) {
    throw new Refusal(422, 'owner_unknown', 'Diese Person gehört nicht (mehr) zum Team.');
  }
}

async function currencyOf(trx: Db<WorkspaceTables>, workspaceId: string): Promise<string> {
  const workspace = await findWorkspace(trx, workspaceId);
  if (!workspace) throw notFound();
  return workspace.currency;
}

function given(input: ChangeDeal): Partial<DealRow> {
  const fields: Partial<DealRow> = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return input.note === undefined ? fields : { ...fields, note: noteOf(input.note) };
}

function noteOf(note: string | null | undefined): string | null {
  return note?.trim() ? note : null;
}
