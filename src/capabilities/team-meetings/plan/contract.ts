import { z } from 'zod';
import { defineOperation, Id, Instant } from '#platform/operation';

export const Repeats = z.enum(['once', 'weekly']);
export type Repeats = z.infer<typeof Repeats>;

export const TeamPlanView = z.strictObject({
  id: Id,
  startsAt: Instant,
  endsAt: Instant,
  repeats: Repeats,
  memberIds: z.array(Id),
  createdBy: Id,
  version: z.number().int(),
});
export type TeamPlanView = z.infer<typeof TeamPlanView>;

const params = z.strictObject({ planId: Id });

export const listTeamPlans = defineOperation({
  name: 'team-meetings.listPlans',
  method: 'GET',
  path: '/team-meeting-plans',
  summary: 'Team meetings that are planned, the next first',
  permission: 'team-meetings.read',
  output: z.strictObject({ items: z.array(TeamPlanView) }),
});

const content = {
  startsAt: Instant,
  minutes: z.number().int().min(5).max(480),
  repeats: Repeats,
  memberIds: z.array(Id).min(1).max(200),
};

export const PlanTeamMeeting = z.strictObject(content);
export type PlanTeamMeeting = z.infer<typeof PlanTeamMeeting>;

export const planTeamMeeting = defineOperation({
  name: 'team-meetings.plan',
  method: 'POST',
  path: '/team-meeting-plans',
  summary: 'Plan a team meeting, once or weekly: its members get a mail with it for the calendar, and a step in Heute',
  permission: 'team-meetings.manage',
  body: PlanTeamMeeting,
  output: TeamPlanView,
  refusals: ['member_unknown'],
});

export const changeTeamPlan = defineOperation({
  name: 'team-meetings.changePlan',
  method: 'PATCH',
  path: '/team-meeting-plans/:planId',
  summary: 'Move a planned team meeting, or change who comes; the members are told',
  permission: 'team-meetings.manage',
  params,
  body: PlanTeamMeeting,
  output: TeamPlanView,
  refusals: ['stale', 'member_unknown', 'team_plan_cancelled'],
});

export const cancelTeamPlan = defineOperation({
  name: 'team-meetings.cancelPlan',
  method: 'POST',
  path: '/team-meeting-plans/:planId/cancellation',
  summary: 'Cancel a planned team meeting, with all that would have followed it',
  permission: 'team-meetings.manage',
  params,
  status: 204,
  output: z.null(),
});
