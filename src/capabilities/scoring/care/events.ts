import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { CareWay } from './contract.ts';

const customer = { contactId: z.uuid().nullable(), companyId: z.uuid().nullable(), way: CareWay };

export const careChanged = defineEvent('scoring.careChanged', z.strictObject({ ...customer, letter: z.string() }));
export const careEnded = defineEvent('scoring.careEnded', z.strictObject(customer));
