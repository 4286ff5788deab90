export type HostTables = {
  /** Everybody else gets them. */
  meetingMailsRefused: { workspaceId: string; userId: string; refusedAt: Date };
};
