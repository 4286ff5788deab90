import { z } from 'zod';
import { defineOperation, Download, Id, Instant, Line, Text, Upload } from '#platform/operation';
import { Channel, WordingPurpose } from './shapes.ts';

/** A text in which people give consent. Released once, never changed: the next version is another. */
export const Wording = z.strictObject({
  id: Id,
  channel: Channel,
  purpose: WordingPurpose,
  version: z.number().int(),
  text: z.string(),
  releasedBy: Id,
  releasedAt: Instant,
  /** The latest of its channel and purpose: what is read out and printed from now on. */
  current: z.boolean(),
});
export type Wording = z.infer<typeof Wording>;

export const listWordings = defineOperation({
  name: 'consent.listWordings',
  method: 'GET',
  path: '/consent/wordings',
  summary: 'The texts in which people give consent, every version, the latest first',
  permission: 'consent.read',
  output: z.strictObject({ items: z.array(Wording) }),
});

export const ReleaseWording = z.strictObject({
  channel: Channel,
  purpose: WordingPurpose.default('advertising'),
  text: Text(4000).min(20),
});
export type ReleaseWording = z.infer<typeof ReleaseWording>;

export const releaseWording = defineOperation({
  name: 'consent.releaseWording',
  method: 'POST',
  path: '/consent/wordings',
  summary: 'Release the next version of a text; it is never changed after',
  permission: 'consent.admin',
  body: ReleaseWording,
  output: Wording,
  refusals: ['wording_unchanged'],
});

/** A piece of evidence of an entry: a scanned letter, a card, the sound of a call. */
export const ProofFile = z.strictObject({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  addedBy: Id.nullable(),
  addedAt: Instant,
});
export type ProofFile = z.infer<typeof ProofFile>;

export const addProof = defineOperation({
  name: 'consent.addProof',
  method: 'POST',
  path: '/contacts/:contactId/consent/entries/:entryId/proofs',
  summary: 'Add a piece of evidence to an entry: a picture, a PDF or a sound, at most 25 MB. It stays',
  permission: 'consent.write',
  params: z.strictObject({ contactId: Id, entryId: Id }),
  query: z.strictObject({ name: Line(200) }),
  body: Upload,
  output: ProofFile,
  refusals: ['too_large', 'proof_unknown', 'proof_empty'],
});

export const downloadProof = defineOperation({
  name: 'consent.downloadProof',
  method: 'GET',
  path: '/contacts/:contactId/consent/proofs/:proofId',
  summary: 'A piece of evidence as it was added',
  permission: 'consent.read',
  params: z.strictObject({ contactId: Id, proofId: Id }),
  output: Download,
});

export const downloadDossier = defineOperation({
  name: 'consent.downloadDossier',
  method: 'GET',
  path: '/contacts/:contactId/consent/dossier.zip',
  summary:
    'What an authority or the person may ask for, as one zip: every entry with wording, proof and keeping time, and every use',
  permission: 'consent.manage',
  params: z.strictObject({ contactId: Id }),
  output: Download,
});
