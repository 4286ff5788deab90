import type { Role } from '#platform/actor';

export type AccessTables = {
  user: UserRow;
  session: SessionRow;
  account: AccountRow;
  signInFailure: { key: Buffer; failures: number; lastAt: Date };
  membership: MembershipRow;
  rolePolicy: { workspaceId: string; role: RestrictableRole; seesOnlyOwn: boolean };
  invitation: InvitationRow;
  apiKey: ApiKeyRow;
};

export type RestrictableRole = 'lead' | 'member' | 'read_only';

export type UserRow = {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  locale: 'de' | 'en';
  createdAt: Date;
  updatedAt: Date;
};

export type SessionRow = {
  id: string;
  userId: string;
  token: string;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
  /** The workspace this session works in; null until sign-in has chosen one. */
  workspaceId: string | null;
  createdAt: Date;
  /** Last sign of life, to the nearest five minutes. */
  updatedAt: Date;
};

export type AccountRow = {
  id: string;
  userId: string;
  accountId: string;
  providerId: string;
  password: string | null;
  createdAt: Date;
  updatedAt: Date;
};

export type MembershipRow = {
  workspaceId: string;
  userId: string;
  role: Role;
  joinedAt: Date;
  endedAt: Date | null;
  version: number;
};

export type InvitationRow = {
  workspaceId: string;
  id: string;
  email: string;
  role: Role;
  tokenHash: Buffer;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

export type ApiKeyRow = {
  workspaceId: string;
  id: string;
  name: string;
  userId: string;
  secretHash: Buffer;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};
