import { z } from 'zod';
import { Day } from '#platform/operation';
import { defineEvent } from '#platform/events';

/** What the coming months bring was computed; on past days as well, where it had never been. */
export const snapshotTaken = defineEvent(
  'forecasts.snapshotTaken',
  z.strictObject({ takenOn: Day, openDeals: z.number().int(), pastDays: z.array(Day) }),
);
