import { z } from 'zod';
import { defineEvent } from '#platform/events';

const about = { placeId: z.uuid(), name: z.string() };

export const placeOpened = defineEvent('meetings.placeOpened', z.strictObject(about));
export const exhibitPictureAdded = defineEvent('meetings.exhibitPictureAdded', z.strictObject({ pictureId: z.uuid() }));
export const placeChanged = defineEvent(
  'meetings.placeChanged',
  z.strictObject({ ...about, changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })) }),
);
