import { z } from 'zod';
import { CallView, StepKind } from '#calls/contract';
import { DealItem } from '#deals/contract';
import { ChangeKind, HealthReason } from '#forecasts/contract';
import { NextStepView } from '#next-steps/contract';
import { Day, defineOperation, Id, Instant, Line, Page, PageQuery, Text } from '#platform/operation';

export * from './plan/contract.ts';
export * from './proposals/contract.ts';

/** Why a deal or a call is worth the team's time. */
export const PointReason = z.discriminatedUnion('code', [
  /** What speaks against the health of an open deal. */
  ...HealthReason.options,
  /** In minutes of before health was asked: longer in its stage than the settings allow. */
  z.strictObject({ code: z.literal('stuck'), days: z.number().int() }),
  /** To close within two weeks. */
  z.strictObject({ code: z.literal('due'), on: Day }),
  /** One of the largest that are open. */
  z.strictObject({ code: z.literal('large') }),
  /** What it did to the forecast since the meeting before. */
  z.strictObject({ code: z.literal('moved'), kind: ChangeKind, cents: z.number().int() }),
  /** Somebody of the team wants to talk about it. */
  z.strictObject({ code: z.literal('proposed'), by: Id }),
  z.strictObject({ code: z.literal('recorded') }),
  z.strictObject({ code: z.literal('noted') }),
]);
export type PointReason = z.infer<typeof PointReason>;

const point = {
  title: z.string(),
  reasons: z.array(PointReason),
  /** As it stands now; null: the point is about something else, or the deal was removed. */
  deal: DealItem.nullable(),
  call: CallView.nullable(),
  /** Of the call, while it can be heard. */
  recordingId: Id.nullable(),
};

const Forecast = z.strictObject({
  since: Day,
  currency: z.string(),
  fromCents: z.number().int(),
  toCents: z.number().int(),
});

export const AgendaPoint = z.strictObject(point);
export type AgendaPoint = z.infer<typeof AgendaPoint>;

/** A next step that a team meeting agreed on, and on which point. */
export const AgreedTask = z.strictObject({ agreedAt: Instant, pointTitle: z.string(), step: NextStepView });
export type AgreedTask = z.infer<typeof AgreedTask>;

export const Agenda = z.strictObject({
  forecast: Forecast,
  points: z.array(AgendaPoint),
  /** Deals with a reason that found no room. */
  leftOut: z.number().int(),
  /** What was agreed in the meeting before, and what of earlier ones is still open. */
  earlierTasks: z.array(AgreedTask),
});
export type Agenda = z.infer<typeof Agenda>;

export const PointView = z.strictObject({
  id: Id,
  ...point,
  discussedAt: Instant.nullable(),
  decision: z.string().nullable(),
  decidedBy: Id.nullable(),
  tasks: z.array(NextStepView),
});
export type PointView = z.infer<typeof PointView>;

export const TeamMeetingView = z.strictObject({
  id: Id,
  begunAt: Instant,
  begunBy: Id,
  endedAt: Instant.nullable(),
  /** Null for whoever sees only their own: the number is the team's. */
  forecast: Forecast.nullable(),
  points: z.array(PointView),
  leftOut: z.number().int(),
  earlierTasks: z.array(AgreedTask),
});
export type TeamMeetingView = z.infer<typeof TeamMeetingView>;

export const TeamMeetingItem = z.strictObject({
  id: Id,
  begunAt: Instant,
  begunBy: Id,
  endedAt: Instant.nullable(),
  points: z.number().int(),
  decisions: z.number().int(),
  tasks: z.number().int(),
  openTasks: z.number().int(),
});
export type TeamMeetingItem = z.infer<typeof TeamMeetingItem>;

export const getAgenda = defineOperation({
  name: 'team-meetings.agenda',
  method: 'GET',
  path: '/team-agenda',
  summary:
    'What a team meeting that began now would talk about: deals, what moved in the forecast, calls, and what became of the tasks',
  permission: 'team-meetings.manage',
  output: Agenda,
});

