import { type ContactsWorld, labelPhone, requireContact, touchContact } from '#contacts';
import { type ConsentTables, recordConsent } from '#consent';
import { type DealsTables, requireDeal } from '#deals';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import { refuseStale } from '#platform/http';
import { newId } from '#platform/ids';
import type { PlatformTables } from '#platform/schema';
import type { ChangeCall, LogCall, StartCall } from '../contract.ts';
import { callChanged, callLogged, callRemoved, callReopened, callRestored, callStarted } from '../events.ts';
import { type DisposedCall, findCall, insertCall, insertManyCalls, lockCall, updateCall } from '../queries/calls.ts';
import { findDisposition } from '../queries/dispositions.ts';
import { consequenceOf, endOf, wasStartedHere, wrongNumberLabel } from '../rules.ts';
import type { CallRow, CallsTables, DispositionRow } from '../schema.ts';
import { permitCall } from './permit.ts';

export type CallsWorld = CallsTables & ContactsWorld & ConsentTables & DealsTables & PlatformTables;
/** Someone who can be on the phone; the system itself can't. */
export type Caller = Actor & { userId: string };

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

async function refuseForeignDeal(
  trx: Db<DealsTables>,
  workspaceId: string,
  dealId: string | null | undefined,
): Promise<void> {
  if (dealId) await requireDeal(trx, workspaceId, dealId);
}

function about(call: CallRow) {
  return { callId: call.id, contactId: call.contactId, dealId: call.dealId };
}

type Ending = Pick<ChangeCall, 'durationSeconds' | 'dispositionId' | 'note' | 'dealId'>;

/** Says how a call ended for the first time: the call itself, what follows by law, and the announcement. */
async function finish(
  trx: Db<CallsWorld>,
  actor: Caller,
  call: DisposedCall,
  ending: Ending,
  now: Date,
): Promise<DisposedCall> {
  const disposition = await requireDisposition(trx, actor.workspaceId, ending.dispositionId);
  const after = await updateCall(trx, keyOf(call), {
    ...given(ending),
    endedAt: endOf(call.startedAt, ending.durationSeconds, now),
    updatedAt: now,
  });
  if (!after) throw stale();
  await followUp(trx, actor, after, disposition, now);
  await touchContact(trx, actor.workspaceId, call.contactId, call.startedAt);
  const payload = {
    ...about(after),
    userId: after.userId,
    direction: after.direction,
    number: after.number,
    startedAt: after.startedAt.toISOString(),
    durationSeconds: after.durationSeconds,
    disposition: inWords(disposition),
    note: after.note,
  };
  await announceAll(trx, actor, callLogged, [{ payload, occurredAt: after.startedAt }], now);
  return after;
}

function keyOf(call: CallRow) {
  return { workspaceId: call.workspaceId, callId: call.id, version: call.version };
}

function given({ durationSeconds, dispositionId, note, dealId }: Ending): Partial<CallRow> {
  return {
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(dispositionId !== undefined && { dispositionId }),
    ...(note !== undefined && { note: note?.trim() ? note : null }),
    ...(dealId !== undefined && { dealId }),
  };
}

function inWords(disposition: DispositionRow | undefined) {
  return disposition ? { id: disposition.id, name: disposition.name, meaning: disposition.meaning } : null;
}

async function requireDisposition(
  trx: Db<CallsTables>,
  workspaceId: string,
  dispositionId: string | undefined,
): Promise<DispositionRow | undefined> {
  if (dispositionId === undefined) return undefined;
  const disposition = await findDisposition(trx, { workspaceId, dispositionId });
  if (!disposition) throw notFound();
  if (disposition.archivedAt)
    throw new Refusal(409, 'disposition_archived', 'Dieses Gesprächsergebnis wird nicht mehr verwendet.');
  return disposition;
}

/** Art. 21 Abs. 3 GDPR: after an objection no more advertising; it stands in the ledger before this transaction ends. */
async function followUp(
  trx: Db<CallsWorld>,
  actor: Caller,
  call: DisposedCall,
  disposition: DispositionRow | undefined,
  now: Date,
): Promise<void> {
  const consequence = consequenceOf(disposition?.meaning);
  if (consequence === 'objection') {
    const entry = {
      contactId: call.contactId,
      channel: 'phone' as const,
      state: 'denied' as const,
      because: 'objected' as const,
      at: call.startedAt,
      source: call.direction === 'outbound' ? ('outgoing_call' as const) : ('incoming_call' as const),
      wording: call.note?.slice(0, 4000),
      proof: { reference: `call ${call.id}`, advertiser: 'us' as const },
    };
    await recordConsent(trx, actor, entry, now);
  }
  if (consequence === 'number_wrong' && call.number !== null) {
    await labelPhone(trx, actor, { contactId: call.contactId, number: call.number, label: wrongNumberLabel }, now);
  }
}

/** Mends what was noted; the first disposition finishes the call. */
export function changeCall(
  db: Db<CallsWorld>,
  actor: Caller,
  callId: string,
  input: ChangeCall,
  ifMatch: number | undefined,
  now: Date,
): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const before = await requireStandingCall(trx, actor.workspaceId, callId);
    refuseStale(before.version, ifMatch);
    await refuseForeignDeal(trx, actor.workspaceId, input.dealId);
    if (before.dispositionId === null && input.dispositionId !== undefined)
      return finish(trx, actor, before, input, now);

    const disposition =
      input.dispositionId === before.dispositionId
        ? undefined
        : await requireDisposition(trx, actor.workspaceId, input.dispositionId);
    const change = given(input);
    const after = await updateCall(trx, keyOf(before), {
      ...change,
      ...(input.durationSeconds !== undefined && {
        endedAt: endOf(before.startedAt, input.durationSeconds, before.endedAt ?? now),
      }),
      updatedAt: now,
    });
    if (!after) throw stale();
    if (disposition) await followUp(trx, actor, after, disposition, now);
    await announce(trx, actor, callChanged, { ...about(after), changed: differences(before, after) }, now);
    return after;
  });
}

