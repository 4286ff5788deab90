import { z } from 'zod';
import { Day, defineOperation, Id, Instant } from '#platform/operation';

/** `talking`: a call has begun and nobody has said yet how it ended. */
export const BoardState = z.enum(['talking', 'dialing', 'paused']);
export type BoardState = z.infer<typeof BoardState>;

export const BoardRow = z.strictObject({
  userId: Id,
  /** Null: not at the phone. */
  state: BoardState.nullable(),
  since: Instant.nullable(),
  contact: z.strictObject({ id: Id, name: z.string() }).nullable(),
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
