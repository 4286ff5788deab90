import { z } from 'zod';
import { ContractView } from '#offers/contract';
import { defineOperation, Id, Instant, Text } from '#platform/operation';

/** How a C customer is looked after from now on. */
export const CareWay = z.enum(['self_service', 'rarer', 'mail_only', 'farewell']);
export type CareWay = z.infer<typeof CareWay>;

const Cents = z.number().int();
const Count = z.number().int().nonnegative();

export const CareView = z.strictObject({
  way: CareWay,
  letter: z.string(),
  by: Id,
  since: Instant,
});
export type CareView = z.infer<typeof CareView>;

const params = z.strictObject({ customerId: Id });

export const getCare = defineOperation({
  name: 'scoring.getCare',
  method: 'GET',
  path: '/customer-values/:customerId/care',
  summary: 'How a customer is looked after, and what is still open with them',
  permission: 'scoring.read',
  params,
  output: z.strictObject({
    care: CareView.nullable(),
    openDeals: Count,
    plannedMeetings: Count,
    openTickets: Count,
    /** Those that run or will: they go on whatever is decided here. */
    contracts: z.array(ContractView),
  }),
});

export const ChangeCare = z.strictObject({ way: CareWay, letter: Text(10_000) });
export type ChangeCare = z.infer<typeof ChangeCare>;

export const changeCare = defineOperation({
  name: 'scoring.changeCare',
  method: 'PUT',
  path: '/customer-values/:customerId/care',
  summary: 'Look after a C customer in another way; farewell only where nothing is open',
  permission: 'scoring.write',
  params,
  body: ChangeCare,
  output: CareView,
  refusals: ['not_class_c', 'still_open'],
});

export const endCare = defineOperation({
  name: 'scoring.endCare',
  method: 'DELETE',
  path: '/customer-values/:customerId/care',
  summary: 'Look after a customer as before',
  permission: 'scoring.write',
  params,
  output: z.null(),
  status: 204,
});

/** Before: as it was in the twelve months before, for as long as it has been since. */
export const getCareEffect = defineOperation({
  name: 'scoring.careEffect',
  method: 'GET',
  path: '/customer-care-effect',
  summary:
    'What looking after C customers in another way has freed: minutes and cost before and since, and what they bought since',
  permission: 'scoring.read',
  output: z.strictObject({
    customers: Count,
    minutesBefore: Count,
    minutesSince: Count,
    costCentsBefore: Cents,
    costCentsSince: Cents,
    wonCentsBefore: Cents,
    wonCentsSince: Cents,
  }),
});
