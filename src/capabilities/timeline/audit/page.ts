import { type AccessTables, listMembers } from '#access';
import { findCompaniesByIds, findContactsByIds } from '#contacts';
import { findDealsByIds } from '#deals';
import type { Actor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound } from '#platform/errors';
import { Id, Instant } from '#platform/operation';
import { fromCursor, pageOf } from '#platform/paging';
import type { EventRow } from '#platform/schema';
import { findWorkspace, type WorkspaceTables } from '#workspace';
import { z } from 'zod';
import type { TimelineWorld } from '../commands.ts';
import type { AuditEntry, listAuditEntries } from './contract.ts';
import { auditGroupOf, typesOfGroups } from './kinds.ts';
import { findAuditEntries } from './queries.ts';

export type AuditWorld = TimelineWorld & AccessTables & WorkspaceTables;

const Key = z.tuple([Instant, Id]);

/** A page of the log, for who shows it and for who writes it to a file. */
export async function auditPage(
  db: Db<AuditWorld>,
  { workspaceId }: Actor,
  { groups, from, to, cursor, limit, ...filter }: z.output<typeof listAuditEntries.query>,
): Promise<{ items: AuditEntry[]; next: string | null }> {
  const key = fromCursor(cursor, Key);
  const [workspace, members] = await Promise.all([
    findWorkspace(db, workspaceId),
    filter.by && !filter.userId ? listMembers(db, workspaceId) : [],
  ]);
  if (!workspace) throw notFound();
  const beginOf = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(workspace.timeZone).epochMilliseconds);
  const found = await findAuditEntries(
    db,
    workspaceId,
    {
      types: groups && typesOfGroups(groups),
      by: filter.by,
      userId: filter.userId,
      from: from ? beginOf(Temporal.PlainDate.from(from)) : undefined,
      until: to ? beginOf(Temporal.PlainDate.from(to).add({ days: 1 })) : undefined,
      contactId: filter.contactId,
      companyId: filter.companyId,
      dealId: filter.dealId,
    },
    {
      after: key && { at: new Date(key[0]), id: key[1] },
      limit: limit + 1,
      members: members.map(({ userId }) => userId),
    },
  );
  const { rows, next } = pageOf(found, limit, (event) => [event.recordedAt.toISOString(), event.id]);
  return { items: await toEntries(db, workspaceId, rows), next };
}

export async function toEntries(
  db: Db<AuditWorld>,
  workspaceId: string,
  events: readonly EventRow[],
): Promise<AuditEntry[]> {
  const ids = (field: 'contactId' | 'companyId' | 'dealId') => [
    ...new Set(events.flatMap((event) => event[field] ?? [])),
  ];
  const [contacts, companies, deals] = await Promise.all([
    findContactsByIds(db, workspaceId, ids('contactId')),
    findCompaniesByIds(db, workspaceId, ids('companyId')),
    findDealsByIds(db, workspaceId, ids('dealId')),
  ]);
  const names = new Map([...contacts, ...companies].map(({ id, name }) => [id, name]));
  for (const [id, { title }] of deals) names.set(id, title);
  return events.map((event) => toEntry(event, names));
}

function toEntry(event: EventRow, names: ReadonlyMap<string, string>): AuditEntry {
  return {
    id: event.id,
    type: event.type,
    group: auditGroupOf(event.type),
    recordedAt: event.recordedAt.toISOString(),
    occurredAt: event.occurredAt.toISOString(),
    actor: { kind: event.actorKind, id: event.actorId },
    subject: subjectOf(event, names),
    payload: event.payload,
  };
}

/** A deal's event is about the deal, though it stands in its people's stories too. */
function subjectOf(
  { dealId, contactId, companyId }: EventRow,
  names: ReadonlyMap<string, string>,
): AuditEntry['subject'] {
  if (dealId) return { kind: 'deal', id: dealId, name: names.get(dealId) ?? null };
  if (contactId) return { kind: 'contact', id: contactId, name: names.get(contactId) ?? null };
  if (companyId) return { kind: 'company', id: companyId, name: names.get(companyId) ?? null };
  return null;
}
