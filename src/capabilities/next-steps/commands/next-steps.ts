import { type AccessTables, listMembers } from '#access';
import { type ContactsTables, requireCompany, requireContact } from '#contacts';
import { type DealsTables, requireDeal } from '#deals';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { ChangeNextStep, CreateNextStep } from '../contract.ts';
import { nextStepChanged, nextStepCreated, nextStepDone, nextStepDropped, nextStepReopened } from '../events.ts';
import { insertNextSteps, lockNextStep, updateNextStep } from '../queries/next-steps.ts';
import { dueInstant, timeOfDay } from '../rules/due.ts';
import type { NextStepRow, NextStepsTables } from '../schema.ts';

export type StepsWorld = NextStepsTables &
  ContactsTables &
  DealsTables &
  AccessTables &
  WorkspaceTables &
  PlatformTables;
type Person = Actor & { userId: string };

/** `fromCallId`: the call in which it was agreed. */
export function createNextStep(
  db: Db<StepsWorld>,
  actor: Person,
  input: CreateNextStep,
  now: Date,
  fromCallId: string | null = null,
): Promise<NextStepRow> {
  return inTransaction(db, async (trx) => {
    const ownerId = input.ownerId ?? actor.userId;
    await refuseUnknownOwner(trx, actor, ownerId);
    const subject = await subjectOf(trx, actor.workspaceId, input);
    const zone = await zoneOf(trx, actor.workspaceId);
    const step = {
      workspaceId: actor.workspaceId,
      id: newId(now.getTime()),
      kind: input.kind,
      title: input.title,
      ...subject,
      ownerId,
      dueOn: input.dueOn,
      dueAt: input.dueTime === null ? null : dueInstant(input.dueOn, input.dueTime, zone),
      promised: input.promised,
      note: noteOf(input.note),
      fromCallId,
      createdBy: actor.userId,
    };
    const row = openStep(step, now);
    await insertNextSteps(trx, [row]);
    await announce(trx, actor, nextStepCreated, announcement(row), now);
    return row;
  });
}

type OpenStep = Omit<
  NextStepRow,
  'doneAt' | 'doneBy' | 'droppedAt' | 'droppedBy' | 'doneByCallId' | 'createdAt' | 'updatedAt' | 'version'
>;

function openStep(step: OpenStep, now: Date): NextStepRow {
  const open = { doneAt: null, doneBy: null, droppedAt: null, droppedBy: null, doneByCallId: null };
  return { ...step, ...open, createdAt: now, updatedAt: now, version: 1 };
}

/** What follows from something that happened, and nobody entered; the caller vouches for owner and subject. */
export async function planNextStep(
  trx: Db<StepsWorld>,
  step: Omit<OpenStep, 'fromCallId' | 'createdBy'>,
  now: Date,
): Promise<void> {
  const row = openStep({ ...step, fromCallId: null, createdBy: null }, now);
  await insertManyNextSteps(trx, systemActor(step.workspaceId), [row], now);
}

/** Whoever sees only their own records can't put work on another's desk: they would not see it themselves. */
async function refuseUnknownOwner(trx: Db<AccessTables>, actor: Actor, ownerId: string): Promise<void> {
  if (ownerId === actor.userId) return;
  const members = actor.seesOnlyOwn ? [] : await listMembers(trx, actor.workspaceId);
  if (!members.some((member) => member.userId === ownerId && member.endedAt === null)) {
    throw new Refusal(422, 'owner_unknown', 'Diese Person kann den Schritt nicht übernehmen.');
  }
}

type Subject = Pick<NextStepRow, 'contactId' | 'companyId' | 'dealId'>;

/** A step with a deal stands also with its contact, one with a contact also with their company, so that each page shows it. */
async function subjectOf(
  trx: Db<ContactsTables & DealsTables>,
  workspaceId: string,
  input: Pick<CreateNextStep, 'contactId' | 'companyId' | 'dealId'>,
): Promise<Subject> {
  const deal = input.dealId ? await requireDeal(trx, workspaceId, input.dealId) : undefined;
  const contactId = input.contactId ?? deal?.contactId ?? null;
  const contact = contactId === null ? undefined : await requireContact(trx, workspaceId, contactId);
  const companyId = input.companyId ?? deal?.companyId ?? contact?.companyId ?? null;
  if (input.companyId) await requireCompany(trx, workspaceId, input.companyId);
  return { contactId, companyId, dealId: deal?.id ?? null };
}

async function zoneOf(trx: Db<WorkspaceTables>, workspaceId: string): Promise<string> {
  const workspace = await findWorkspace(trx, workspaceId);
  if (!workspace) throw notFound();
  return workspace.timeZone;
}

function noteOf(note: string | null): string | null {
  return note?.trim() ? note : null;
}

function about(step: NextStepRow) {
  return {
    nextStepId: step.id,
    contactId: step.contactId,
    companyId: step.companyId,
    dealId: step.dealId,
    title: step.title,
  };
}

function announcement(step: NextStepRow) {
  const { kind, ownerId, dueOn, promised } = step;
  return { ...about(step), kind, ownerId, dueOn, dueAt: step.dueAt?.toISOString() ?? null, promised };
}

