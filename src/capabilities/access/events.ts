import { z } from 'zod';
import { roles } from '#platform/actor';
import { defineEvent } from '#platform/events';

const userId = z.uuid();
const role = z.enum(roles);
export const memberJoined = defineEvent('access.memberJoined', z.strictObject({ userId, role }));
export const memberChanged = defineEvent(
  'access.memberChanged',
  z.strictObject({ userId, from: role, to: role.nullable() }),
);
export const rolePolicyChanged = defineEvent(
  'access.rolePolicyChanged',
  z.strictObject({ role, seesOnlyOwn: z.boolean() }),
);
export const memberInvited = defineEvent('access.memberInvited', z.strictObject({ invitationId: z.uuid(), role }));
export const invitationRevoked = defineEvent('access.invitationRevoked', z.strictObject({ invitationId: z.uuid() }));
export const apiKeyCreated = defineEvent(
  'access.apiKeyCreated',
  z.strictObject({ keyId: z.uuid(), name: z.string(), scopes: z.array(z.string()) }),
);
export const apiKeyRevoked = defineEvent('access.apiKeyRevoked', z.strictObject({ keyId: z.uuid() }));
export const signedIn = defineEvent('access.signedIn', z.strictObject({ userId }));
