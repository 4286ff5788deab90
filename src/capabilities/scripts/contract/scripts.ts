import { z } from 'zod';
import { DispositionMeaning } from '#calls/contract';
import { Channel } from '#consent/contract';
import { defineOperation, Id, Instant, Line, Text } from '#platform/operation';

/** Names a step, an answer or a card within its script. */
export const Key = z.string().regex(/^[a-z0-9-]{1,24}$/);

/** What of the person an answer may write. */
export const ScriptField = z.enum(['jobTitle', 'email', 'city', 'tag', 'note']);
export type ScriptField = z.infer<typeof ScriptField>;

/** The step it goes on to; null: the end. */
const Next = Key.nullable();

export const ScriptAnswer = z.strictObject({
  key: Key,
  label: Line(80),
  next: Next,
  /** Stands in the person's record as soon as this is answered. */
  sets: z
    .strictObject({ field: ScriptField, value: Line(254) })
    .nullable()
    .default(null),
  /** How the call is going to end, then. */
  disposition: DispositionMeaning.nullable().default(null),
});
export type ScriptAnswer = z.infer<typeof ScriptAnswer>;

/** `text` may hold placeholders, as in {{salutation}}. */
const said = { key: Key, title: Line(80), text: Text(2000) };

export const ScriptStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), ...said, next: Next }),
  z.strictObject({ kind: z.literal('question'), ...said, answers: z.array(ScriptAnswer).min(1).max(9) }),
  /** What the person says is typed into their record. */
  z.strictObject({ kind: z.literal('field'), ...said, field: ScriptField, next: Next }),
  /** The released wording for advertising over this channel, to be read word for word. */
  z.strictObject({ kind: z.literal('wording'), ...said, channel: Channel, onYes: Next, onNo: Next }),
]);
export type ScriptStep = z.infer<typeof ScriptStep>;

/** What to say to an objection, whenever it comes. */
export const ObjectionCard = z.strictObject({ key: Key, title: Line(80), text: Text(2000) });
export type ObjectionCard = z.infer<typeof ObjectionCard>;

const content = {
  /** It begins with the first. */
  steps: z.array(ScriptStep).min(1).max(60),
  cards: z.array(ObjectionCard).max(60),
};

export const ScriptItem = z.strictObject({
  id: Id,
  name: z.string(),
  about: z.string().nullable(),
  steps: z.number().int(),
  cards: z.number().int(),
  archivedAt: Instant.nullable(),
  updatedAt: Instant,
  version: z.number().int(),
});
export type ScriptItem = z.infer<typeof ScriptItem>;

export const ScriptView = z.strictObject({
  id: Id,
  name: z.string(),
  about: z.string().nullable(),
  ...content,
  archivedAt: Instant.nullable(),
  updatedAt: Instant,
  version: z.number().int(),
});
export type ScriptView = z.infer<typeof ScriptView>;

const scriptParams = z.strictObject({ scriptId: Id });

export const listScripts = defineOperation({
  name: 'scripts.list',
  method: 'GET',
  path: '/scripts',
  summary: 'What to say in a call: the scripts of the team',
  permission: 'scripts.read',
  query: z.strictObject({ archived: z.stringbool().default(false) }),
  output: z.strictObject({ items: z.array(ScriptItem) }),
});

export const getScript = defineOperation({
  name: 'scripts.get',
  method: 'GET',
  path: '/scripts/:scriptId',
  summary: 'One script with its steps and objection cards, as it is read now',
  permission: 'scripts.read',
  params: scriptParams,
  output: ScriptView,
});

const contentRefusals = ['step_unknown', 'key_twice', 'value_invalid'];

export const CreateScript = z.strictObject({
  name: Line(80),
  about: Line(200).nullable().default(null),
  steps: content.steps,
  cards: content.cards.default([]),
});
export type CreateScript = z.infer<typeof CreateScript>;
export const createScript = defineOperation({
  name: 'scripts.create',
  method: 'POST',
  path: '/scripts',
  summary: 'Write a script',
  permission: 'scripts.manage',
  body: CreateScript,
  output: ScriptView,
  refusals: contentRefusals,
});

export const ChangeScript = z.strictObject({
  name: Line(80).optional(),
  about: Line(200).nullable().optional(),
  steps: content.steps.optional(),
  cards: content.cards.optional(),
  archived: z.boolean().optional(),
});
export type ChangeScript = z.infer<typeof ChangeScript>;
export const changeScript = defineOperation({
  name: 'scripts.change',
  method: 'PATCH',
  path: '/scripts/:scriptId',
  summary: 'Rewrite a script, archive it or bring it back; calls that are going on keep what they began with',
  permission: 'scripts.manage',
  params: scriptParams,
  body: ChangeScript,
  output: ScriptView,
  refusals: ['stale', ...contentRefusals],
});
