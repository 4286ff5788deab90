import type { ContractState } from './contract.ts';
import type { ContractRow } from './schema.ts';

type Terms = Pick<ContractRow, 'startsOn' | 'termMonths' | 'noticeMonths' | 'renewalMonths'>;
type Ending = Terms & Pick<ContractRow, 'endsOn' | 'lastOn'>;

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const later = (one: Temporal.PlainDate, other: Temporal.PlainDate) =>
  Temporal.PlainDate.compare(one, other) >= 0 ? one : other;

/** The day after so many months of a contract: months are counted from its first day, as § 188 BGB does, never one from the other. */
const after = ({ startsOn }: Terms, months: number): Temporal.PlainDate => day(startsOn).add({ months });

export function stateOf(contract: Ending, today: string): ContractState {
  if (contract.lastOn !== null && contract.lastOn < today) return 'ended';
  if (contract.endsOn !== null) return 'ending';
  return contract.startsOn > today ? 'coming' : 'running';
}

/** When it ends if notice comes today, and until when notice may come for that; `by` null: from now on any day moves the end. */
export function endByNotice(contract: Ending, today: string): { on: string; by: string | null } | null {
  if (contract.lastOn !== null) return null;
  const now = later(day(today), day(contract.startsOn));
  // The last day on which notice still ends it on the day before `end`.
  const lastFor = (end: Temporal.PlainDate) => end.subtract({ months: contract.noticeMonths }).subtract({ days: 1 });
  const ending = (end: Temporal.PlainDate, by: Temporal.PlainDate | null) => ({
    on: end.subtract({ days: 1 }).toString(),
    by: by?.toString() ?? null,
  });
  for (let months = nextTerm(contract, now); months > 0; months += contract.renewalMonths ?? 0) {
    const end = after(contract, months);
    const by = lastFor(end);
    if (Temporal.PlainDate.compare(by, now) >= 0) return ending(end, by);
    if (contract.renewalMonths === null) break;
  }
  // Who gives notice today is free on the day after the same day of a later month (§§ 187, 188 BGB).
  return ending(now.add({ months: contract.noticeMonths }).add({ days: 1 }), null);
}

/** Months from the first day to the end of the term that runs on this day. */
function nextTerm({ startsOn, termMonths, renewalMonths }: Terms, now: Temporal.PlainDate): number {
  if (renewalMonths === null) return termMonths;
  const passed = day(startsOn).until(now, { largestUnit: 'months' }).months - termMonths;
  return termMonths + Math.max(0, Math.floor(passed / renewalMonths)) * renewalMonths;
}
