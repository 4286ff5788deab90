import { type ContactsTables, findCompaniesByIds, findContactsByIds } from '#contacts';
import type { Db } from '#platform/db';
import type { ContractView } from './contract.ts';
import { endByNotice, stateOf } from './rules.ts';
import type { ContractRow } from './schema.ts';

/** With the names of whom they are with, two statements for any number of them. */
export async function toContractViews(
  db: Db<ContactsTables>,
  workspaceId: string,
  rows: readonly ContractRow[],
  today: string,
): Promise<ContractView[]> {
  const idsIn = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];
  const [people, companies] = await Promise.all([
    findContactsByIds(db, workspaceId, idsIn(rows.map(({ contactId }) => contactId))),
    findCompaniesByIds(db, workspaceId, idsIn(rows.map(({ companyId }) => companyId))),
  ]);
  const names = new Map([...people, ...companies].map(({ id, name }) => [id, name]));
  return rows.map((row) => toContractView(row, names, today));
}

/** The one place where a contract becomes what the outside sees. A removed person has no name here any more. */
function toContractView(row: ContractRow, names: ReadonlyMap<string, string>, today: string): ContractView {
  const ending = endByNotice(row, today);
  const { noticeOn, endReason } = row;
  const named = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? '' });
  return {
    id: row.id,
    title: row.title,
    contact: named(row.contactId),
    company: named(row.companyId),
    dealId: row.dealId,
    monthlyCents: row.monthlyCents,
    currency: row.currency,
    startsOn: row.startsOn,
    termMonths: row.termMonths,
    noticeMonths: row.noticeMonths,
    afterTerm: row.afterTerm,
    renewalMonths: row.renewalMonths,
    note: row.note,
    state: stateOf(row, today),
    earliestEndOn: ending?.on ?? null,
    noticeBy: ending?.by ?? null,
    endsOn: row.lastOn,
    notice: noticeOn && endReason ? { on: noticeOn, reason: endReason } : null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}
