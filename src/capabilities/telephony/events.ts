import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { LineKind } from './contract.ts';

export const lineAdded = defineEvent(
  'telephony.lineAdded',
  z.strictObject({ lineId: z.uuid(), name: z.string(), kind: LineKind, number: z.string() }),
);
/** A new password is named, never shown. */
export const lineChanged = defineEvent(
  'telephony.lineChanged',
  z.strictObject({
    lineId: z.uuid(),
    name: z.string(),
    changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })),
  }),
);
