import { z } from 'zod';
import { Day, defineOperation, Id, Instant, Page, PageQuery } from '#platform/operation';

/** What the log can be narrowed to. */
export const AuditGroup = z.enum([
  'people',
  'notes',
  'calls',
  'visits',
  'nextSteps',
  'deals',
  'consent',
  'imports',
  'exports',
  'access',
  'settings',
]);
export type AuditGroup = z.infer<typeof AuditGroup>;

/** By whose hand: somebody at a screen, a program with an API key, an import, or Klinke itself. */
export const AuditActorKind = z.enum(['user', 'key', 'import', 'system']);
export type AuditActorKind = z.infer<typeof AuditActorKind>;

export const AuditEntry = z.strictObject({
  id: Id,
  /** As announced: 'contacts.contactChanged', 'access.signedIn' … */
  type: z.string(),
  group: AuditGroup.nullable(),
  recordedAt: Instant,
  /** When it happened; an imported visit lies in the past. */
  occurredAt: Instant,
  actor: z.strictObject({ kind: AuditActorKind, id: Id.nullable() }),
  /** The record it is about. `name` is null when the record is gone. */
  subject: z
    .strictObject({ kind: z.enum(['contact', 'company', 'deal']), id: Id, name: z.string().nullable() })
    .nullable(),
  payload: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `groups=access,exports`; without it everything. */
const Groups = z
  .string()
  .max(200)
  .transform((text) => text.split(','))
  .pipe(z.array(AuditGroup).min(1));

export const listAuditEntries = defineOperation({
  name: 'timeline.listAuditEntries',
  method: 'GET',
  path: '/audit-entries',
  summary: 'Every event of the workspace, newest first; the days are those of the workspace, both included',
  permission: 'timeline.admin',
  query: z.strictObject({
    groups: Groups.optional(),
    by: AuditActorKind.optional(),
    userId: Id.optional(),
    from: Day.optional(),
    to: Day.optional(),
    contactId: Id.optional(),
    companyId: Id.optional(),
    dealId: Id.optional(),
    ...PageQuery,
  }),
  output: Page(AuditEntry),
  refusals: ['cursor_invalid'],
});

/** A link of the hash chain. */
const Seal = z.strictObject({ number: z.number().int(), hash: z.string(), sealedAt: Instant });

export const getAuditEntry = defineOperation({
  name: 'timeline.getAuditEntry',
  method: 'GET',
  path: '/audit-entries/:entryId',
  summary: 'One event, and where it is sealed in the hash chain',
  permission: 'timeline.admin',
  params: z.strictObject({ entryId: Id }),
  output: AuditEntry.extend({
    /** Null for the moment until it is sealed. `place`: which of the link's events it is, from 1. */
    seal: Seal.extend({ place: z.number().int(), events: z.number().int(), previousHash: z.string() }).nullable(),
  }),
});

export const AuditFault = z.strictObject({
  what: z.enum([
    'event_missing',
    'event_changed',
    'event_unsealed',
    'link_missing',
    'link_broken',
    'end_missing',
    'mark_differs',
  ]),
  seal: z.number().int().optional(),
  eventId: Id.optional(),
});
export type AuditFault = z.infer<typeof AuditFault>;

export const AuditCheck = z.strictObject({
  startedBy: Id,
  startedAt: Instant,
  /** Null while it runs. */
  finishedAt: Instant.nullable(),
  /** Events looked at so far. */
  sealed: z.number().int(),
  faultCount: z.number().int(),
  /** The first fifty. */
  faults: z.array(AuditFault),
  /** Why it came to no end. */
  error: z.string().nullable(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

export const getAuditChain = defineOperation({
  name: 'timeline.getAuditChain',
  method: 'GET',
  path: '/audit-chain',
  summary: 'How far the hash chain of the events has come, and what the latest check of it found',
  permission: 'timeline.admin',
  output: z.strictObject({
    /** The latest link; null before the first. */
    seal: Seal.nullable(),
    /** Events that wait for their seal. */
    waiting: z.number().int(),
    /** One line to keep elsewhere: `klinke doctor --audit --witness FILE` compares the chain with it. */
    mark: z.string().nullable(),
    check: AuditCheck.nullable(),
  }),
});

export const checkAuditChain = defineOperation({
  name: 'timeline.checkAuditChain',
  method: 'POST',
  path: '/audit-checks',
  summary: 'Recompute the whole hash chain in the background; while a check runs, that one is answered',
  permission: 'timeline.admin',
  output: AuditCheck,
});
