import { listMembers } from '#access';
import { findContactsByIds } from '#contacts';
import { findMeeting, type HostedMeeting, type MeetingsTables } from '#meetings';
import { findWorkspace, type WorkspaceRow } from '#workspace';
import { systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { derivedId } from '#platform/ids';
import { lockNextStep, lockNextSteps } from '../queries/next-steps.ts';
import { dayOf, timeOfDay } from '../rules/due.ts';
import type { NextStepRow } from '../schema.ts';
import {
  changeNextStep,
  completeNextStep,
  dropNextStep,
  planNextStep,
  reopenNextStep,
  type StepsWorld,
} from './next-steps.ts';

export type MeetingsWorld = StepsWorld & MeetingsTables;

/**
 * A planned meeting stands in Heute of each of its hosts on its day; the step of the first has the id of the meeting. They go with it: moved, done, dropped, open again. Who did not
 * come is to be called by the first, until somebody says that they did.
 */
export function followMeeting(
  db: Db<MeetingsWorld>,
  { workspaceId, meetingId }: { workspaceId: string; meetingId: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const [meeting, workspace, members] = await Promise.all([
      findMeeting(trx, { workspaceId, meetingId }),
      findWorkspace(trx, workspaceId),
      listMembers(trx, workspaceId),
    ]);
    const owners = (meeting?.hostIds ?? []).filter((id) =>
      members.some((one) => one.userId === id && one.endedAt === null),
    );
    const [ownerId, ...others] = owners;
    if (!meeting || !workspace || ownerId === undefined) return;
    await keepStep(trx, meeting, { id: meetingId, ownerId, workspace }, now);
    for (const other of others)
      await keepStep(trx, meeting, { id: stepOfHost(meetingId, other), ownerId: other, workspace }, now);
    const gone = members.map(({ userId }) => userId).filter((userId) => !others.includes(userId));
    for (const step of await lockNextSteps(
      trx,
      workspaceId,
      gone.map((userId) => stepOfHost(meetingId, userId)),
    ))
      await close(trx, step, dropNextStep, now);
    await keepCall(trx, meeting, { ownerId, workspace }, now);
  });
}

const stepOfHost = (meetingId: string, userId: string): string => derivedId(`${meetingId} for ${userId}`);

type Place = { ownerId: string; workspace: WorkspaceRow };

async function keepStep(
  trx: Db<MeetingsWorld>,
  meeting: HostedMeeting,
  { id, ownerId, workspace }: Place & { id: string },
  now: Date,
): Promise<void> {
  const { workspaceId, title, startsAt, state } = meeting;
  const actor = systemActor(workspaceId);
  const dueOn = dayOf(startsAt, workspace.timeZone);
  const step = await lockNextStep(trx, { workspaceId, nextStepId: id });
  if (!step) {
    if (state === 'planned')
      await insert(trx, meeting, { id, kind: 'meeting', title, ownerId, dueOn, dueAt: startsAt, promised: true }, now);
    return;
  }
  if (state !== 'planned') return close(trx, step, state === 'cancelled' ? dropNextStep : completeNextStep, now);
  if (isClosed(step)) await reopenNextStep(trx, actor, id, undefined, now);
  if (step.title === title && step.ownerId === ownerId && step.dueAt?.getTime() === startsAt.getTime()) return;
  const dueTime = timeOfDay(startsAt, workspace.timeZone);
  await changeNextStep(trx, actor, id, { title, ownerId, dueOn, dueTime }, undefined, now);
}

async function keepCall(
  trx: Db<MeetingsWorld>,
  meeting: HostedMeeting,
  { ownerId, workspace: { locale, timeZone } }: Place,
  now: Date,
): Promise<void> {
  const { workspaceId, title: missed, state } = meeting;
  const id = missedMeetingStepId(meeting.id);
  const step = await lockNextStep(trx, { workspaceId, nextStepId: id });
  if (step && state !== 'no_show') return close(trx, step, dropNextStep, now);
  if (step || state !== 'no_show') return;
  const title = (locale === 'en' ? `Did not come: ${missed}` : `Nicht erschienen: ${missed}`).slice(0, 200);
  const dueOn = dayOf(now, timeZone);
  await insert(trx, meeting, { id, kind: 'call', title, ownerId, dueOn, dueAt: null, promised: false }, now);
}

export const missedMeetingStepId = (meetingId: string): string => derivedId(`did not come to ${meetingId}`);

const isClosed = ({ doneAt, droppedAt }: NextStepRow): boolean => (doneAt ?? droppedAt) !== null;

async function close(trx: Db<MeetingsWorld>, step: NextStepRow, how: typeof dropNextStep, now: Date): Promise<void> {
  if (!isClosed(step)) await how(trx, systemActor(step.workspaceId), step.id, undefined, now);
}

async function insert(
  trx: Db<MeetingsWorld>,
  { workspaceId, contactId, dealId }: HostedMeeting,
  step: Pick<NextStepRow, 'id' | 'kind' | 'title' | 'ownerId' | 'dueOn' | 'dueAt' | 'promised'>,
  now: Date,
): Promise<void> {
  const [contact] = await findContactsByIds(trx, workspaceId, [contactId]);
  if (!contact) return;
  await planNextStep(trx, { workspaceId, ...step, contactId, companyId: contact.companyId, dealId, note: null }, now);
}
