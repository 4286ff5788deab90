import { z } from 'zod';
import { Changed, defineEvent } from '#platform/events';
import { EndReason } from './contract.ts';

/** Every event of a contract says what it brings, so that neighbours need not ask. */
const about = {
  contractId: z.uuid(),
  contactId: z.uuid().nullable(),
  companyId: z.uuid().nullable(),
  dealId: z.uuid().nullable(),
  title: z.string(),
  monthlyCents: z.number().int(),
  currency: z.string(),
  startsOn: z.string(),
};

export const contractMade = defineEvent('offers.contractMade', z.strictObject(about));
export const contractChanged = defineEvent('offers.contractChanged', z.strictObject({ ...about, changed: Changed }));
export const noticeGiven = defineEvent(
  'offers.noticeGiven',
  z.strictObject({ ...about, on: z.string(), endsOn: z.string(), reason: EndReason }),
);
export const noticeTakenBack = defineEvent('offers.noticeTakenBack', z.strictObject(about));
export const contractRemoved = defineEvent('offers.contractRemoved', z.strictObject(about));
export const contractRestored = defineEvent('offers.contractRestored', z.strictObject(about));
