import { type ContactsTables, findCompaniesByIds, findContactsByIds } from '#contacts';
import { type DealsTables, findDealsByIds } from '#deals';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { NextStepView } from './contract.ts';
import { timeOfDay } from './rules/due.ts';
import { findNextSteps } from './queries/next-steps.ts';
import type { NextStepRow, NextStepsTables } from './schema.ts';

/** The one place where next steps become what the outside sees. */
export async function toNextStepViews(
  db: Db<ContactsTables & DealsTables>,
  workspaceId: string,
  zone: string,
  steps: readonly NextStepRow[],
): Promise<NextStepView[]> {
  const idsOf = (column: 'contactId' | 'companyId' | 'dealId') => [
    ...new Set(steps.flatMap((step) => step[column] ?? [])),
  ];
  const [contacts, companies, deals] = await Promise.all([
    findContactsByIds(db, workspaceId, idsOf('contactId')),
    findCompaniesByIds(db, workspaceId, idsOf('companyId')),
    findDealsByIds(db, workspaceId, idsOf('dealId')),
  ]);
  const names = new Map([...contacts, ...companies].map(({ id, name }) => [id, name]));
  const titles = new Map([...deals.values()].map(({ id, title }) => [id, title]));
  return steps.map((step) => ({
    id: step.id,
    kind: step.kind,
    title: step.title,
    contactId: step.contactId,
    contactName: names.get(step.contactId ?? '') ?? null,
    companyId: step.companyId,
    companyName: names.get(step.companyId ?? '') ?? null,
    dealId: step.dealId,
    dealTitle: titles.get(step.dealId ?? '') ?? null,
    ownerId: step.ownerId,
    dueOn: step.dueOn,
    dueTime: step.dueAt && timeOfDay(step.dueAt, zone),
    dueAt: step.dueAt?.toISOString() ?? null,
    promised: step.promised,
    note: step.note,
    doneAt: step.doneAt?.toISOString() ?? null,
    doneBy: step.doneBy,
    droppedAt: step.droppedAt?.toISOString() ?? null,
    createdBy: step.createdBy,
    createdAt: step.createdAt.toISOString(),
    updatedAt: step.updatedAt.toISOString(),
    version: step.version,
  }));
}

export async function toNextStepView(
  db: Db<ContactsTables & DealsTables & WorkspaceTables>,
  step: NextStepRow,
): Promise<NextStepView> {
  const workspace = await findWorkspace(db, step.workspaceId);
  if (!workspace) throw notFound();
  const [view] = await toNextStepViews(db, step.workspaceId, workspace.timeZone, [step]);
  if (!view) throw new Error('one step in, none out');
  return view;
}

/** These steps, by due day; those out of sight are not among them. */
export async function nextStepsOf(
  db: Db<NextStepsTables & ContactsTables & DealsTables & WorkspaceTables>,
  workspaceId: string,
  ids: readonly string[],
): Promise<NextStepView[]> {
  if (ids.length === 0) return [];
  const [workspace, steps] = await Promise.all([findWorkspace(db, workspaceId), findNextSteps(db, workspaceId, ids)]);
  if (!workspace) throw notFound();
  return toNextStepViews(db, workspaceId, workspace.timeZone, steps);
}