/** What a person reads in the story: the disposition by its name. */
function differences(before: DisposedCall, after: DisposedCall): Record<string, { from: unknown; to: unknown }> {
  const fields = ['durationSeconds', 'dispositionName', 'note', 'dealId'] as const;
  return Object.fromEntries(
    fields
      .filter((field) => before[field] !== after[field])
      .map((field) => [field === 'dispositionName' ? 'disposition' : field, { from: before[field], to: after[field] }]),
  );
}

/** Says how a started call ended, as part of a larger transaction; a call has one end. */
export async function finishCall(
  trx: Db<CallsWorld>,
  actor: Caller,
  callId: string,
  ending: Ending & { dispositionId: string },
  now: Date,
): Promise<DisposedCall> {
  const call = await requireStandingCall(trx, actor.workspaceId, callId);
  if (call.dispositionId !== null)
    throw new Refusal(409, 'call_finished', 'Für dieses Gespräch steht schon ein Ergebnis fest.');
  await refuseForeignDeal(trx, actor.workspaceId, ending.dealId);
  return finish(trx, actor, call, ending, now);
}

/**
 * Takes back how a call ended. One that was started here is open again, one that was logged goes. An objection stays: it is
 * evidence, and mending it is an entry of its own in the consent ledger.
 */
export async function reopenCall(trx: Db<CallsWorld>, actor: Caller, callId: string, now: Date): Promise<DisposedCall> {
  const call = await requireStandingCall(trx, actor.workspaceId, callId);
  if (call.dispositionId === null) throw new Refusal(409, 'call_unfinished', 'Dieses Gespräch hat noch kein Ergebnis.');
  const consequence = consequenceOf(call.dispositionMeaning ?? undefined);
  if (consequence === 'objection') {
    throw new Refusal(
      409,
      'objection_stands',
      'Der Widerspruch ist festgehalten und bleibt stehen. War er ein Irrtum, berichtigen Sie ihn bei der Einwilligung.',
    );
  }
  if (!wasStartedHere(call)) return removeStanding(trx, actor, call, now);

  const after = await updateCall(trx, keyOf(call), {
    dispositionId: null,
    note: null,
    endedAt: null,
    durationSeconds: null,
    updatedAt: now,
  });
  if (!after) throw stale();
  if (consequence === 'number_wrong' && call.number !== null) {
    await labelPhone(trx, actor, { contactId: call.contactId, number: call.number, label: 'other' }, now);
  }
  const disposition = {
    id: call.dispositionId,
    name: call.dispositionName ?? '',
    meaning: call.dispositionMeaning ?? 'connected',
  };
  await announce(trx, actor, callReopened, { ...about(call), disposition }, now);
  return after;
}

async function requireStandingCall(trx: Db<CallsTables>, workspaceId: string, callId: string): Promise<DisposedCall> {
  const call = await lockCall(trx, { workspaceId, callId });
  if (!call) throw notFound();
  if (call.removedAt)
    throw new Refusal(409, 'call_removed', 'Dieses Gespräch wurde entfernt. Stellen Sie es erst wieder her.');
  return call;
}

export function removeCall(
  db: Db<CallsWorld>,
  actor: Caller,
  callId: string,
  ifMatch: number | undefined,
  now: Date,
): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const call = await lockCall(trx, { workspaceId: actor.workspaceId, callId });
    if (!call) throw notFound();
    refuseStale(call.version, ifMatch);
    return call.removedAt ? call : removeStanding(trx, actor, call, now);
  });
}

async function removeStanding(
  trx: Db<CallsWorld>,
  actor: Caller,
  call: DisposedCall,
  now: Date,
): Promise<DisposedCall> {
  const after = await updateCall(trx, keyOf(call), { removedAt: now, removedBy: actor.userId, updatedAt: now });
  if (!after) throw stale();
  await announce(trx, actor, callRemoved, { ...about(call), startedAt: call.startedAt.toISOString() }, now);
  return after;
}

export function restoreCall(db: Db<CallsWorld>, actor: Caller, callId: string, now: Date): Promise<DisposedCall> {
  return inTransaction(db, async (trx) => {
    const call = await lockCall(trx, { workspaceId: actor.workspaceId, callId });
    if (!call) throw notFound();
    if (!call.removedAt) return call;
    const after = await updateCall(trx, keyOf(call), { removedAt: null, removedBy: null, updatedAt: now });
    if (!after) throw stale();
    await announce(trx, actor, callRestored, { ...about(call), startedAt: call.startedAt.toISOString() }, now);
    return after;
  });
}

function stale(): Refusal {
  return new Refusal(
    412,
    'stale',
    'Jemand anderes hat dieses Gespräch gerade geändert. Bitte prüfen Sie den neuen Stand.',
  );
}

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

export async function requireCall(db: Db<CallsTables>, workspaceId: string, callId: string): Promise<DisposedCall> {
  const call = await findCall(db, { workspaceId, callId });
  if (!call) throw notFound();
  return call;
}
