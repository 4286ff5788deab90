import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { LineKind } from './contract.ts';
import { listenEndings, ListenMode } from './softphone/messages.ts';

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

const heard = { talkId: z.uuid(), listenerId: z.uuid() };
/** By who telephones: what the other person was told, and that they agreed. */
export const listeningAllowed = defineEvent(
  'telephony.listeningAllowed',
  z.strictObject({ ...heard, wording: z.string(), confirmation: z.string() }),
);
export const listeningChanged = defineEvent(
  'telephony.listeningChanged',
  z.strictObject({ ...heard, mode: ListenMode }),
);
export const listeningEnded = defineEvent(
  'telephony.listeningEnded',
  z.strictObject({ ...heard, because: z.enum(listenEndings) }),
);

/** Of the actor's own, in the place of the one before it. */
export const greetingRecorded = defineEvent(
  'telephony.greetingRecorded',
  z.strictObject({ seconds: z.number().int() }),
);
export const greetingRemoved = defineEvent('telephony.greetingRemoved', z.strictObject({}));
