import { z } from 'zod';
import { defineEvent } from '#platform/events';

export const workspaceCreated = defineEvent(
  'workspace.created',
  z.strictObject({ name: z.string(), example: z.boolean() }),
);
export const workspaceChanged = defineEvent('workspace.changed', z.strictObject({ changed: z.array(z.string()) }));
