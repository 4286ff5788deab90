export type GuestLinkRow = {
  workspaceId: string;
  id: string;
  meetingId: string;
  secretHash: Buffer;
  /** Null: made by itself, for a meeting that was booked. */
  madeBy: string | null;
  madeAt: Date;
  revokedBy: string | null;
  revokedAt: Date | null;
};
