/** What somebody of the team wants to talk about at the next team meeting. */
export type ProposalRow = {
  workspaceId: string;
  id: string;
  dealId: string | null;
  title: string;
  proposedBy: string;
  proposedAt: Date;
  /** On whose agenda it came. */
  meetingId: string | null;
  withdrawnAt: Date | null;
};
