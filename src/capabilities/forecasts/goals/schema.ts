export type GoalTables = { forecastSubmission: SubmissionRow; quota: QuotaRow };

/** What somebody said would come; never changed, only followed by a later one. */
export type SubmissionRow = {
  workspaceId: string;
  id: string;
  /** A user, or the workspace itself: the whole team. */
  scopeId: string;
  period: string;
  commitCents: number;
  bestCaseCents: number;
  note: string | null;
  submittedBy: string | null;
  submittedAt: Date;
};

export type QuotaRow = {
  workspaceId: string;
  scopeId: string;
  month: string;
  amountCents: number;
  setBy: string | null;
  setAt: Date;
};
