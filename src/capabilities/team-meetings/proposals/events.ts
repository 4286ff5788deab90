import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = { proposalId: z.uuid(), dealId: z.uuid().nullable(), title: z.string() };

export const pointProposed = defineEvent('team-meetings.proposed', z.strictObject(about));
export const proposalWithdrawn = defineEvent('team-meetings.proposalWithdrawn', z.strictObject(about));
