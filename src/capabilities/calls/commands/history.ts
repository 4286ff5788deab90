import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { announceAll } from '#platform/events';
import { newId } from '#platform/ids';
import { callLogged } from '../events.ts';
import { insertManyCalls } from '../queries/calls.ts';
import { endOf } from '../rules.ts';
import type { CallRow, DispositionRow } from '../schema.ts';
import { about, type CallsWorld, inWords } from './parts.ts';

export type PastCall = Pick<
  CallRow,
  'contactId' | 'dealId' | 'userId' | 'direction' | 'number' | 'startedAt' | 'durationSeconds' | 'note'
> & {
  disposition: DispositionRow;
};

/** History as another system (or the example) tells it. Nothing is dialled, so there is no permit; the contacts' last touch is the caller's affair. */
export async function insertCalls(
  trx: Db<CallsWorld>,
  actor: Actor,
  calls: readonly PastCall[],
  now: Date,
): Promise<CallRow[]> {
  const rows = calls.map(({ disposition, ...call }): CallRow => {
    const endedAt = endOf(call.startedAt, call.durationSeconds ?? 0, now);
    return {
      ...call,
      workspaceId: actor.workspaceId,
      id: newId(call.startedAt.getTime()),
      permit: null,
      permitId: null,
      endedAt,
      dispositionId: disposition.id,
      removedAt: null,
      removedBy: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
    };
  });
  await insertManyCalls(trx, rows);
  const happened = rows.map((row, index) => ({
    payload: {
      ...about(row),
      userId: row.userId,
      direction: row.direction,
      number: row.number,
      startedAt: row.startedAt.toISOString(),
      durationSeconds: row.durationSeconds,
      disposition: inWords(calls[index]?.disposition),
      note: row.note,
    },
    occurredAt: row.startedAt,
  }));
  await announceAll(trx, actor, callLogged, happened, now);
  return rows;
}
