import type { CompanyRow, ContactRow, ContactsTables } from '#contacts';
import { findContactsByIds } from '#contacts';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import type { CallView, DispositionView } from './contract.ts';
import { type DisposedCall, findCall, findLastCalls, findUnfinishedCalls } from './queries/calls.ts';
import { listDispositions } from './queries/dispositions.ts';
import { findLineCallsOf } from './queries/line-calls.ts';
import { chooseNumber, meaningOf } from './rules.ts';
import type { CallsTables, DispositionRow } from './schema.ts';

/** The dispositions in use, in the order of the number keys. */
export async function dispositionsOf(db: Db<CallsTables>, workspaceId: string): Promise<DispositionRow[]> {
  return (await listDispositions(db, workspaceId)).filter((row) => row.archivedAt === null);
}

/** The number `calls.start` would dial, or null. */
export function mainNumberOf(
  contact: Pick<ContactRow, 'phones'>,
  company: Pick<CompanyRow, 'phones'> | undefined,
): string | null {
  const choice = chooseNumber(contact.phones, company?.phones ?? []);
  return 'number' in choice ? choice.number : null;
}

/** How the latest finished call with each contact ended. */
export async function lastCallsOf(
  db: Db<CallsTables>,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Map<string, DisposedCall>> {
  const calls = await findLastCalls(db, workspaceId, contactIds);
  return new Map(calls.map((call) => [call.contactId, call]));
}

export async function requireCall(db: Db<CallsTables>, workspaceId: string, callId: string): Promise<DisposedCall> {
  const call = await findCall(db, { workspaceId, callId });
  if (!call) throw notFound();
  return call;
}

/** Calls this user has started and not said how they ended, newest first. */
export function unfinishedCallsOf(
  db: Db<CallsTables>,
  workspaceId: string,
  userId: string,
  limit: number,
): Promise<DisposedCall[]> {
  return findUnfinishedCalls(db, workspaceId, userId, limit);
}

/** The one place where call rows become what the outside sees. */
export async function toCallViews(
  db: Db<ContactsTables & CallsTables>,
  workspaceId: string,
  calls: readonly DisposedCall[],
): Promise<CallView[]> {
  const open = calls.filter((call) => call.dispositionId === null);
  const [contacts, lineCalls] = await Promise.all([
    findContactsByIds(db, workspaceId, [...new Set(calls.map((call) => call.contactId))]),
    findLineCallsOf(
      db,
      workspaceId,
      open.map((call) => call.id),
    ),
  ]);
  const meant = new Map(lineCalls.map((lineCall) => [lineCall.callId, meaningOf(lineCall)]));
  const names = new Map(contacts.map((contact) => [contact.id, contact.name]));
  return calls.map((call) => ({
    id: call.id,
    contactId: call.contactId,
    contactName: names.get(call.contactId) ?? '',
    dealId: call.dealId,
    userId: call.userId,
    direction: call.direction,
    number: call.number,
    permit: call.permit,
    startedAt: call.startedAt.toISOString(),
    endedAt: call.endedAt?.toISOString() ?? null,
    durationSeconds: call.durationSeconds,
    disposition:
      call.dispositionId !== null && call.dispositionName !== null && call.dispositionMeaning !== null
        ? { id: call.dispositionId, name: call.dispositionName, meaning: call.dispositionMeaning }
        : null,
    meant: meant.get(call.id) ?? null,
    note: call.note,
    removedAt: call.removedAt?.toISOString() ?? null,
    createdAt: call.createdAt.toISOString(),
    updatedAt: call.updatedAt.toISOString(),
    version: call.version,
  }));
}

export async function toCallView(db: Db<ContactsTables & CallsTables>, call: DisposedCall): Promise<CallView> {
  const [view] = await toCallViews(db, call.workspaceId, [call]);
  if (!view) throw new Error('one call in, none out');
  return view;
}

export function toDispositionView(row: DispositionRow): DispositionView {
  return {
    id: row.id,
    name: row.name,
    meaning: row.meaning,
    next:
      row.nextKind !== null && row.nextAfterDays !== null ? { kind: row.nextKind, afterDays: row.nextAfterDays } : null,
    position: row.position,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    version: row.version,
  };
}
