import { z } from 'zod';
import { defineOperation, Id, Instant, Line, Text } from '#platform/operation';
import { Channel } from './shapes.ts';

/** A public page on which people give their consent themselves. */
export const ConsentForm = z.strictObject({
  id: Id,
  /** For us; visitors see `heading` and `intro`. */
  name: z.string(),
  heading: z.string(),
  intro: z.string().nullable(),
  privacyUrl: z.string(),
  callNumber: z.string().nullable(),
  channels: z.array(Channel),
  /** Where people find it. */
  address: z.string(),
  createdBy: Id,
  createdAt: Instant,
  closedAt: Instant.nullable(),
});
export type ConsentForm = z.infer<typeof ConsentForm>;

export const listForms = defineOperation({
  name: 'consent.listForms',
  method: 'GET',
  path: '/consent/forms',
  summary: 'The public pages on which people give their consent, the latest first',
  permission: 'consent.read',
  output: z.strictObject({ items: z.array(ConsentForm) }),
});

export const CreateForm = z.strictObject({
  name: Line(120),
  heading: Line(160),
  intro: Text(1000).optional(),
  /** Art. 13 GDPR asks for it where data are collected. */
  privacyUrl: z.url({ protocol: /^https$/, hostname: z.regexes.domain }).max(300),
  /** Ours, as visitors shall read it: they call it from their number to say their code. */
  callNumber: Line(40).optional(),
  channels: z.array(Channel).min(1).max(5),
});
export type CreateForm = z.infer<typeof CreateForm>;

export const createForm = defineOperation({
  name: 'consent.createForm',
  method: 'POST',
  path: '/consent/forms',
  summary: 'Open a public page for consent; each of its channels needs a released wording',
  permission: 'consent.manage',
  body: CreateForm,
  output: ConsentForm,
  refusals: ['wording_missing'],
});

export const closeForm = defineOperation({
  name: 'consent.closeForm',
  method: 'PUT',
  path: '/consent/forms/:formId/closing',
  summary: 'Close a public page for good; what came in over it stays',
  permission: 'consent.manage',
  params: z.strictObject({ formId: Id }),
  output: ConsentForm,
});

/** What a visitor sent over a form. No consent before it is confirmed. */
export const ConsentRequest = z.strictObject({
  id: Id,
  formId: Id,
  form: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  channels: z.array(Channel),
  requestedAt: Instant,
  /** By the link in the mail. */
  confirmedAt: Instant.nullable(),
  /** By the code, said in a call from the number. */
  numberConfirmedAt: Instant.nullable(),
  contactId: Id.nullable(),
});
export type ConsentRequest = z.infer<typeof ConsentRequest>;

export const listRequests = defineOperation({
  name: 'consent.listRequests',
  method: 'GET',
  path: '/consent/requests',
  summary:
    'What came in over the forms and still waits for a confirmation, of the mailbox or of the number; at most 200',
  permission: 'consent.read',
  query: z.strictObject({ contactId: Id.optional() }),
  output: z.strictObject({ items: z.array(ConsentRequest) }),
});

export const confirmNumber = defineOperation({
  name: 'consent.confirmNumber',
  method: 'POST',
  path: '/consent/requests/:requestId/number-confirmation',
  summary: 'The person called from the number they had entered and said their code: now the number is proven too',
  permission: 'consent.write',
  params: z.strictObject({ requestId: Id }),
  body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
  output: ConsentRequest,
  status: 200,
  refusals: ['code_wrong', 'code_spent', 'not_waiting'],
});

/** One way to earn consent, and how far people went on it. A step that a way does not have is null. */
export const WayReport = z.strictObject({
  way: z.enum(['form', 'letter', 'incoming_call', 'showroom']),
  /** Of the form, or of the letters made in one go. */
  id: Id.nullable(),
  name: z.string().nullable(),
  /** Letters that were printed. */
  sent: z.number().int().nullable(),
  shown: z.number().int().nullable(),
  begun: z.number().int(),
  confirmed: z.number().int(),
  withdrawn: z.number().int(),
});
export type WayReport = z.infer<typeof WayReport>;

export const reportWays = defineOperation({
  name: 'consent.reportWays',
  method: 'GET',
  path: '/consent/ways',
  summary: 'How many were shown, began, confirmed and later withdrew, for each way to earn consent',
  permission: 'consent.read',
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  output: z.strictObject({ items: z.array(WayReport) }),
});
