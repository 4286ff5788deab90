import type { ColumnType } from 'kysely';
import type { PointReason } from './contract.ts';
import type { TeamMemberRow, TeamPlanRow } from './plan/schema.ts';
import type { ProposalRow } from './proposals/schema.ts';

export type TeamMeetingsTables = {
  teamMeeting: TeamMeetingRow;
  teamMeetingPoint: PointTable;
  teamMeetingTask: TaskRow;
  teamMeetingPlan: TeamPlanRow;
  teamMeetingMember: TeamMemberRow;
  teamMeetingProposal: ProposalRow;
};

export type TeamMeetingRow = {
  workspaceId: string;
  id: string;
  /** What moved in the forecast is told from the morning of this day on. */
  sinceOn: string;
  currency: string;
  forecastFromCents: number;
  forecastToCents: number;
  /** Deals with a reason that found no room on the agenda. */
  leftOut: number;
  begunBy: string;
  begunAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
};

/** About a deal, about a call, or about what somebody named. */
export type PointRow = {
  workspaceId: string;
  id: string;
  meetingId: string;
  position: number;
  dealId: string | null;
  callId: string | null;
  title: string;
  reasons: PointReason[];
  discussedBy: string | null;
  discussedAt: Date | null;
  decision: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
};
type PointTable = Omit<PointRow, 'reasons'> & { reasons: ColumnType<PointReason[], string, never> };

/** A next step that was agreed on a point. */
export type TaskRow = { workspaceId: string; pointId: string; nextStepId: string };
