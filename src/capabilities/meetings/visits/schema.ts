/** A meeting at the person's, on their invitation. */
export type VisitRow = {
  workspaceId: string;
  meetingId: string;
  /** What the gate allowed when it was planned. */
  permitId: string;
  invitedAt: Date;
  invitedAbout: string;
  proof: string;
  latitude: number | null;
  longitude: number | null;
  /** When its outcome was entered, by the clock at the door; null: nothing is known. */
  saidAt: Date | null;
  note: string | null;
};
