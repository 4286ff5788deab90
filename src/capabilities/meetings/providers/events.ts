import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { ProviderKind, ProviderProblem } from '../contract/shapes.ts';
import { facts } from '../events/facts.ts';

const provider = { providerId: z.uuid(), name: z.string(), kind: ProviderKind };

export const providerAdded = defineEvent('meetings.providerAdded', z.strictObject(provider));
export const providerChanged = defineEvent(
  'meetings.providerChanged',
  z.strictObject({
    ...provider,
    changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })),
  }),
);
/** Where meetings by video take place from now on; null: in our own room. */
export const usualPlaceChosen = defineEvent(
  'meetings.usualPlaceChosen',
  z.strictObject({ providerId: z.uuid().nullable(), name: z.string().nullable() }),
);

const place = { providerKind: ProviderKind };
/** The provider has made it: now there is a link. `late`: its people were told that it takes place in our own room. */
export const meetingPlaced = defineEvent('meetings.placed', z.strictObject({ ...facts, ...place, late: z.boolean() }));
/** The provider could not, and it takes place in our own room. */
export const meetingNotPlaced = defineEvent(
  'meetings.notPlaced',
  z.strictObject({ ...facts, ...place, problem: ProviderProblem }),
);
