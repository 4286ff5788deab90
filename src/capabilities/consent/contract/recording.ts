import { z } from 'zod';
import { defineOperation, Id, Instant } from '#platform/operation';

/** Why a conversation may not be recorded. */
export const RecordingRefusedBecause = z.enum([
  'switched_off',
  'user_not_asked',
  'user_withdrew',
  'not_asked',
  'refused',
  'withdrawn',
  'not_prior',
  'not_documented',
]);
export type RecordingRefusedBecause = z.infer<typeof RecordingRefusedBecause>;

export const RecordingAnswer = z.discriminatedUnion('allowed', [
  z.strictObject({
    allowed: z.literal(true),
    /** The word of the person at the other end. */
    entryId: Id,
    /** The word of the user. */
    agreementId: Id,
  }),
  z.strictObject({ allowed: z.literal(false), because: RecordingRefusedBecause }),
]);
export type RecordingAnswer = z.infer<typeof RecordingAnswer>;

/** The text in which our own people agree. Whoever changes a letter of it makes the next version. */
export const agreementText = {
  version: '2026-11-29',
  de: 'Ich bin einverstanden, dass meine Stimme in Telefongesprächen aufgenommen wird, in denen auch die andere Seite zugestimmt hat und in denen ich die Aufnahme selbst starte. Das ist freiwillig: Ein Nein hat keine Nachteile, und ich kann es jederzeit hier widerrufen. Dann werden Aufnahmen mit meiner Stimme gelöscht. Gibt es einen Betriebsrat, gilt daneben, was mit ihm vereinbart ist (§ 87 Abs. 1 Nr. 6 BetrVG).',
  en: 'I agree that my voice is recorded in telephone calls in which the other side has agreed too and in which I start the recording myself. This is voluntary: a no has no disadvantages, and I can withdraw it here at any time. Recordings with my voice are deleted then. Where there is a works council, what was agreed with it holds as well (§ 87 (1) no. 6 BetrVG).',
} as const;

export const RecordingAgreement = z.strictObject({
  /** Null: never asked. */
  state: z.enum(['granted', 'withdrawn']).nullable(),
  wording: z.string().nullable(),
  at: Instant.nullable(),
});
export type RecordingAgreement = z.infer<typeof RecordingAgreement>;

const mine = { path: '/me/recording-agreement', permission: 'self', output: RecordingAgreement } as const;
export const getRecordingAgreement = defineOperation({
  ...mine,
  name: 'consent.getRecordingAgreement',
  method: 'GET',
  summary: 'Whether I have agreed that my own voice is recorded',
});

export const agreeToRecording = defineOperation({
  ...mine,
  name: 'consent.agreeToRecording',
  method: 'PUT',
  summary: 'Agree that my own voice is recorded, in the words that were shown',
  body: z.strictObject({ version: z.literal(agreementText.version), locale: z.enum(['de', 'en']) }),
});

export const withdrawRecordingAgreement = defineOperation({
  ...mine,
  name: 'consent.withdrawRecordingAgreement',
  method: 'DELETE',
  summary: 'Take back that my voice may be recorded; recordings with it are deleted',
});
