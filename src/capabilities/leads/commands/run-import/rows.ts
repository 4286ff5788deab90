import type { PastDeal } from '#deals';
import { newId } from '#platform/ids';
import type { ImportRow, Problem } from '../../rules.ts';
import { stageFor } from '../../rules/stages.ts';
import type { Content } from '../../rules/take-over.ts';
import type { ImportProblemRow, ImportRecord, VisitRow } from '../../schema.ts';
import type { ImportContext } from './context.ts';

export function createdAt(row: ImportRow, context: ImportContext): Date | undefined {
  return row.created && instantOf(row.created.on, row.created.time, context.timeZone);
}

export function visitedAt(visit: NonNullable<ImportRow['visit']>, { timeZone }: ImportContext, now: Date): Date {
  return visit.on === undefined ? now : instantOf(visit.on, visit.time, timeZone);
}

export function visitOf(row: ImportRow, contactId: string, context: ImportContext, now: Date): VisitRow {
  const { visit } = row;
  if (!visit) throw new Error('no visit in this row');
  return {
    workspaceId: context.record.workspaceId,
    id: newId(),
    contactId,
    visitedAt: visitedAt(visit, context, now),
    dayOnly: visit.time === undefined,
    result: visit.result,
    resultRaw: visit.wording || null,
    visitedBy: visit.by ?? null,
    count: visit.count ?? null,
    note: null,
    importId: context.record.id,
    createdAt: now,
  };
}

export function announced(visit: VisitRow) {
  return {
    visitId: visit.id,
    contactId: visit.contactId,
    result: visit.result,
    resultRaw: visit.resultRaw,
    visitedBy: visit.visitedBy,
    count: visit.count,
    note: visit.note,
    dayOnly: visit.dayOnly,
    importId: visit.importId,
  };
}

export function dealOf(
  row: ImportRow,
  about: { personId: string | null; companyId: string | null; ownerId: string | null },
  { record, stages, currency, timeZone }: ImportContext,
  now: Date,
): PastDeal {
  if (!row.deal || !stages) throw new Error('no deal in this row');
  const { deal } = row;
  const createdAt = row.created ? earliest(instantOf(row.created.on, row.created.time, timeZone), now) : now;
  const stage = stageFor(deal.stage, stages);
  const endedAt = deal.closeOn === undefined ? now : earliest(instantOf(deal.closeOn, undefined, timeZone), now);
  const at = endedAt < createdAt ? createdAt : endedAt;
  return {
    title: (deal.title ?? row.person?.displayName ?? row.company?.name ?? 'Abschluss').slice(0, 200),
    contactId: about.personId,
    companyId: about.companyId,
    valueCents: deal.valueCents ?? 0,
    currency: deal.currency ?? currency,
    closeOn: deal.closeOn ?? null,
    ownerId: about.ownerId,
    source: row.source ?? record.options.source,
    note: about.personId === null ? (row.note?.slice(0, 10_000) ?? null) : null,
    externalId: about.personId === null ? (row.externalId ?? null) : null,
    importId: record.id,
    createdAt,
    stages: [{ stageId: stage, since: createdAt }],
    ...(deal.outcome === 'won' && { ended: { as: 'won' as const, at } }),
    ...(deal.outcome === 'lost' && { ended: { as: 'lost' as const, at, lossReasonId: null } }),
  };
}

export function problemRows(
  record: ImportRecord,
  row: number,
  found: readonly Problem[],
  cells: readonly string[] | null,
): ImportProblemRow[] {
  const base = { workspaceId: record.workspaceId, importId: record.id, row };
  if (cells === null)
    return found.map(({ column, message }) => ({ ...base, id: newId(), col: column || null, message, cells: null }));
  return [
    {
      ...base,
      id: newId(),
      col: null,
      message: found.map(({ message }) => message).join('\n') || 'In dieser Zeile steht niemand.',
      cells: [...cells],
    },
  ];
}

/** The content as it was, for undo. */
export function plainBefore(row: Content & { companyId: string | null }): Record<string, unknown> {
  const {
    kind,
    salutation,
    title,
    firstName,
    lastName,
    jobTitle,
    phones,
    emails,
    addresses,
    tags,
    birthdayOn,
    website,
    note,
    source,
    status,
    externalId,
  } = row;
  return {
    kind,
    salutation,
    title,
    firstName,
    lastName,
    jobTitle,
    phones,
    emails,
    addresses,
    tags,
    birthdayOn,
    website,
    note,
    source,
    status,
    externalId,
  };
}

function instantOf(on: string, time: string | undefined, timeZone: string): Date {
  const local = `${on}T${time ?? '12:00'}`;
  if (lately?.local !== local || lately.timeZone !== timeZone) {
    const at = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds;
    lately = { local, timeZone, at };
  }
  return new Date(lately.at);
}

/** Lists are full of one day after another; to work out its moment costs a tenth of a row. */
let lately: { local: string; timeZone: string; at: number } | undefined;

export const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
