import { z } from 'zod';
import { defineOperation, Id, Instant, Line } from '#platform/operation';
import { Country, Locale, Region, WorkspaceView } from '#workspace/contract';

export const Role = z.enum(['owner', 'admin', 'lead', 'member', 'read_only']);
export type Role = z.infer<typeof Role>;
export const Email = z
  .email()
  .max(254)
  .transform((email) => email.toLowerCase());
const Password = z.string().min(1).max(400);

export const Me = z.strictObject({
  user: z.strictObject({ id: Id, name: z.string(), email: z.string(), locale: Locale }),
  workspace: WorkspaceView,
  role: Role,
  /** Everything up to this level is allowed: read < write < manage < admin < owner. */
  level: z.enum(['read', 'write', 'manage', 'admin', 'owner']),
  seesOnlyOwn: z.boolean(),
  otherWorkspaces: z.array(z.strictObject({ id: Id, name: z.string() })),
  mailConfigured: z.boolean(),
});
export type Me = z.infer<typeof Me>;

export const getMe = defineOperation({
  name: 'access.me',
  method: 'GET',
  path: '/me',
  summary: 'Who is signed in, where, and how far they may go',
  permission: 'access.read',
  output: Me,
});

export const changeMe = defineOperation({
  name: 'access.changeMe',
  method: 'PATCH',
  path: '/me',
  summary: 'Change own name, language or password',
  permission: 'self',
  body: z.strictObject({
    name: Line(120).optional(),
    locale: Locale.optional(),
    password: z.strictObject({ current: Password, next: Password }).optional(),
  }),
  output: Me,
  refusals: ['password_wrong', 'password_weak'],
});

export const getSetup = defineOperation({
  name: 'access.getSetup',
  method: 'GET',
  path: '/setup',
  summary: 'Is this installation waiting for its first owner?',
  permission: 'public',
  output: z.strictObject({ needsSetup: z.boolean(), needsToken: z.boolean() }),
});

export const SetUp = z.strictObject({
  workspaceName: Line(120),
  country: Country.default('DE'),
  region: Region.default('DE-HE'),
  locale: Locale.default('de'),
  name: Line(120),
  email: Email,
  password: Password,
  example: z.boolean().default(false),
  /** From the line that the server printed; not asked for on the machine itself. */
  token: z.string().max(100).optional(),
});
export type SetUp = z.infer<typeof SetUp>;

export const setUp = defineOperation({
  name: 'access.setUp',
  method: 'POST',
  path: '/setup',
  summary: 'Create the first owner and workspace; once',
  permission: 'public',
  body: SetUp,
  output: z.strictObject({ workspaceId: Id }),
  refusals: ['already_set_up', 'setup_token_wrong', 'password_weak'],
});

export const signIn = defineOperation({
  name: 'access.signIn',
  method: 'POST',
  path: '/session',
  summary: 'Sign in with e-mail and password',
  permission: 'public',
  body: z.strictObject({ email: Email, password: Password }),
  output: z.strictObject({ userId: Id }),
  refusals: ['sign_in_failed', 'too_many_tries', 'no_workspace'],
});

export const signOut = defineOperation({
  name: 'access.signOut',
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out',
  permission: 'self',
  output: z.null(),
  status: 204,
});

export const switchWorkspace = defineOperation({
  name: 'access.switchWorkspace',
  method: 'PUT',
  path: '/session/workspace',
  summary: 'Work in another of my workspaces',
  permission: 'self',
  body: z.strictObject({ workspaceId: Id }),
  output: z.null(),
  status: 204,
});