export const listTeamMeetings = defineOperation({
  name: 'team-meetings.list',
  method: 'GET',
  path: '/team-meetings',
  summary: 'Team meetings, the latest first',
  permission: 'team-meetings.read',
  query: z.strictObject(PageQuery),
  output: Page(TeamMeetingItem),
});

const ofMeeting = z.strictObject({ teamMeetingId: Id });
const ofPoint = z.strictObject({ pointId: Id });

export const getTeamMeeting = defineOperation({
  name: 'team-meetings.get',
  method: 'GET',
  path: '/team-meetings/:teamMeetingId',
  summary: 'A team meeting with its points, decisions and tasks; once it has ended, its minutes',
  permission: 'team-meetings.read',
  params: ofMeeting,
  output: TeamMeetingView,
});

export const beginTeamMeeting = defineOperation({
  name: 'team-meetings.begin',
  method: 'POST',
  path: '/team-meetings',
  summary: 'Begin a team meeting with the agenda of this moment; where one of the asker is running, that one',
  permission: 'team-meetings.manage',
  output: TeamMeetingView,
});

export const endTeamMeeting = defineOperation({
  name: 'team-meetings.end',
  method: 'POST',
  path: '/team-meetings/:teamMeetingId/ending',
  summary: 'End a team meeting',
  permission: 'team-meetings.manage',
  params: ofMeeting,
  output: TeamMeetingView,
  status: 200,
});

export const reopenTeamMeeting = defineOperation({
  name: 'team-meetings.reopen',
  method: 'POST',
  path: '/team-meetings/:teamMeetingId/reopening',
  summary: 'Go on with a team meeting that was ended',
  permission: 'team-meetings.manage',
  params: ofMeeting,
  output: TeamMeetingView,
  status: 200,
  refusals: ['team_meeting_running'],
});

/** A deal, or anything else in a line. */
export const AddPoint = z.union([z.strictObject({ dealId: Id }), z.strictObject({ topic: Line(200) })]);
export type AddPoint = z.infer<typeof AddPoint>;

export const addPoint = defineOperation({
  name: 'team-meetings.addPoint',
  method: 'POST',
  path: '/team-meetings/:teamMeetingId/points',
  summary: 'Put something else on the agenda of a running team meeting; a deal that stands on it already stays once',
  permission: 'team-meetings.manage',
  params: ofMeeting,
  body: AddPoint,
  output: TeamMeetingView,
  refusals: ['team_meeting_ended', 'agenda_full'],
});

export const SetDiscussed = z.strictObject({ discussed: z.boolean() });

export const setDiscussed = defineOperation({
  name: 'team-meetings.setDiscussed',
  method: 'PUT',
  path: '/team-meeting-points/:pointId/discussed',
  summary: 'Tick a point off, or take that back',
  permission: 'team-meetings.manage',
  params: ofPoint,
  body: SetDiscussed,
  output: TeamMeetingView,
  refusals: ['team_meeting_ended'],
});

export const Decide = z.strictObject({ decision: Text(2000).trim().min(1) });

export const decide = defineOperation({
  name: 'team-meetings.decide',
  method: 'PUT',
  path: '/team-meeting-points/:pointId/decision',
  summary: 'Write down what was decided on a point; it stands on the timeline of its deal and person',
  permission: 'team-meetings.manage',
  params: ofPoint,
  body: Decide,
  output: TeamMeetingView,
  refusals: ['team_meeting_ended'],
});

export const AgreeTask = z.strictObject({
  kind: StepKind.default('task'),
  title: Line(200),
  dueOn: Day,
  /** Left out: who asks. */
  ownerId: Id.optional(),
});
export type AgreeTask = z.output<typeof AgreeTask>;

export const agreeTask = defineOperation({
  name: 'team-meetings.agreeTask',
  method: 'POST',
  path: '/team-meeting-points/:pointId/tasks',
  summary: 'Agree on a task: it becomes a next step of the deal or person, with owner and due day',
  permission: 'team-meetings.manage',
  params: ofPoint,
  body: AgreeTask,
  output: TeamMeetingView,
  refusals: ['team_meeting_ended', 'owner_unknown', 'point_without_record'],
});
