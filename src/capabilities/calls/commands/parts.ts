import { type ContactsWorld, requireContact } from '#contacts';
import type { ConsentTables } from '#consent';
import { type DealsTables, requireDeal } from '#deals';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import type { PlatformTables } from '#platform/schema';
import { type DisposedCall, lockCall } from '../queries/calls.ts';
import type { CallRow, CallsTables, DispositionRow } from '../schema.ts';

export type CallsWorld = CallsTables & ContactsWorld & ConsentTables & DealsTables & PlatformTables;

/** Someone who can be on the phone; the system itself can't. */
export type Caller = Actor & { userId: string };

export function about(call: CallRow) {
  return { callId: call.id, contactId: call.contactId, dealId: call.dealId };
}

export function keyOf(call: CallRow) {
  return { workspaceId: call.workspaceId, callId: call.id, version: call.version };
}

export function inWords(disposition: DispositionRow | undefined) {
  return disposition ? { id: disposition.id, name: disposition.name, meaning: disposition.meaning } : null;
}

/** A call is about a deal of that person, or of the company they work for. */
export async function refuseForeignDeal(
  trx: Db<DealsTables & ContactsWorld>,
  workspaceId: string,
  dealId: string | null | undefined,
  contactId: string,
): Promise<void> {
  if (!dealId) return;
  const deal = await requireDeal(trx, workspaceId, dealId);
  if (deal.contactId === contactId) return;
  const contact = await requireContact(trx, workspaceId, contactId);
  if (deal.companyId !== null && deal.companyId === contact.companyId) return;
  throw new Refusal(422, 'deal_of_another', 'Dieser Abschluss gehört zu jemand anderem als das Gespräch.', { dealId });
}

export async function requireStandingCall(
  trx: Db<CallsTables>,
  workspaceId: string,
  callId: string,
): Promise<DisposedCall> {
  const call = await lockCall(trx, { workspaceId, callId });
  if (!call) throw notFound();
  if (call.removedAt)
    throw new Refusal(409, 'call_removed', 'Dieses Gespräch wurde entfernt. Stellen Sie es erst wieder her.');
  return call;
}

export function stale(): Refusal {
  return new Refusal(
    412,
    'stale',
    'Jemand anderes hat dieses Gespräch gerade geändert. Bitte prüfen Sie den neuen Stand.',
  );
}
