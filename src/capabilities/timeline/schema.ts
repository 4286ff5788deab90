export type TimelineTables = { note: NoteRow };

export type NoteRow = {
  workspaceId: string;
  id: string;
  contactId: string | null;
  companyId: string | null;
  dealId: string | null;
  text: string;
  createdBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  /** Hidden from then on, and can be brought back. */
  removedAt: Date | null;
  version: number;
};
