import { type CallEvent, findOwnSocketLine, type LineRow, type Telephony, toE164 } from '#telephony';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import type { TellTalk } from '../../contract.ts';
import { findLineCallOf } from '../../queries/line-calls.ts';
import type { Caller } from '../parts.ts';
import type { LineCallsWorld } from './hearing.ts';

/** What a page tells of its own talk is heard as a carrier is; of no line and no call but its user's. */
export async function tellTalk(
  db: Db<LineCallsWorld>,
  telephony: Telephony,
  actor: Caller,
  told: TellTalk,
  now: Date,
): Promise<string | null> {
  const { workspaceId, userId } = actor;
  const line = await findOwnSocketLine(db, { workspaceId, userId });
  if (!line) throw new Refusal(409, 'no_line', 'Für Sie ist kein Anschluss eingerichtet, der wählen kann.');
  const { externalId, other } = await talkOf(db, line, told);
  const inbound = told.direction === 'inbound';
  const event: CallEvent = {
    provider: line.kind,
    externalId,
    type: told.type,
    direction: told.direction,
    from: inbound ? other : line.number,
    to: inbound ? line.number : other,
    at: now.toISOString(),
    ...(told.cause !== undefined && { cause: told.cause }),
    dedupeKey: `${externalId} ${told.type}`,
  };
  await telephony.receive(line, [event], JSON.stringify(event));
  return other;
}

async function talkOf(
  db: Db<LineCallsWorld>,
  line: LineRow,
  told: TellTalk,
): Promise<{ externalId: string; other: string | null }> {
  // Apart from the names of calls we made: no page can end one of those as if it had come in.
  if (told.direction === 'inbound')
    return { externalId: `in ${told.talkId}`, other: toE164(told.number ?? undefined, line.number) };
  const { workspaceId, id: lineId, userId } = line;
  const dialled = await findLineCallOf(db, { workspaceId, callId: told.callId });
  if (dialled?.lineId !== lineId || dialled.userId !== userId) throw notFound();
  return { externalId: told.callId, other: dialled.number };
}
