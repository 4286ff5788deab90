import type { ContractView } from './contract.ts';
import { endByNotice, settledEnd, stateOf } from './rules.ts';
import type { ContractRow } from './schema.ts';

/** The one place where a contract becomes what the outside sees. */
export function toContractView(row: ContractRow, today: string): ContractView {
  const ending = endByNotice(row, today);
  const { noticeOn, endReason } = row;
  return {
    id: row.id,
    title: row.title,
    contactId: row.contactId,
    companyId: row.companyId,
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
    endsOn: settledEnd(row),
    notice: noticeOn && endReason ? { on: noticeOn, reason: endReason } : null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}
