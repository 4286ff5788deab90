import { z } from 'zod';
import { DispositionMeaning } from '#calls/contract';
import { Channel } from '#consent/contract';
import { defineOperation, Id, Instant, Line } from '#platform/operation';
import { Key, ScriptAnswer, ScriptField } from './scripts.ts';

const said = { key: z.string(), title: z.string(), text: z.string() };

/** A step as it is read to this person: the placeholders are filled. */
export const RunStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('say'), ...said, last: z.boolean() }),
  z.strictObject({
    kind: z.literal('question'),
    ...said,
    answers: z.array(ScriptAnswer.omit({ next: true })),
  }),
  z.strictObject({ kind: z.literal('field'), ...said, field: ScriptField, current: z.string().nullable() }),
  z.strictObject({
    kind: z.literal('wording'),
    ...said,
    channel: Channel,
    /** Null: none is released, so nothing can be asked. */
    wording: z.strictObject({ id: Id, text: z.string(), version: z.number().int() }).nullable(),
    /** In a call about a contract, asking for consent would be advertising of its own. */
    mayAsk: z.boolean(),
    personName: z.string(),
    personAddress: z.string(),
  }),
]);
export type RunStep = z.infer<typeof RunStep>;

export const ScriptRun = z.strictObject({
  id: Id,
  callId: Id,
  contactId: Id,
  scriptId: Id,
  name: z.string(),
  scriptVersion: z.number().int(),
  /** Null: the script is through. */
  step: RunStep.nullable(),
  path: z.array(z.strictObject({ step: z.string(), title: z.string(), said: z.string().nullable(), at: Instant })),
  /** `heard`: the person has objected so in this call. */
  cards: z.array(z.strictObject({ ...said, heard: z.boolean() })),
  /** What the answers so far make of the call. */
  disposition: DispositionMeaning.nullable(),
  /** Of the person, whose record the answers write to. */
  contactVersion: z.number().int(),
  begunAt: Instant,
});
export type ScriptRun = z.infer<typeof ScriptRun>;

const callParams = z.strictObject({ callId: Id });
const runParams = z.strictObject({ runId: Id });
const callRefusals = ['call_of_another', 'call_finished', 'call_removed'];

export const getRun = defineOperation({
  name: 'scripts.getRun',
  method: 'GET',
  path: '/calls/:callId/script',
  summary: 'The script as it is read in this call: where it stands, and what was answered',
  permission: 'scripts.read',
  params: callParams,
  output: z.strictObject({ run: ScriptRun.nullable() }),
});

export const beginRun = defineOperation({
  name: 'scripts.begin',
  method: 'POST',
  path: '/calls/:callId/script',
  summary: 'Read a script in this call; one that was begun in it goes on where it stood',
  permission: 'scripts.write',
  params: callParams,
  body: z.strictObject({ scriptId: Id }),
  output: z.strictObject({ run: ScriptRun }),
  refusals: [...callRefusals, 'script_archived'],
});

/** How far the script was when this was said: so nothing is answered twice. */
const place = z.number().int().min(0).max(200);

export const Reply = z.discriminatedUnion('kind', [
  /** Said, or passed over. */
  z.strictObject({ kind: z.literal('next'), place }),
  z.strictObject({ kind: z.literal('answer'), place, answer: Key }),
  z.strictObject({
    kind: z.literal('field'),
    place,
    value: Line(2000),
    /** Only if nobody has changed the person since this version was shown. */
    contactVersion: z.number().int().optional(),
  }),
  z.strictObject({
    kind: z.literal('wording'),
    place,
    says: z.enum(['yes', 'no']),
    /** The text that was read. */
    wordingId: Id,
    personName: Line(200).optional(),
    personAddress: Line(400).optional(),
  }),
]);
export type Reply = z.infer<typeof Reply>;

export const answerRun = defineOperation({
  name: 'scripts.answer',
  method: 'POST',
  path: '/script-runs/:runId/answers',
  summary: 'What the person said: writes to their record, enters their consent, and goes on to the step that follows',
  permission: 'scripts.write',
  params: runParams,
  body: Reply,
  output: z.strictObject({ run: ScriptRun }),
  status: 200,
  refusals: [
    ...callRefusals,
    'run_moved',
    'run_too_long',
    'reply_unfit',
    'value_invalid',
    'contact_changed',
    'wording_outdated',
    'call_not_for_advertising',
  ],
});

export const stepBack = defineOperation({
  name: 'scripts.stepBack',
  method: 'DELETE',
  path: '/script-runs/:runId/answers/last',
  summary: 'One step back; what an answer wrote to the record stays there',
  permission: 'scripts.write',
  params: runParams,
  output: z.strictObject({ run: ScriptRun }),
  refusals: callRefusals,
});

const cardParams = z.strictObject({ runId: Id, card: Key });

export const hearObjection = defineOperation({
  name: 'scripts.hearObjection',
  method: 'PUT',
  path: '/script-runs/:runId/objections/:card',
  summary: 'The person objects as this card says; once for each call',
  permission: 'scripts.write',
  params: cardParams,
  output: z.strictObject({ run: ScriptRun }),
  refusals: callRefusals,
});

export const takeBackObjection = defineOperation({
  name: 'scripts.takeBackObjection',
  method: 'DELETE',
  path: '/script-runs/:runId/objections/:card',
  summary: 'They did not object so: the card was only looked at',
  permission: 'scripts.write',
  params: cardParams,
  output: z.strictObject({ run: ScriptRun }),
  refusals: callRefusals,
});
