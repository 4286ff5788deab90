import { insertManyNextSteps, missedMeetingStepId } from '#next-steps';
import { newId } from '#platform/ids';
import { home } from '../generate.ts';
import type { Example, ExampleStep } from '../types.ts';
import { at, each, type Ids, idOrNull, type Loading, type Person } from './parts.ts';

export async function loadSteps({ trx, team, example, ids, now }: Loading, calls: string[]): Promise<void> {
  const stepIds = stepIdsOf(example, ids.meetings);
  const steps = example.steps.map((step, index) => ({ ...step, id: at(stepIds, index) }));
  const companyOf = (contact: number) => idOrNull(ids.companies, at(example.contacts, contact).company);
  await each(
    team,
    steps,
    (step) => step.owner,
    (actor, rows) =>
      insertManyNextSteps(
        trx,
        actor,
        rows.map((step) => toRow(step, actor, { ...ids, calls, companyOf }, now)),
        now,
      ),
  );
}

/** The step of a meeting, and the call to who did not come to it, are known by it. */
function stepIdsOf({ steps, meetings }: Example, meetingIds: readonly string[]): string[] {
  const stepIds = steps.map(() => newId());
  const next = new Map(steps.flatMap(({ fromCall }, index) => (fromCall === null ? [] : [[fromCall, index] as const])));
  for (const [index, { step, state }] of meetings.entries()) {
    if (step === null) continue;
    stepIds[step] = at(meetingIds, index);
    const again = next.get(steps[step]?.closed?.call ?? -1);
    if (state === 'no_show' && again !== undefined) stepIds[again] = missedMeetingStepId(at(meetingIds, index));
  }
  return stepIds;
}

function toRow(
  step: ExampleStep & { id: string },
  actor: Person,
  ids: Ids & { calls: string[]; companyOf: (contact: number) => string | null },
  now: Date,
) {
  const done = step.closed?.as === 'done' ? step.closed.at : null;
  const dropped = step.closed?.as === 'dropped' ? step.closed.at : null;
  return {
    workspaceId: actor.workspaceId,
    id: step.id,
    kind: step.kind,
    title: step.title,
    contactId: at(ids.contacts, step.contact),
    companyId: ids.companyOf(step.contact),
    dealId: idOrNull(ids.deals, step.deal),
    ownerId: actor.userId,
    dueOn: step.dueOn,
    dueAt: step.dueTime === null ? null : instantOf(step.dueOn, step.dueTime),
    promised: step.promised,
    note: step.note,
    doneAt: done,
    doneBy: done && actor.userId,
    droppedAt: dropped,
    droppedBy: dropped && actor.userId,
    fromCallId: idOrNull(ids.calls, step.fromCall),
    doneByCallId: idOrNull(ids.calls, step.closed?.call ?? null),
    createdBy: actor.userId,
    createdAt: step.createdAt,
    updatedAt: step.closed?.at ?? now,
    version: 1,
  };
}

function instantOf(day: string, time: string): Date {
  return new Date(
    Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: home.zone, plainTime: time }).epochMilliseconds,
  );
}
