import type { Repeats } from './contract.ts';

/** The coming one of a series, or the only one. */
export type TeamPlanRow = {
  workspaceId: string;
  id: string;
  startsAt: Date;
  endsAt: Date;
  repeats: Repeats;
  /** Which of the series it is: in calendars each stands by itself. */
  occurrence: number;
  createdBy: string;
  createdAt: Date;
  cancelledAt: Date | null;
  cancelledBy: string | null;
  version: number;
};

export type TeamMemberRow = { workspaceId: string; planId: string; userId: string };
