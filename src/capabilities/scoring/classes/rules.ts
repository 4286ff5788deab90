import type { ExpenseSum } from '../expenses/queries.ts';
import type { CustomerClass } from './contract.ts';
import type { ClassPolicyRow, CustomerValueRow } from './schema.ts';

export type ClassRules = Omit<ClassPolicyRow, 'workspaceId' | 'changedBy' | 'changedAt'>;
export type Borders = { aFromCents: number; bFromCents: number };

export const defaultRules: ClassRules = {
  months: 24,
  hourCents: 4_500,
  visitCents: 3_500,
  ticketCents: 2_000,
  dunningLetterCents: 500,
  returnedDebitCents: 800,
  basis: 'shares',
  shareA: 20,
  shareB: 30,
  aFromCents: 2_000_000,
  bFromCents: 500_000,
  contactEveryDays: 30,
};

/** Below, shares of customers would be shares of nothing. */
export const least = { wins: 20, known: 10 };

type Served = Pick<CustomerValueRow, 'callMinutes' | 'meetingMinutes' | 'visits'> & {
  expenses: readonly Pick<ExpenseSum, 'kind' | 'atRate' | 'amountCents'>[];
};

/** What twelve months of work for a customer cost, by the owner's rates; what has an amount of its own counts with that. */
export function costCents({ callMinutes, meetingMinutes, visits, expenses }: Served, rates: ClassRules): number {
  const rateOf = {
    ticket: rates.ticketCents,
    dunning_letter: rates.dunningLetterCents,
    returned_debit: rates.returnedDebitCents,
    discount: 0,
  };
  return expenses.reduce(
    (sum, { kind, atRate, amountCents }) => sum + amountCents + atRate * rateOf[kind],
    Math.round(((callMinutes + meetingMinutes) * rates.hourCents) / 60) + visits * rates.visitCents,
  );
}

type Expected = Pick<CustomerValueRow, 'purchaseCents' | 'openCents' | 'contractCents'>;

/** What contracts go on bringing, and further purchases. Open deals are in part the very purchases that are expected: the larger of both counts, never their sum. */
export function expectedCents({ purchaseCents, openCents, contractCents }: Expected): number {
  return contractCents + Math.max(purchaseCents, openCents);
}

/** What is expected less what it costs, within the horizon. The cost of twelve months is taken to go on. */
export function netCents(
  { purchaseCents, openCents, contractCents, costCents: cost }: Expected & Pick<CustomerValueRow, 'costCents'>,
  months: number,
): number {
  return expectedCents({ purchaseCents, openCents, contractCents }) - Math.round((cost * months) / 12);
}

const youngDays = 90;

/** One purchase of these weeks, or a contract of these, tells nothing yet about what follows. */
export function hasHistory(
  { wins, firstWonOn, contractSince }: Pick<CustomerValueRow, 'wins' | 'firstWonOn' | 'contractSince'>,
  today: string,
): boolean {
  const old = Temporal.PlainDate.from(today).subtract({ days: youngDays }).toString();
  return wins > 1 || [firstWonOn, contractSince].some((on) => on !== null && on <= old);
}

/** From which net value on a customer is A or B. Who brings nothing is neither. */
export function bordersOf(nets: readonly number[], rules: ClassRules): Borders {
  if (rules.basis === 'amounts') return { aFromCents: rules.aFromCents, bFromCents: rules.bFromCents };
  const sorted = Float64Array.from(nets).sort().reverse();
  const at = (percent: number) => Math.max(1, sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? 1);
  return { aFromCents: at(rules.shareA), bFromCents: at(rules.shareA + rules.shareB) };
}

/** So far beyond a border a customer has to be before their class follows. */
const marginShare = 0.05;

/** Against flapping: who has a class keeps it within the margin of a border. */
export function classOf(net: number, borders: Borders, standing: CustomerClass | null): CustomerClass {
  const beyond = (border: number, above: boolean) =>
    border * (standing === null ? 1 : above ? 1 - marginShare : 1 + marginShare);
  if (net >= beyond(borders.aFromCents, standing === 'A')) return 'A';
  if (net >= beyond(borders.bFromCents, standing === 'A' || standing === 'B')) return 'B';
  return 'C';
}

type Standing = Pick<CustomerValueRow, 'class' | 'classSince' | 'setUntil'>;
const restMs = 30 * 86_400_000;

/** Which class stands after a computation. What a person decided stands until they release it or its time is over; without a person a class changes at most once a month. */
export function nextClass(
  standing: Standing | undefined,
  computed: CustomerClass | null,
  now: Date,
): CustomerClass | null {
  const before = standing?.class ?? null;
  if (before === null || computed === null) return before ?? computed;
  if (standing?.setUntil && standing.setUntil > now) return before;
  if (standing?.classSince && standing.classSince.getTime() > now.getTime() - restMs) return before;
  return computed;
}

/** What a customer would have to bring more, to be one class better. */
export function missingCents(
  net: number,
  standing: CustomerClass | null,
  { aFromCents, bFromCents }: Borders,
): number | null {
  if (standing === null || standing === 'A') return null;
  const wanted = Math.ceil((standing === 'B' ? aFromCents : bFromCents) * (1 + marginShare));
  return Math.max(0, wanted - net);
}

/** How sure a class is: near a border the next month may tell otherwise, and one purchase is little to go by. */
export function certaintyOf(
  { netCents: net, wins, contracts }: Pick<CustomerValueRow, 'netCents' | 'wins' | 'contracts'>,
  { aFromCents, bFromCents }: Borders,
): 'clear' | 'near' | 'thin' {
  if (wins < 2 && contracts === 0) return 'thin';
  return [aFromCents, bFromCents].some((border) => Math.abs(net - border) <= border / 10) ? 'near' : 'clear';
}
