import { labelPhone, touchContact } from '#contacts';
import { recordConsent } from '#consent';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce, announceAll } from '#platform/events';
import { refuseStale } from '#platform/http';
import type { ChangeCall } from '../contract.ts';
import { callChanged, callLogged, callReopened } from '../events.ts';
import { type DisposedCall, updateCall } from '../queries/calls.ts';
import { findDisposition } from '../queries/dispositions.ts';
import { consequenceOf, endOf, wasStartedHere, wrongNumberLabel } from '../rules.ts';
import type { CallRow, CallsTables, DispositionRow } from '../schema.ts';
import {
  about,
  type Caller,
  type CallsWorld,
  inWords,
  keyOf,
  refuseForeignDeal,
  requireStandingCall,
  stale,
} from './parts.ts';
import { removeStanding } from './removing.ts';

type Ending = Pick<ChangeCall, 'durationSeconds' | 'dispositionId' | 'note' | 'dealId'>;

/** Says how a call ended for the first time: the call itself, what follows by law, and the announcement. */
export async function finish(
  trx: Db<CallsWorld>,
  actor: Caller,
  call: DisposedCall,
  ending: Ending,
  now: Date,
): Promise<DisposedCall> {
  const disposition = await requireDisposition(trx, actor.workspaceId, ending.dispositionId);
  const after = await updateCall(trx, keyOf(call), {
    ...given(ending),
    endedAt: endOf(call.startedAt, ending.durationSeconds ?? call.durationSeconds, now),
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

function given({ durationSeconds, dispositionId, note, dealId }: Ending): Partial<CallRow> {
  return {
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(dispositionId !== undefined && { dispositionId }),
    ...(note !== undefined && { note: note?.trim() ? note : null }),
    ...(dealId !== undefined && { dealId }),
  };
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
    await refuseForeignDeal(trx, actor.workspaceId, input.dealId, before.contactId);
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
  await refuseForeignDeal(trx, actor.workspaceId, ending.dealId, call.contactId);
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
