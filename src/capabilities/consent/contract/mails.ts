import { z } from 'zod';
import { defineOperation, Id, Instant, Line, Text } from '#platform/operation';
import { PermitRequest, Purpose } from './shapes.ts';

/** Asking for consent is advertising by law, and by mail it would need the very consent it asks for. */
export const MailPurpose = Purpose.exclude(['ask_consent']);
export type MailPurpose = z.infer<typeof MailPurpose>;

export const WriteMail = z.strictObject({
  /** One of the person's own; the first, where left out. */
  to: Line(254).optional(),
  subject: Line(200),
  text: Text(20_000).min(1),
  purpose: MailPurpose,
  /** Purpose `requested`: when the person asked, and what about. */
  request: PermitRequest.optional(),
});
export type WriteMail = z.infer<typeof WriteMail>;

export const WrittenMail = z.strictObject({
  mailId: Id,
  permitId: Id,
  to: z.string(),
  /** As it goes out, with what the law asks for. */
  text: z.string(),
  writtenAt: Instant,
});
export type WrittenMail = z.infer<typeof WrittenMail>;

export const writeMail = defineOperation({
  name: 'consent.writeMail',
  method: 'POST',
  path: '/contacts/:contactId/mails',
  summary: 'Write a mail to a person, if the gate allows it; advertising carries a link that ends it',
  permission: 'consent.write',
  params: z.strictObject({ contactId: Id }),
  body: WriteMail,
  output: WrittenMail,
  refusals: ['contact_not_allowed', 'address_suppressed', 'no_email_address', 'no_public_address'],
});
