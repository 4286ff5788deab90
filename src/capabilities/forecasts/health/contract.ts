import { z } from 'zod';
import { Day, defineOperation, Id } from '#platform/operation';

const days = z.number().int();
/** Days that are usual: of nine in ten won deals of this team; null: too few to tell, and a general rule stands in. */
const usual = z.number().int().nullable();

export const HealthReason = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('without_step') }),
  z.strictObject({ code: z.literal('silent'), days }),
  z.strictObject({ code: z.literal('overdue'), on: Day }),
  z.strictObject({ code: z.literal('pushed'), times: z.number().int() }),
  /** The same objection in so many calls with this person. */
  z.strictObject({ code: z.literal('objection'), title: z.string(), times: z.number().int() }),
  z.strictObject({ code: z.literal('old'), days, usual }),
  z.strictObject({ code: z.literal('slow_stage'), days, usual }),
]);
export type HealthReason = z.infer<typeof HealthReason>;

export const HealthLevel = z.enum(['well', 'watch', 'weak']);
export type HealthLevel = z.infer<typeof HealthLevel>;

export const DealHealth = z.strictObject({ dealId: Id, level: HealthLevel, reasons: z.array(HealthReason) });
export type DealHealth = z.infer<typeof DealHealth>;

export const HealthView = z.strictObject({
  items: z.array(DealHealth),
  /** Won deals from which it was learned what is usual. */
  learnedFrom: z.number().int(),
});
export type HealthView = z.infer<typeof HealthView>;

export const listDealHealth = defineOperation({
  name: 'forecasts.health',
  method: 'GET',
  path: '/forecast/health',
  summary:
    'How these open deals are doing, each with its reasons: no next step, silent, overdue, put off twice, the same objection in three calls, older or longer in its stage than won deals were. Ended ones are left out',
  permission: 'forecasts.read',
  query: z.strictObject({ dealId: z.union([Id, z.array(Id).max(200)]) }),
  output: HealthView,
});