export const SessionView = z.strictObject({
  id: Id,
  current: z.boolean(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: Instant,
  lastSeenAt: Instant,
});
export const listSessions = defineOperation({
  name: 'access.listSessions',
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where I am signed in',
  permission: 'self',
  output: z.strictObject({ items: z.array(SessionView) }),
});
export const revokeSession = defineOperation({
  name: 'access.revokeSession',
  method: 'DELETE',
  path: '/me/sessions/:sessionId',
  summary: 'Sign out elsewhere',
  permission: 'self',
  params: z.strictObject({ sessionId: Id }),
  output: z.null(),
  status: 204,
});

export const requestPasswordReset = defineOperation({
  name: 'access.requestPasswordReset',
  method: 'POST',
  path: '/password-resets',
  summary: 'Ask for a mail to choose a new password; the answer is the same for unknown addresses',
  permission: 'public',
  body: z.strictObject({ email: Email }),
  output: z.null(),
  status: 204,
  refusals: ['too_many_tries'],
});
export const resetPassword = defineOperation({
  name: 'access.resetPassword',
  method: 'PUT',
  path: '/password-resets',
  summary: 'Choose a new password with the token from the mail; ends all sessions',
  permission: 'public',
  body: z.strictObject({ token: z.string().min(10).max(200), password: Password }),
  output: z.null(),
  status: 204,
  refusals: ['reset_token_invalid', 'password_weak'],
});

export const UserView = z.strictObject({
  id: Id,
  name: z.string(),
  email: z.string(),
  role: Role,
  joinedAt: Instant,
  endedAt: Instant.nullable(),
  version: z.number().int(),
});
export type UserView = z.infer<typeof UserView>;
export const listUsers = defineOperation({
  name: 'access.listUsers',
  method: 'GET',
  path: '/users',
  summary: 'The people of this workspace, those who left too',
  permission: 'access.read',
  output: z.strictObject({ items: z.array(UserView) }),
});
export const changeUser = defineOperation({
  name: 'access.changeUser',
  method: 'PATCH',
  path: '/users/:userId',
  summary: "Change somebody's role, or end their membership",
  permission: 'access.admin',
  params: z.strictObject({ userId: Id }),
  body: z.strictObject({ role: Role.optional(), ended: z.boolean().optional() }),
  output: UserView,
  refusals: ['role_too_high', 'last_owner', 'stale'],
});

export const RolePolicyView = z.strictObject({
  role: z.enum(['lead', 'member', 'read_only']),
  seesOnlyOwn: z.boolean(),
});
export const listRolePolicies = defineOperation({
  name: 'access.listRolePolicies',
  method: 'GET',
  path: '/role-policies',
  summary: 'Which roles see only their own records',
  permission: 'access.read',
  output: z.strictObject({ items: z.array(RolePolicyView) }),
});
export const changeRolePolicy = defineOperation({
  name: 'access.changeRolePolicy',
  method: 'PUT',
  path: '/role-policies/:role',
  summary: 'Let a role see everything or only its own records',
  permission: 'access.admin',
  params: z.strictObject({ role: z.enum(['lead', 'member', 'read_only']) }),
  body: z.strictObject({ seesOnlyOwn: z.boolean() }),
  output: RolePolicyView,
});

export const InvitationView = z.strictObject({
  id: Id,
  email: z.string(),
  role: Role,
  invitedBy: Id,
  createdAt: Instant,
  expiresAt: Instant,
});
export const listInvitations = defineOperation({
  name: 'access.listInvitations',
  method: 'GET',
  path: '/invitations',
  summary: 'Invitations that still wait for an answer',
  permission: 'access.admin',
  output: z.strictObject({ items: z.array(InvitationView) }),
});
export const invite = defineOperation({
  name: 'access.invite',
  method: 'POST',
  path: '/invitations',
  summary: 'Invite somebody by mail',
  permission: 'access.admin',
  body: z.strictObject({ email: Email, role: Role }),
  output: InvitationView,
  refusals: ['role_too_high', 'already_member'],
});
export const revokeInvitation = defineOperation({
  name: 'access.revokeInvitation',
  method: 'DELETE',
  path: '/invitations/:invitationId',
  summary: 'Take an invitation back',
  permission: 'access.admin',
  params: z.strictObject({ invitationId: Id }),
  output: z.null(),
  status: 204,
});
export const acceptInvitation = defineOperation({
  name: 'access.acceptInvitation',
  method: 'POST',
  path: '/invitation-acceptances',
  summary: 'Join with the token from the mail; people who have an account give their password',
  permission: 'public',
  body: z.strictObject({ token: z.string().min(10).max(200), name: Line(120), password: Password }),
  output: z.strictObject({ userId: Id }),
  refusals: ['invitation_invalid', 'password_weak', 'sign_in_failed'],
});

export const Scope = z
  .string()
  .max(60)
  .regex(/^[a-z-]+\.(read|write|manage|admin|owner)$/);
export const ApiKeyView = z.strictObject({
  id: Id,
  name: z.string(),
  userId: Id,
  scopes: z.array(z.string()),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export const listApiKeys = defineOperation({
  name: 'access.listApiKeys',
  method: 'GET',
  path: '/api-keys',
  summary: 'API keys of this workspace',
  permission: 'access.admin',
  output: z.strictObject({ items: z.array(ApiKeyView) }),
});
export const createApiKey = defineOperation({
  name: 'access.createApiKey',
  method: 'POST',
  path: '/api-keys',
  summary: 'Make an API key for myself; the secret is shown once',
  permission: 'access.admin',
  body: z.strictObject({ name: Line(80), scopes: z.array(Scope).min(1).max(40) }),
  // The secret is never kept, so a repeated request can't give it again: no Idempotency-Key here.
  status: 200,
  output: z.strictObject({ key: ApiKeyView, secret: z.string() }),
});
export const revokeApiKey = defineOperation({
  name: 'access.revokeApiKey',
  method: 'DELETE',
  path: '/api-keys/:keyId',
  summary: 'Revoke an API key at once',
  permission: 'access.admin',
  params: z.strictObject({ keyId: Id }),
  output: z.null(),
  status: 204,
});

export const listMails = defineOperation({
  name: 'access.listMails',
  method: 'GET',
  path: '/mails',
  summary: 'The outbox: mails written, sent or waiting',
  permission: 'access.owner',
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        id: Id,
        to: z.string(),
        subject: z.string(),
        body: z.string(),
        createdAt: Instant,
        sentAt: Instant.nullable(),
        lastError: z.string().nullable(),
      }),
    ),
  }),
});