export function changeNextStep(
  db: Db<StepsWorld>,
  actor: Actor,
  nextStepId: string,
  input: ChangeNextStep,
  ifMatch: number | undefined,
  now: Date,
): Promise<NextStepRow> {
  return inTransaction(db, async (trx) => {
    const before = await requireOpenStep(trx, actor.workspaceId, nextStepId, ifMatch);
    if (input.ownerId !== undefined) await refuseUnknownOwner(trx, actor, input.ownerId);
    const change = {
      ...(input.kind !== undefined && { kind: input.kind }),
      ...(input.title !== undefined && { title: input.title }),
      ...(input.promised !== undefined && { promised: input.promised }),
      ...(input.ownerId !== undefined && { ownerId: input.ownerId }),
      ...(input.note !== undefined && { note: noteOf(input.note) }),
      ...dueOf(before, input, await zoneOf(trx, actor.workspaceId)),
    };
    const after = await update(trx, before, { ...change, updatedAt: now });
    await announce(trx, actor, nextStepChanged, { ...about(after), changed: differences(before, after) }, now);
    return after;
  });
}

/** A new day alone keeps the time of day that was agreed, whatever the clocks do in between. */
function dueOf(before: NextStepRow, input: ChangeNextStep, zone: string): Pick<NextStepRow, 'dueOn' | 'dueAt'> {
  const dueOn = input.dueOn ?? before.dueOn;
  const kept = before.dueAt && timeOfDay(before.dueAt, zone);
  const dueTime = input.dueTime === undefined ? kept : input.dueTime;
  return { dueOn, dueAt: dueTime === null ? null : dueInstant(dueOn, dueTime, zone) };
}

function differences(before: NextStepRow, after: NextStepRow): Record<string, { from: unknown; to: unknown }> {
  const fields = ['kind', 'title', 'promised', 'ownerId', 'note', 'dueOn', 'dueAt'] as const;
  const plain = (value: NextStepRow[(typeof fields)[number]]) => (value instanceof Date ? value.toISOString() : value);
  return Object.fromEntries(
    fields
      .map((field) => [field, { from: plain(before[field]), to: plain(after[field]) }] as const)
      .filter(([, { from, to }]) => from !== to),
  );
}

async function requireOpenStep(
  trx: Db<NextStepsTables>,
  workspaceId: string,
  nextStepId: string,
  ifMatch: number | undefined,
): Promise<NextStepRow> {
  const step = await lockNextStep(trx, { workspaceId, nextStepId });
  if (!step) throw notFound();
  if (step.doneAt ?? step.droppedAt) {
    const words = step.doneAt ? 'Dieser Schritt ist schon erledigt.' : 'Dieser Schritt wurde schon fallen gelassen.';
    throw new Refusal(409, 'step_closed', words, { doneBy: step.doneBy, doneAt: step.doneAt?.toISOString() ?? null });
  }
  refuseStale(step.version, ifMatch);
  return step;
}

async function update(
  trx: Db<NextStepsTables>,
  before: NextStepRow,
  change: Partial<NextStepRow>,
): Promise<NextStepRow> {
  const { workspaceId, id: nextStepId, version } = before;
  const after = await updateNextStep(trx, { workspaceId, nextStepId, version }, change);
  if (!after)
    throw new Refusal(
      412,
      'stale',
      'Jemand anderes hat diesen Schritt gerade geändert. Bitte prüfen Sie den neuen Stand.',
    );
  return after;
}

/** `callId`: the call that settled it. */
export function completeNextStep(
  db: Db<StepsWorld>,
  actor: Actor,
  nextStepId: string,
  ifMatch: number | undefined,
  now: Date,
  callId: string | null = null,
): Promise<NextStepRow> {
  return inTransaction(db, async (trx) => {
    const before = await requireOpenStep(trx, actor.workspaceId, nextStepId, ifMatch);
    const after = await update(trx, before, {
      doneAt: now,
      doneBy: actor.userId,
      doneByCallId: callId,
      updatedAt: now,
    });
    await announce(trx, actor, nextStepDone, { ...about(after), callId }, now);
    return after;
  });
}

export function dropNextStep(
  db: Db<StepsWorld>,
  actor: Actor,
  nextStepId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<NextStepRow> {
  return inTransaction(db, async (trx) => {
    const before = await requireOpenStep(trx, actor.workspaceId, nextStepId, ifMatch);
    const after = await update(trx, before, { droppedAt: now, droppedBy: actor.userId, updatedAt: now });
    await announce(trx, actor, nextStepDropped, about(after), now);
    return after;
  });
}

export function reopenNextStep(
  db: Db<StepsWorld>,
  actor: Actor,
  nextStepId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<NextStepRow> {
  return inTransaction(db, async (trx) => {
    const before = await lockNextStep(trx, { workspaceId: actor.workspaceId, nextStepId });
    if (!before) throw notFound();
    if (!before.doneAt && !before.droppedAt) throw new Refusal(409, 'step_open', 'Dieser Schritt ist schon offen.');
    refuseStale(before.version, ifMatch);
    const after = await update(trx, before, {
      doneAt: null,
      doneBy: null,
      doneByCallId: null,
      droppedAt: null,
      droppedBy: null,
      updatedAt: now,
    });
    await announce(trx, actor, nextStepReopened, about(after), now);
    return after;
  });
}

/** Many at once, as another system (or the example) knows them; the caller vouches for owners and subjects. */
export async function insertManyNextSteps(
  trx: Db<StepsWorld>,
  actor: Actor,
  rows: readonly NextStepRow[],
  now: Date,
): Promise<void> {
  await insertNextSteps(trx, rows);
  const created = rows.map((row) => ({ payload: announcement(row), occurredAt: row.createdAt }));
  const done = rows.flatMap((row) =>
    row.doneAt ? [{ payload: { ...about(row), callId: row.doneByCallId }, occurredAt: row.doneAt }] : [],
  );
  const dropped = rows.flatMap((row) => (row.droppedAt ? [{ payload: about(row), occurredAt: row.droppedAt }] : []));
  await announceAll(trx, actor, nextStepCreated, created, now);
  await announceAll(trx, actor, nextStepDone, done, now);
  await announceAll(trx, actor, nextStepDropped, dropped, now);
}
