import { type AccessTables, listMembers } from '#access';
import { keepStep, releaseStep } from '#next-steps';
import { findWorkspace } from '#workspace';
import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import { derivedId, newId } from '#platform/ids';
import type { TeamMeetingsWorld } from '../agenda.ts';
import type { PlanTeamMeeting } from './contract.ts';
import { teamMeetingCancelled, teamMeetingMoved, teamMeetingPlanned } from './events.ts';
import { insertPlan, lockPlan, replaceMembers, type TeamPlan, updatePlan } from './queries.ts';
import { nextOf } from './rules.ts';

type Trx = Db<TeamMeetingsWorld>;
type Leader = Actor & { userId: string };

const factsOf = ({ id: planId, startsAt, endsAt, repeats, memberIds }: TeamPlan) => ({
  planId,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  repeats,
  memberIds,
});

const endOf = ({ startsAt, minutes }: PlanTeamMeeting) => new Date(Date.parse(startsAt) + minutes * 60_000);

export function createPlan(db: Trx, actor: Leader, input: PlanTeamMeeting, now: Date): Promise<TeamPlan> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const memberIds = [...new Set(input.memberIds)].toSorted();
    await refuseUnknown(trx, workspaceId, memberIds);
    const plan: TeamPlan = {
      workspaceId,
      id: newId(now.getTime()),
      startsAt: new Date(input.startsAt),
      endsAt: endOf(input),
      repeats: input.repeats,
      occurrence: 1,
      createdBy: userId,
      createdAt: now,
      cancelledAt: null,
      cancelledBy: null,
      version: 1,
      memberIds,
    };
    const { memberIds: _, ...row } = plan;
    await insertPlan(trx, row, memberIds);
    await keepSteps(trx, plan, [], now);
    await announce(trx, actor, teamMeetingPlanned, factsOf(plan), now);
    return plan;
  });
}

export function changePlan(
  db: Trx,
  actor: Leader,
  planId: string,
  input: PlanTeamMeeting,
  ifMatch: number | undefined,
  now: Date,
): Promise<TeamPlan> {
  return inTransaction(db, async (trx) => {
    const before = await requirePlan(trx, actor, planId);
    refuseStale(before.version, ifMatch);
    if (before.cancelledAt) throw new Refusal(409, 'team_plan_cancelled', 'Diese Teamrunde ist schon abgesagt.');
    const memberIds = [...new Set(input.memberIds)].toSorted();
    await refuseUnknown(trx, actor.workspaceId, memberIds);
    const change = { startsAt: new Date(input.startsAt), endsAt: endOf(input), repeats: input.repeats };
    const after = { ...before, ...change, memberIds, version: before.version + 1 };
    if (JSON.stringify(factsOf(before)) === JSON.stringify(factsOf(after))) return before;
    await updatePlan(trx, before, change);
    await replaceMembers(trx, before, memberIds);
    await keepSteps(trx, after, before.memberIds, now);
    const was = { startsAt: before.startsAt.toISOString(), memberIds: before.memberIds };
    await announce(trx, actor, teamMeetingMoved, { ...factsOf(after), before: was }, now);
    return after;
  });
}

/** Twice is once. */
export function cancelPlan(db: Trx, actor: Leader, planId: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const plan = await requirePlan(trx, actor, planId);
    if (plan.cancelledAt) return;
    await updatePlan(trx, plan, { cancelledAt: now, cancelledBy: actor.userId });
    for (const userId of plan.memberIds) await releaseStep(trx, stepOf(plan, userId), 'dropped', now);
    await announce(trx, actor, teamMeetingCancelled, factsOf(plan), now);
  });
}

/** When one of a weekly series is over, the next one is planned. */
export function goOnPlan(db: Trx, key: { workspaceId: string; planId: string }, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId } = key;
    const [plan, home] = await Promise.all([lockPlan(trx, key), findWorkspace(trx, workspaceId)]);
    if (!plan || !home || plan.cancelledAt || plan.repeats !== 'weekly' || plan.endsAt > now) return;
    const { startsAt, weeks } = nextOf(plan, home.timeZone, now);
    const endsAt = new Date(startsAt.getTime() + plan.endsAt.getTime() - plan.startsAt.getTime());
    // Who has left us meanwhile is invited no more.
    const here = await membersHere(trx, workspaceId);
    const memberIds = plan.memberIds.filter((id) => here.has(id));
    if (memberIds.length === 0) return;
    const change = { startsAt, endsAt, occurrence: plan.occurrence + weeks };
    await updatePlan(trx, plan, change);
    await replaceMembers(trx, plan, memberIds);
    const next = { ...plan, ...change, memberIds, version: plan.version + 1 };
    await keepSteps(trx, next, plan.memberIds, now);
    await announce(trx, systemActor(workspaceId), teamMeetingPlanned, factsOf(next), now);
  });
}

/** Each member has it in Heute on its day. */
async function keepSteps(trx: Trx, plan: TeamPlan, before: readonly string[], now: Date): Promise<void> {
  const home = await findWorkspace(trx, plan.workspaceId);
  const title = home?.locale === 'en' ? 'Team meeting' : 'Teamrunde';
  for (const ownerId of plan.memberIds)
    await keepStep(trx, { ...stepOf(plan, ownerId), ownerId, title, at: plan.startsAt }, now);
  for (const userId of before.filter((id) => !plan.memberIds.includes(id)))
    await releaseStep(trx, stepOf(plan, userId), 'dropped', now);
}

const stepOf = ({ workspaceId, id }: TeamPlan, userId: string) => ({
  workspaceId,
  id: derivedId(`team meeting ${id} for ${userId}`),
});

async function requirePlan(trx: Trx, { workspaceId }: Actor, planId: string): Promise<TeamPlan> {
  const plan = await lockPlan(trx, { workspaceId, planId });
  if (!plan) throw notFound();
  return plan;
}

async function membersHere(db: Db<AccessTables>, workspaceId: string): Promise<Set<string>> {
  const members = await listMembers(db, workspaceId);
  return new Set(members.filter(({ endedAt }) => endedAt === null).map(({ userId }) => userId));
}

async function refuseUnknown(db: Db<AccessTables>, workspaceId: string, memberIds: readonly string[]): Promise<void> {
  const here = await membersHere(db, workspaceId);
  if (!memberIds.every((id) => here.has(id)))
    throw new Refusal(422, 'member_unknown', 'Eine dieser Personen arbeitet hier nicht (mehr).');
}
