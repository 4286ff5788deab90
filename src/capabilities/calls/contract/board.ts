import { z } from 'zod';
import { Day, defineOperation, Id, Instant } from '#platform/operation';

/**
 * `calling`: it rings at the other end; `talking`: somebody has answered, or we can't know because the call went through another telephone, and nobody has said yet how it ended.
 */
export const BoardState = z.enum(['talking', 'calling', 'dialing', 'paused']);
export type BoardState = z.infer<typeof BoardState>;

export const BoardRow = z.strictObject({
  userId: Id,
  /** Null: not at the phone. */
  state: BoardState.nullable(),
  since: Instant.nullable(),
  contact: z.strictObject({ id: Id, name: z.string() }).nullable(),
  /** Whether a lead can listen in; `elsewhere`: on another server of this installation. Null: not spoken in the page. */
  canListen: z.enum(['here', 'elsewhere']).nullable(),
  /** Who listens in, or asks to. */
  listener: z.strictObject({ userId: Id, mode: z.enum(['asks', 'listen', 'whisper', 'join']) }).nullable(),
  /** Their call list. */
  list: z.string().nullable(),
  /** Today: calls, those in which somebody spoke with us, and those with a meeting agreed. */
  calls: z.number().int(),
  reached: z.number().int(),
  appointments: z.number().int(),
});
export type BoardRow = z.infer<typeof BoardRow>;

export const getCallBoard = defineOperation({
  name: 'calls.board',
  method: 'GET',
  path: '/calls/board',
  summary:
    'The team at the phone: who talks with whom since when, who pauses, and the figures of the day. For leads who see everything',
  permission: 'calls.manage',
  output: z.strictObject({ on: Day, items: z.array(BoardRow) }),
});
