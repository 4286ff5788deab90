import { z } from 'zod';
import { defineOperation, Id, Line } from '#platform/operation';

/** From a page that speaks with the telephone system itself; only it knows how its talk goes. */
export const TellTalk = z.discriminatedUnion('direction', [
  z.strictObject({
    direction: z.literal('outbound'),
    callId: Id,
    type: z.enum(['ringing', 'answered', 'ended', 'failed']),
    cause: Line(100).optional(),
  }),
  z.strictObject({
    direction: z.literal('inbound'),
    /** The page's own name for it. */
    talkId: Line(60),
    /** Who calls, as the telephone system names them; null: not shown. */
    number: Line(200).nullable(),
    type: z.enum(['ringing', 'answered', 'ended', 'missed']),
    cause: Line(100).optional(),
  }),
]);
export type TellTalk = z.infer<typeof TellTalk>;

export const tellTalk = defineOperation({
  name: 'calls.tellTalk',
  method: 'POST',
  path: '/my-line/talks',
  summary: 'Tell how my talk goes, on my own line that speaks SIP over WebSocket; telling it again changes nothing',
  permission: 'calls.write',
  body: TellTalk,
  /** E.164 */
  output: z.strictObject({ number: z.string().nullable() }),
  status: 200,
  refusals: ['no_line'],
});
