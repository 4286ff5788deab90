import { findCallsByIds, toCallViews } from '#calls';
import { findKeptRecordings } from '#conversations';
import { dealItemsOf } from '#deals';
import { findChanges } from '#forecasts';
import { nextStepsOf } from '#next-steps';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { earlierTasksOf, gatherAgenda, lookBack, type TeamMeetingsWorld } from './agenda.ts';
import type { Agenda, PointView, TeamMeetingItem, TeamMeetingView } from './contract.ts';
import { type CountedMeeting, findTasksOf, findTeamMeeting, listPoints } from './queries.ts';
import type { PointRow } from './schema.ts';

/** What a meeting would talk about that began now. */
export async function agendaNow(db: Db<TeamMeetingsWorld>, actor: Actor, now: Date): Promise<Agenda> {
  const { since, sinceOn, today } = await lookBack(db, actor.workspaceId, now);
  const changes = await findChanges(db, actor, { since: sinceOn }, now);
  const { deals, leftOut, calls } = await gatherAgenda(db, actor, { since, today, changes }, now);
  const { currency, fromCents, toCents } = changes;
  return {
    forecast: { since: sinceOn, currency, fromCents, toCents },
    points: [
      ...deals.map(({ deal, reasons }) => ({ title: deal.title, reasons, deal, call: null, recordingId: null })),
      ...calls.map(({ call, recordingId, reasons }) => ({
        title: call.contactName,
        reasons,
        deal: null,
        call,
        recordingId,
      })),
    ],
    leftOut,
    earlierTasks: await earlierTasksOf(db, actor.workspaceId, now),
  };
}

export async function toTeamMeetingView(
  db: Db<TeamMeetingsWorld>,
  actor: Actor,
  teamMeetingId: string,
  now: Date,
): Promise<TeamMeetingView> {
  const { workspaceId } = actor;
  const meeting = await findTeamMeeting(db, { workspaceId, teamMeetingId });
  if (!meeting) throw notFound();
  const points = await listPoints(db, { workspaceId, teamMeetingId });
  const { sinceOn: since, currency, forecastFromCents: fromCents, forecastToCents: toCents } = meeting;
  return {
    id: meeting.id,
    begunAt: meeting.begunAt.toISOString(),
    begunBy: meeting.begunBy,
    endedAt: meeting.endedAt?.toISOString() ?? null,
    forecast: actor.seesOnlyOwn ? null : { since, currency, fromCents, toCents },
    points: await toPointViews(db, workspaceId, points, now),
    leftOut: actor.seesOnlyOwn ? 0 : meeting.leftOut,
    earlierTasks: await earlierTasksOf(db, workspaceId, meeting.begunAt),
  };
}

async function toPointViews(
  db: Db<TeamMeetingsWorld>,
  workspaceId: string,
  points: readonly PointRow[],
  now: Date,
): Promise<PointView[]> {
  const callIds = points.flatMap(({ callId }) => callId ?? []);
  const [deals, calls, recordings, tasks] = await Promise.all([
    dealItemsOf(
      db,
      workspaceId,
      points.flatMap(({ dealId }) => dealId ?? []),
      now,
    ),
    findCallsByIds(db, workspaceId, callIds),
    findKeptRecordings(db, workspaceId, callIds),
    findTasksOf(
      db,
      workspaceId,
      points.map(({ id }) => id),
    ),
  ]);
  const [callViews, steps] = await Promise.all([
    toCallViews(db, workspaceId, calls),
    nextStepsOf(
      db,
      workspaceId,
      tasks.map(({ nextStepId }) => nextStepId),
    ),
  ]);
  return points.map((point) => {
    const agreed = new Set(tasks.filter(({ pointId }) => pointId === point.id).map(({ nextStepId }) => nextStepId));
    return {
      id: point.id,
      title: point.title,
      reasons: point.reasons,
      deal: deals.find(({ id }) => id === point.dealId) ?? null,
      call: callViews.find(({ id }) => id === point.callId) ?? null,
      recordingId: recordings.get(point.callId ?? '') ?? null,
      discussedAt: point.discussedAt?.toISOString() ?? null,
      decision: point.decision,
      decidedBy: point.decidedBy,
      tasks: steps.filter(({ id }) => agreed.has(id)),
    };
  });
}

export function toItem({
  id,
  begunAt,
  begunBy,
  endedAt,
  points,
  decisions,
  tasks,
  openTasks,
}: CountedMeeting): TeamMeetingItem {
  return {
    id,
    begunAt: begunAt.toISOString(),
    begunBy,
    endedAt: endedAt?.toISOString() ?? null,
    points,
    decisions,
    tasks,
    openTasks,
  };
}
