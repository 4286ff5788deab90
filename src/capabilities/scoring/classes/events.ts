import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { ClassPolicy, CustomerClass } from './contract.ts';

const customer = { contactId: z.uuid().nullable(), companyId: z.uuid().nullable() };

/** `reason` null: it was computed. */
export const classChanged = defineEvent(
  'scoring.classChanged',
  z.strictObject({
    ...customer,
    from: CustomerClass.nullable(),
    to: CustomerClass,
    netCents: z.number().int(),
    reason: z.string().nullable(),
  }),
);
export const classConfirmed = defineEvent(
  'scoring.classConfirmed',
  z.strictObject({ ...customer, class: CustomerClass }),
);
export const classReleased = defineEvent(
  'scoring.classReleased',
  z.strictObject({ ...customer, class: CustomerClass }),
);
export const classPolicyChanged = defineEvent('scoring.classPolicyChanged', ClassPolicy);
