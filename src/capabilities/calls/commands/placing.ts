import { requireContact } from '#contacts';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { LogCall, StartCall } from '../contract.ts';
import { callStarted } from '../events.ts';
import { type DisposedCall, insertCall } from '../queries/calls.ts';
import type { CallRow } from '../schema.ts';
import { finish } from './ending.ts';
import { about, type Caller, type CallsWorld, refuseForeignDeal } from './parts.ts';
import { permitCall } from './permit.ts';

/** Hands out the number to dial, or throws the gate's refusal. The call stays open until someone says how it ended. */
export function startCall(db: Db<CallsWorld>, actor: Caller, input: StartCall, now: Date): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const contact = await requireContact(trx, actor.workspaceId, input.contactId);
    await refuseForeignDeal(trx, actor.workspaceId, input.dealId);
    const { number, permit } = await permitCall(trx, contact, input, now);

    const row = {
      ...blank(actor, now),
      contactId: contact.id,
      dealId: input.dealId ?? null,
      number,
      permit,
      startedAt: now,
    };
    await insertCall(trx, row);
    const { purpose, basis, norm } = permit;
    await announce(trx, actor, callStarted, { ...about(row), number, purpose, basis, norm }, now);
    return openCall(row);
  });
}

/** A call that took place elsewhere. An outgoing one must have been allowed when it was made: there is no logging around the gate. */
export function logCall(db: Db<CallsWorld>, actor: Caller, input: LogCall, now: Date): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const startedAt = new Date(input.startedAt);
    // A minute, because the clocks of browsers and servers differ.
    if (startedAt.getTime() > now.getTime() + 60_000)
      throw new Refusal(422, 'in_the_future', 'Dieses Gespräch liegt in der Zukunft.');
    const contact = await requireContact(trx, actor.workspaceId, input.contactId);
    await refuseForeignDeal(trx, actor.workspaceId, input.dealId);
    const placed =
      input.direction === 'outbound'
        ? await permitCall(trx, contact, input, startedAt)
        : { number: input.number ?? null, permit: null };

    const row = {
      ...blank(actor, now),
      ...placed,
      direction: input.direction,
      contactId: contact.id,
      dealId: input.dealId ?? null,
      startedAt,
    };
    await insertCall(trx, row);
    return finish(trx, actor, openCall(row), input, now);
  });
}

function blank(actor: Caller, now: Date): CallRow {
  return {
    workspaceId: actor.workspaceId,
    id: newId(now.getTime()),
    contactId: '',
    dealId: null,
    userId: actor.userId,
    direction: 'outbound',
    number: null,
    permit: null,
    startedAt: now,
    endedAt: null,
    durationSeconds: null,
    dispositionId: null,
    note: null,
    removedAt: null,
    removedBy: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}

function openCall(row: CallRow): DisposedCall {
  return { ...row, dispositionName: null, dispositionMeaning: null };
}
