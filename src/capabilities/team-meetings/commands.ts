import { findContactsByIds } from '#contacts';
import { requireDeal } from '#deals';
import { changesWithin } from '#forecasts';
import { createNextStep } from '#next-steps';
import { requireCall } from '#calls';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { gatherAgenda, lookBack, type TeamMeetingsWorld } from './agenda.ts';
import type { AddPoint, AgreeTask, PointReason } from './contract.ts';
import {
  decided,
  pointAdded,
  pointDiscussed,
  taskAgreed,
  teamMeetingBegun,
  teamMeetingEnded,
  teamMeetingReopened,
} from './events.ts';
import {
  findPoint,
  findRunning,
  findTasksOf,
  insertPoints,
  insertTask,
  insertTeamMeeting,
  listPoints,
  lockTeamMeeting,
  updatePoint,
  updateTeamMeeting,
} from './queries.ts';
import { findOpenProposals, updateProposal } from './proposals/queries.ts';
import { mostPoints, withProposals } from './rules.ts';
import type { PointRow, TeamMeetingRow } from './schema.ts';

type Trx = Db<TeamMeetingsWorld>;
type Leader = Actor & { userId: string };

/** Whoever begins twice is in the meeting they began. */
export function beginTeamMeeting(db: Trx, actor: Leader, now: Date): Promise<string> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const running = await findRunning(trx, workspaceId, userId);
    if (running) return running.id;
    const { since, sinceOn, today } = await lookBack(trx, workspaceId, now);
    const changes = await changesWithin(trx, actor, { since: sinceOn }, now);
    const { deals, leftOut, calls } = await gatherAgenda(trx, actor, { since, today, changes }, now);
    const meeting: TeamMeetingRow = {
      workspaceId,
      id: newId(now.getTime()),
      sinceOn,
      currency: changes.currency,
      forecastFromCents: changes.fromCents,
      forecastToCents: changes.toCents,
      leftOut,
      begunBy: userId,
      begunAt: now,
      endedBy: null,
      endedAt: null,
    };
    if (!(await insertTeamMeeting(trx, meeting)))
      return (await findRunning(trx, workspaceId, userId))?.id ?? meeting.id;
    const proposals = await findOpenProposals(trx, workspaceId);
    const points = withProposals(
      [
        ...deals.map(({ deal, reasons }) => ({ dealId: deal.id, callId: null, title: deal.title, reasons })),
        ...calls.map(({ call, reasons }) => ({ dealId: null, callId: call.id, title: call.contactName, reasons })),
      ],
      proposals,
    );
    for (const proposal of proposals) await updateProposal(trx, proposal, { meetingId: meeting.id });
    await insertPoints(
      trx,
      points.map((point, position) => newPoint(meeting, position, point, now)),
    );
    await announce(trx, actor, teamMeetingBegun, { teamMeetingId: meeting.id, points: points.length }, now);
    return meeting.id;
  });
}

type About = { dealId: string | null; callId: string | null; title: string; reasons: PointReason[] };

function newPoint({ workspaceId, id: meetingId }: TeamMeetingRow, position: number, about: About, now: Date): PointRow {
  const untouched = { discussedBy: null, discussedAt: null, decision: null, decidedBy: null, decidedAt: null };
  return { workspaceId, id: newId(now.getTime()), meetingId, position, ...about, ...untouched };
}

/** Ended twice is ended once. */
export function endTeamMeeting(db: Trx, actor: Leader, teamMeetingId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, actor, teamMeetingId);
    if (meeting.endedAt) return;
    const { workspaceId, userId } = actor;
    await updateTeamMeeting(trx, { workspaceId, teamMeetingId }, { endedAt: now, endedBy: userId });
    const points = await listPoints(trx, { workspaceId, teamMeetingId });
    const tasks = await findTasksOf(
      trx,
      workspaceId,
      points.map(({ id }) => id),
    );
    const decisions = points.filter(({ decision }) => decision !== null).length;
    await announce(trx, actor, teamMeetingEnded, { teamMeetingId, decisions, tasks: tasks.length }, now);
  });
}

export function reopenTeamMeeting(db: Trx, actor: Leader, teamMeetingId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, actor, teamMeetingId);
    if (!meeting.endedAt) return;
    const { workspaceId } = actor;
    const running = await findRunning(trx, workspaceId, meeting.begunBy);
    if (running)
      throw new Refusal(
        409,
        'team_meeting_running',
        'Es läuft schon eine neuere Teamrunde. Bitte beenden Sie zuerst die.',
      );
    await updateTeamMeeting(trx, { workspaceId, teamMeetingId }, { endedAt: null, endedBy: null });
    await announce(trx, actor, teamMeetingReopened, { teamMeetingId }, now);
  });
}

