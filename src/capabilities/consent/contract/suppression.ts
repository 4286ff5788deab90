import { z } from 'zod';
import { defineOperation, Id, Instant, Line, Upload } from '#platform/operation';

/** A list of numbers and addresses that are never contacted. They are kept as keyed hashes; nobody can read them out again. */
export const SuppressionList = z.strictObject({
  id: Id,
  name: z.string(),
  entries: z.number().int(),
  /** Lines that held neither a number nor an address. */
  unreadable: z.number().int(),
  addedBy: Id.nullable(),
  addedAt: Instant,
});
export type SuppressionList = z.infer<typeof SuppressionList>;

export const listSuppressionLists = defineOperation({
  name: 'consent.listSuppressionLists',
  method: 'GET',
  path: '/consent/suppression-lists',
  summary: 'The lists of numbers and addresses that are never contacted, with their counts; never what stands on them',
  permission: 'consent.read',
  /** `own`: how many numbers and addresses stand on the workspace's own list. */
  output: z.strictObject({ items: z.array(SuppressionList), own: z.number().int() }),
});

export const addSuppressionList = defineOperation({
  name: 'consent.addSuppressionList',
  method: 'POST',
  path: '/consent/suppression-lists',
  summary: 'Bring a list (text or CSV of any layout, at most 20 MB): every number and address in it is suppressed',
  permission: 'consent.admin',
  query: z.strictObject({ name: Line(200) }),
  body: Upload,
  output: SuppressionList,
  refusals: ['too_large', 'list_empty', 'list_unreadable'],
});

export const removeSuppressionList = defineOperation({
  name: 'consent.removeSuppressionList',
  method: 'DELETE',
  path: '/consent/suppression-lists/:listId',
  summary: 'Take a list back: it was the wrong one',
  permission: 'consent.admin',
  params: z.strictObject({ listId: Id }),
  output: z.null(),
  status: 204,
});

/** A number or an e-mail address, as people write it. */
export const SuppressedValue = z.strictObject({ value: Line(320) });

export const addSuppression = defineOperation({
  name: 'consent.addSuppression',
  method: 'POST',
  path: '/consent/suppressions',
  summary:
    "Put one number or address on the workspace's own list; objections to everything put theirs there by themselves",
  permission: 'consent.admin',
  body: SuppressedValue,
  output: z.strictObject({ own: z.number().int() }),
  refusals: ['not_reachable'],
});

export const removeSuppression = defineOperation({
  name: 'consent.removeSuppression',
  method: 'POST',
  path: '/consent/suppressions/removals',
  summary: "Take one number or address off the workspace's own list, whatever put it there",
  permission: 'consent.admin',
  body: SuppressedValue,
  output: z.strictObject({ own: z.number().int() }),
  refusals: ['not_reachable', 'not_on_list'],
});

/** How often one person may be tried over one channel for advertising. */
export const ContactCaps = z.strictObject({
  perDay: z.number().int().min(1).max(100),
  perWeek: z.number().int().min(1).max(500),
});
export type ContactCaps = z.infer<typeof ContactCaps>;

export const getContactCaps = defineOperation({
  name: 'consent.getContactCaps',
  method: 'GET',
  path: '/consent/caps',
  summary: 'How often one person may be tried over one channel, in a day and in seven',
  permission: 'consent.read',
  output: ContactCaps,
});

export const changeContactCaps = defineOperation({
  name: 'consent.changeContactCaps',
  method: 'PUT',
  path: '/consent/caps',
  summary: 'Set how often one person may be tried over one channel',
  permission: 'consent.admin',
  body: ContactCaps,
  output: ContactCaps,
  refusals: ['week_below_day'],
});
