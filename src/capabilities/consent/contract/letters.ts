import { z } from 'zod';
import { defineOperation, Download, Id, Instant, Line, Text } from '#platform/operation';

/** Letters with a code to scan, made in one go: one to each household, each with a page of its own. */
export const LetterBatch = z.strictObject({
  id: Id,
  name: z.string(),
  formId: Id,
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Known once everybody has been looked at. */
  households: z.number().int(),
  /** Letters with a permit for each who gets them; then their pages are set. */
  permitted: z.number().int(),
  /** Pages that are set. */
  printed: z.number().int(),
  /** People who get none. */
  leftOut: z.strictObject({
    /** They may be called already. */
    consented: z.number().int(),
    /** They want no post, or no advertising at all. */
    refused: z.number().int(),
    /** Street, postal code or town is missing. */
    homeless: z.number().int(),
  }),
  createdBy: Id,
  createdAt: Instant,
  finishedAt: Instant.nullable(),
});
export type LetterBatch = z.infer<typeof LetterBatch>;

export const listLetters = defineOperation({
  name: 'consent.listLetters',
  method: 'GET',
  path: '/consent/letters',
  summary: 'The letters that were made to ask for consent, the latest first',
  permission: 'consent.read',
  output: z.strictObject({ items: z.array(LetterBatch) }),
});

export const MakeLetters = z.strictObject({
  formId: Id,
  name: Line(120),
  /** The firm with its address on one line; it stands above the addressee. */
  sender: Line(160),
  subject: Line(120),
  text: Text(1500).min(1),
  closing: Text(200).default(''),
  /** Some, or all whom these filters of the list of people show. */
  people: z.union([
    z.strictObject({ ids: z.array(Id).min(1).max(1000) }),
    z.strictObject({
      filters: z.record(Line(60), z.union([z.string().max(500), z.number(), z.boolean()])),
    }),
  ]),
});
export type MakeLetters = z.infer<typeof MakeLetters>;

export const makeLetters = defineOperation({
  name: 'consent.makeLetters',
  method: 'POST',
  path: '/consent/letters',
  summary: 'Make letters to those who may not be called yet, one to each household; they come as one PDF',
  permission: 'consent.manage',
  body: MakeLetters,
  output: LetterBatch,
  status: 202,
  refusals: ['form_closed', 'filters_invalid', 'no_public_address'],
});

export const downloadLetters = defineOperation({
  name: 'consent.downloadLetters',
  method: 'GET',
  path: '/consent/letters/:batchId/letters.pdf',
  summary: 'The letters as one PDF, to print',
  permission: 'consent.manage',
  params: z.strictObject({ batchId: Id }),
  output: Download,
  refusals: ['letters_not_there'],
});
