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
  /** Where people write who can't use a public page. */
  publicEmail: string | null;
  createdAt: Date;
  version: number;
};
