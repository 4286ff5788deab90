export type WorkspaceTables = { workspace: WorkspaceRow };

export type WorkspaceRow = {
  workspaceId: string;
  name: string;
  /** IANA name. */
  timeZone: string;
  country: 'DE' | 'AT' | 'CH';
  /** ISO 3166-2, as in DE-HE: decides on the holidays. */
  region: string;
  currency: string;
  locale: 'de' | 'en';
  createdAt: Date;
  version: number;
};