export function addPoint(db: Trx, actor: Leader, teamMeetingId: string, input: AddPoint, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const meeting = await requireRunning(trx, actor, teamMeetingId);
    const points = await listPoints(trx, { workspaceId: actor.workspaceId, teamMeetingId });
    const about = await aboutOf(trx, actor, input);
    if (about.dealId !== null && points.some(({ dealId }) => dealId === about.dealId)) return;
    if (points.length >= mostPoints)
      throw new Refusal(409, 'agenda_full', `Mehr als ${mostPoints} Punkte hat keine Teamrunde.`);
    // Not by their number: whoever sees only their own does not see all of them.
    const position = Math.max(-1, ...points.map((point) => point.position)) + 1;
    const point = newPoint(meeting, position, about, now);
    await insertPoints(trx, [point]);
    await announce(trx, actor, pointAdded, aboutPoint(point), now);
  });
}

async function aboutOf(trx: Trx, { workspaceId }: Actor, input: AddPoint): Promise<About> {
  if ('topic' in input) return { dealId: null, callId: null, title: input.topic, reasons: [] };
  const deal = await requireDeal(trx, workspaceId, input.dealId);
  return { dealId: deal.id, callId: null, title: deal.title, reasons: [] };
}

export function setDiscussed(db: Trx, actor: Leader, pointId: string, discussed: boolean, now: Date): Promise<string> {
  return inTransaction(db, async (trx) => {
    const point = await requirePoint(trx, actor, pointId);
    if ((point.discussedAt !== null) === discussed) return point.meetingId;
    const by = discussed ? { discussedAt: now, discussedBy: actor.userId } : { discussedAt: null, discussedBy: null };
    await updatePoint(trx, point, by);
    await announce(trx, actor, pointDiscussed, { ...aboutPoint(point), discussed }, now);
    return point.meetingId;
  });
}

/** What was decided has been talked over. */
export function decide(db: Trx, actor: Leader, pointId: string, decision: string, now: Date): Promise<string> {
  return inTransaction(db, async (trx) => {
    const point = await requirePoint(trx, actor, pointId);
    if (point.decision === decision) return point.meetingId;
    const { userId } = actor;
    const discussed = { discussedAt: point.discussedAt ?? now, discussedBy: point.discussedBy ?? userId };
    await updatePoint(trx, point, { decision, decidedBy: userId, decidedAt: now, ...discussed });
    const record = await recordOf(trx, point);
    await announce(trx, actor, decided, { ...aboutPoint(point), ...record, decision, before: point.decision }, now);
    return point.meetingId;
  });
}

export function agreeTask(db: Trx, actor: Leader, pointId: string, input: AgreeTask, now: Date): Promise<string> {
  return inTransaction(db, async (trx) => {
    const point = await requirePoint(trx, actor, pointId);
    const { dealId, contactId } = await recordOf(trx, point);
    const about = dealId !== null ? { dealId } : contactId !== null ? { contactId } : undefined;
    if (!about)
      throw new Refusal(422, 'point_without_record', 'Eine Aufgabe gehört zu einem Menschen oder einem Abschluss.');
    const step = await createNextStep(
      trx,
      actor,
      { ...input, ...about, dueTime: null, promised: false, note: null },
      now,
    );
    await insertTask(trx, { workspaceId: actor.workspaceId, pointId: point.id, nextStepId: step.id });
    await announce(trx, actor, taskAgreed, { ...aboutPoint(point), nextStepId: step.id, task: step.title }, now);
    return point.meetingId;
  });
}

const aboutPoint = ({ id, meetingId, title }: PointRow) => ({ teamMeetingId: meetingId, pointId: id, title });

/** On whose timelines it belongs. */
async function recordOf(trx: Trx, { workspaceId, dealId, callId }: PointRow) {
  if (dealId !== null) {
    const deal = await requireDeal(trx, workspaceId, dealId);
    return { dealId, contactId: deal.contactId, companyId: deal.companyId };
  }
  if (callId === null) return { dealId: null, contactId: null, companyId: null };
  const call = await requireCall(trx, workspaceId, callId);
  const [contact] = await findContactsByIds(trx, workspaceId, [call.contactId]);
  return { dealId: call.dealId, contactId: call.contactId, companyId: contact?.companyId ?? null };
}

async function requireMeeting(trx: Trx, { workspaceId }: Actor, teamMeetingId: string): Promise<TeamMeetingRow> {
  const meeting = await lockTeamMeeting(trx, { workspaceId, teamMeetingId });
  if (!meeting) throw notFound();
  return meeting;
}

async function requireRunning(trx: Trx, actor: Actor, teamMeetingId: string): Promise<TeamMeetingRow> {
  const meeting = await requireMeeting(trx, actor, teamMeetingId);
  if (meeting.endedAt)
    throw new Refusal(
      409,
      'team_meeting_ended',
      'Diese Teamrunde ist beendet. Setzen Sie sie fort, um etwas zu ändern.',
    );
  return meeting;
}

/** Of a meeting that runs; read once the meeting is held. */
async function requirePoint(trx: Trx, actor: Actor, pointId: string): Promise<PointRow> {
  const key = { workspaceId: actor.workspaceId, pointId };
  const found = await findPoint(trx, key);
  if (!found) throw notFound();
  await requireRunning(trx, actor, found.meetingId);
  return (await findPoint(trx, key)) ?? found;
}
