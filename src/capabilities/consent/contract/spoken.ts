import { z } from 'zod';
import { defineOperation, Id, Instant, Line } from '#platform/operation';
import { ConsentEntry } from './shapes.ts';

/** What the person answered to the released texts that were read to them, in a call of theirs. */
export const RecordSpoken = z.strictObject({
  at: Instant,
  /** Which call, and which recording of it: the evidence. */
  reference: Line(500),
  personName: Line(200).optional(),
  personAddress: Line(400).optional(),
  answers: z
    .array(z.strictObject({ wordingId: Id, says: z.enum(['yes', 'no']) }))
    .min(1)
    .max(5),
});
export type RecordSpoken = z.infer<typeof RecordSpoken>;

export const recordSpoken = defineOperation({
  name: 'consent.recordSpoken',
  method: 'POST',
  path: '/contacts/:contactId/consent/spoken',
  summary: 'The person called us and was read the released texts: a yes or a no to each, entered at once',
  permission: 'consent.write',
  params: z.strictObject({ contactId: Id }),
  body: RecordSpoken,
  output: z.strictObject({ items: z.array(ConsentEntry) }),
  refusals: ['in_the_future', 'not_for_advertising', 'asked_twice'],
});
