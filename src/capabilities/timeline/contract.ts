import { z } from 'zod';
import { defineOperation, Id, Instant, Page, PageQuery, Text } from '#platform/operation';

export {
  AuditActorKind,
  AuditCheck,
  AuditEntry,
  AuditFault,
  AuditGroup,
  checkAuditChain,
  getAuditChain,
  getAuditEntry,
  listAuditEntries,
} from './audit/contract.ts';

/** What a stream can be narrowed to. */
export const TimelineGroup = z.enum([
  'calls',
  'meetings',
  'visits',
  'deals',
  'consent',
  'nextSteps',
  'notes',
  'changes',
]);
export type TimelineGroup = z.infer<typeof TimelineGroup>;

export const NoteView = z.strictObject({
  id: Id,
  contactId: Id.nullable(),
  companyId: Id.nullable(),
  dealId: Id.nullable(),
  text: z.string(),
  createdBy: Id.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type NoteView = z.infer<typeof NoteView>;

export const TimelineItem = z.strictObject({
  id: Id,
  /** As announced: 'calls.callLogged', 'deals.stageChanged' … */
  type: z.string(),
  group: TimelineGroup,
  /** When it happened; an imported visit lies in the past. */
  occurredAt: Instant,
  actor: z.strictObject({ kind: z.enum(['user', 'key', 'import', 'system']), id: Id.nullable() }),
  contactId: Id.nullable(),
  companyId: Id.nullable(),
  dealId: Id.nullable(),
  payload: z.record(z.string(), z.unknown()),
  /** Of a note: as it reads now. */
  note: NoteView.nullable(),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

const one = { contactId: Id.optional(), companyId: Id.optional(), dealId: Id.optional() };
const exactlyOne = (subject: { contactId?: unknown; companyId?: unknown; dealId?: unknown }) =>
  [subject.contactId, subject.companyId, subject.dealId].filter((id) => id !== undefined).length === 1;
const oneSubject = { error: 'Genau eines von contactId, companyId und dealId.' };

/** `groups=calls,notes`; without it everything. */
const Groups = z
  .string()
  .max(100)
  .transform((text) => text.split(','))
  .pipe(z.array(TimelineGroup).min(1));

export const listTimeline = defineOperation({
  name: 'timeline.list',
  method: 'GET',
  path: '/timeline',
  summary: 'Everything that happened with a person, a company (and its people) or a deal, newest first',
  permission: 'timeline.read',
  query: z.strictObject({ ...one, groups: Groups.optional(), ...PageQuery }).refine(exactlyOne, oneSubject),
  output: Page(TimelineItem),
  refusals: ['cursor_invalid'],
});

const NoteText = Text(10_000).trim().min(1);

export const AddNote = z.strictObject({ ...one, text: NoteText }).refine(exactlyOne, oneSubject);
export type AddNote = z.infer<typeof AddNote>;

export const addNote = defineOperation({
  name: 'timeline.addNote',
  method: 'POST',
  path: '/notes',
  summary: 'Write a note on a person, a company or a deal',
  permission: 'timeline.write',
  body: AddNote,
  output: NoteView,
});

const params = z.strictObject({ noteId: Id });

export const changeNote = defineOperation({
  name: 'timeline.changeNote',
  method: 'PATCH',
  path: '/notes/:noteId',
  summary: 'Rewrite a note; the first wording stays in the log',
  permission: 'timeline.write',
  params,
  body: z.strictObject({ text: NoteText }),
  output: NoteView,
  refusals: ['stale', 'note_of_someone_else'],
});

export const removeNote = defineOperation({
  name: 'timeline.removeNote',
  method: 'DELETE',
  path: '/notes/:noteId',
  summary: 'Remove a note; it can be brought back',
  permission: 'timeline.write',
  params,
  output: z.null(),
  status: 204,
  refusals: ['note_of_someone_else'],
});

export const restoreNote = defineOperation({
  name: 'timeline.restoreNote',
  method: 'POST',
  path: '/notes/:noteId/restoration',
  summary: 'Bring a removed note back',
  permission: 'timeline.write',
  params,
  output: NoteView,
  status: 200,
  refusals: ['note_of_someone_else'],
});
