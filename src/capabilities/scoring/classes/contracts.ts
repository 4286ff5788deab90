import type { ContractRow } from '#offers';
import type { ContractTerms } from '#engine/value/retention';

const monthDays = 365.25 / 12;

/** Months between two days, parts of them included. */
function monthsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 / monthDays;
}

export function hasEnded(contract: ContractRow, today: string): boolean {
  const { lastOn: end } = contract;
  return end !== null && end < today;
}

/** How long it has run, and who ended it: whom we ourselves gave notice has not left us. */
export function lifetimeOf(contract: ContractRow, today: string): { lasted: number; left: 0 | 1 } {
  const { lastOn: end } = contract;
  const until = contract.noticeOn ?? (end !== null && end < today ? end : today);
  const left = contract.noticeOn !== null && contract.endReason !== 'us';
  return { lasted: Math.max(0, monthsBetween(contract.startsOn, until)), left: left ? 1 : 0 };
}

export function termsOf(contract: ContractRow, today: string): ContractTerms {
  const { lastOn: end } = contract;
  return {
    age: monthsBetween(contract.startsOn, today),
    term: contract.termMonths,
    notice: contract.noticeMonths,
    renews: contract.renewalMonths,
    // The last day is paid too.
    endsIn: end === null ? null : monthsBetween(today, end) + 1 / monthDays,
  };
}
