import { requireContact } from '#contacts';
import { type Permit, usePermit } from '#consent';
import type { Purpose } from '#consent/contract';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { LogCall, StartCall } from '../contract.ts';
import { callReceived, callStarted } from '../events.ts';
import { type DisposedCall, insertCall } from '../queries/calls.ts';
import { claimForCall, keepForCall } from '../queries/claims.ts';
import { dialerLease } from '../rules.ts';
import type { LineCallRow, PlacedCall } from '../schema.ts';
import { finish } from './ending.ts';
import { type Order, orderCall } from './line-calls/dialling.ts';
import type { LineCallsWorld } from './line-calls/hearing.ts';
import { about, type Caller, type CallsWorld, refuseForeignDeal } from './parts.ts';
import { permitCall } from './permit.ts';

/** Hands out the number to dial, or throws the gate's refusal. The call stays open until someone says how it ended. `order`: where it is to ring, too. */
export function startCall(
  db: Db<LineCallsWorld>,
  actor: Caller,
  input: StartCall,
  now: Date,
): Promise<{ call: DisposedCall; order: Order | undefined }> {
  return inTransaction(db, async (trx) => {
    const contact = await requireContact(trx, actor.workspaceId, input.contactId);
    await refuseForeignDeal(trx, actor.workspaceId, input.dealId, contact.id);
    const permit = await permitCall(trx, actor, contact, input, { at: now, now });
    await refuseClaimed(trx, actor, contact.id, { purpose: permit.purpose, held: input.held === true }, now);

    const row = { ...blank(actor, now), ...placedOn(permit), dealId: input.dealId ?? null, startedAt: now };
    const { purpose, basis, norm, address: number } = permit;
    const [order] = await Promise.all([
      input.ring === undefined ? undefined : orderCall(trx, actor, row, permit, now),
      insertCall(trx, row),
      usePermit(trx, actor, permit, { act: 'call', actId: row.id, at: now }, now),
      announce(trx, actor, callStarted, { ...about(row), number, purpose, basis, norm }, now),
    ]);
    return { call: openCall(row), order };
  });
}

/** Two of one team must not ring the same person: who begins a call holds them, and so does a dialer. */
async function refuseClaimed(
  trx: Db<CallsWorld>,
  { workspaceId, userId }: Caller,
  contactId: string,
  { purpose, held }: { purpose: Purpose; held: boolean },
  now: Date,
): Promise<void> {
  const claim = { workspaceId, userId, contactId, purpose, leaseUntil: dialerLease(now) };
  if (await (held ? keepForCall(trx, claim) : claimForCall(trx, claim, now))) return;
  throw new Refusal(409, 'contact_claimed', 'Diese Person hat gerade jemand anderes aus dem Team am Telefon.');
}

/** An incoming call that somebody has, with somebody we know. It stays open until they say how it ended. */
export async function receiveCall(
  trx: Db<CallsWorld>,
  actor: Caller,
  { id: lineCallId, number, answeredAt, rangAt, createdAt }: LineCallRow,
  contactId: string,
  now: Date,
): Promise<PlacedCall> {
  const startedAt = answeredAt ?? rangAt ?? createdAt;
  const row: PlacedCall = { ...blank(actor, now), ...received(contactId), dealId: null, number, startedAt };
  await insertCall(trx, row);
  await announce(trx, actor, callReceived, { ...about(row), number, lineCallId }, now);
  return row;
}

/** A call that took place elsewhere. An outgoing one must have been allowed when it was made: there is no logging around the gate. */
export function logCall(db: Db<CallsWorld>, actor: Caller, input: LogCall, now: Date): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const startedAt = new Date(input.startedAt);
    // A minute, because the clocks of browsers and servers differ.
    if (startedAt.getTime() > now.getTime() + 60_000)
      throw new Refusal(422, 'in_the_future', 'Dieses Gespräch liegt in der Zukunft.');
    const contact = await requireContact(trx, actor.workspaceId, input.contactId);
    await refuseForeignDeal(trx, actor.workspaceId, input.dealId, contact.id);
    const permit =
      input.direction === 'outbound' ? await permitCall(trx, actor, contact, input, { at: startedAt, now }) : undefined;

    const row: PlacedCall = {
      ...blank(actor, now),
      ...(permit ? placedOn(permit) : { ...received(contact.id), number: input.number ?? null }),
      dealId: input.dealId ?? null,
      startedAt,
    };
    await insertCall(trx, row);
    if (permit) await usePermit(trx, actor, permit, { act: 'call', actId: row.id, at: startedAt }, now);
    return finish(trx, actor, openCall(row), input, now);
  });
}

/** What a call has from its permit: whom it reaches, at which number, and the answer of the gate it rests on. */
function placedOn(permit: Permit<'phone'>) {
  const { id, contactId, address, purpose, basis, norm, ruleVersion, entryId, request, validFrom } = permit;
  const kept = { id, purpose, basis, norm, ruleVersion, entryId, at: validFrom.toISOString() };
  return {
    direction: 'outbound' as const,
    contactId,
    number: address,
    permit: request ? { ...kept, request } : kept,
    permitId: id,
  };
}

function received(contactId: string) {
  return { direction: 'inbound' as const, contactId, permit: null, permitId: null };
}

function blank(actor: Caller, now: Date) {
  return {
    workspaceId: actor.workspaceId,
    id: newId(now.getTime()),
    userId: actor.userId,
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

function openCall(row: PlacedCall): DisposedCall {
  return { ...row, dispositionName: null, dispositionMeaning: null };
}
