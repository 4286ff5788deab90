import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { Channel, ConsentSource, DeniedBecause, Listing, PresumptionBasis } from './contract.ts';

/**
 * A person said yes or no, or an entry was taken back. Wording and proof stay in the ledger; their hash stands here, where the chain of
 * events makes any later change of the evidence show.
 */
export const consentRecorded = defineEvent(
  'consent.recorded',
  z.strictObject({
    contactId: z.uuid(),
    entryId: z.uuid(),
    channel: Channel,
    state: z.enum(['granted', 'denied', 'unknown']),
    because: DeniedBecause.nullable(),
    at: z.iso.datetime(),
    source: ConsentSource,
    evidenceSha256: z.string(),
  }),
);

export const presumptionRecorded = defineEvent(
  'consent.presumptionRecorded',
  z.strictObject({ contactId: z.uuid(), basis: PresumptionBasis, reason: z.string() }),
);
export const presumptionRemoved = defineEvent(
  'consent.presumptionRemoved',
  z.strictObject({ contactId: z.uuid(), basis: PresumptionBasis, reason: z.string() }),
);

export const directoryChecked = defineEvent(
  'consent.directoryChecked',
  z.strictObject({ contactId: z.uuid(), listing: Listing, customer: z.boolean() }),
);

/** An import was undone, and with it what its list had said. One event per contact. */
export const importedConsentRemoved = defineEvent(
  'consent.importRemoved',
  z.strictObject({ contactId: z.uuid(), importId: z.uuid(), entries: z.number().int() }),
);
