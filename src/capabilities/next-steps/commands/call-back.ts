import { listMembers } from '#access';
import { findContactsByIds } from '#contacts';
import { findWorkspace } from '#workspace';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { findNextStep, hasOpenCallBack } from '../queries/next-steps.ts';
import { dayOf, timeOfDay } from '../rules/due.ts';
import { insertManyNextSteps, type StepsWorld } from './next-steps.ts';

export type MissedCall = {
  workspaceId: string;
  lineCallId: string;
  contactId: string;
  /** Whose line, or whose contact it was. */
  userId: string | null;
  rangAt: string;
};

/**
 * Somebody we know called and nobody was there: it stands on the list of whose contact it is, once, however often they tried. The step has the id of the call, so that a job
 * that runs twice makes one.
 */
export function planCallBack(db: Db<StepsWorld>, missed: MissedCall, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, lineCallId, contactId } = missed;
    const [workspace, [contact], ownerId] = await Promise.all([
      findWorkspace(trx, workspaceId),
      findContactsByIds(trx, workspaceId, [contactId]),
      ownerOf(trx, missed),
    ]);
    if (!workspace || !contact || ownerId === undefined) return;
    if (await findNextStep(trx, { workspaceId, nextStepId: lineCallId })) return;
    if (await hasOpenCallBack(trx, { workspaceId, contactId, ownerId })) return;
    const rang = new Date(missed.rangAt);
    const time = timeOfDay(rang, workspace.timeZone);
    const step = {
      workspaceId,
      id: lineCallId,
      kind: 'call' as const,
      title: workspace.locale === 'en' ? `Call back: missed call at ${time}` : `Rückruf: verpasster Anruf um ${time}`,
      contactId,
      companyId: contact.companyId,
      dealId: null,
      ownerId,
      dueOn: dayOf(rang, workspace.timeZone),
      dueAt: null,
      promised: false,
      note: null,
      doneAt: null,
      doneBy: null,
      droppedAt: null,
      droppedBy: null,
      fromCallId: null,
      doneByCallId: null,
      createdBy: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
    await insertManyNextSteps(trx, systemActor(workspaceId), [step], now);
  });
}

/** Nobody's contact on the team's line, or somebody's who has left: the owner of the workspace must not let it fall. */
async function ownerOf(trx: Db<StepsWorld>, { workspaceId, userId }: MissedCall): Promise<string | undefined> {
  const here = (await listMembers(trx, workspaceId)).filter((member) => member.endedAt === null);
  const known = here.find((member) => member.userId === userId) ?? here.find((member) => member.role === 'owner');
  return known?.userId;
}
