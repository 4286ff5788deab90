import type { OpenDeal, WonDeal } from '#deals';
import type { ContractRow } from '#offers';
import { hasEnded, lifetimeOf, termsOf } from './contracts.ts';
import type { Contracts, Outlooks, Sales } from './outlooks.ts';

/** What one customer bought and what is open, while all of them are being read. */
export type Entry = {
  id: string;
  isCompany: boolean;
  wins: number;
  wonCents: number;
  firstWonOn: string | null;
  lastWonOn: string | null;
  openDeals: number;
  openCents: number;
  /** Those that run or will, and the first day of the oldest. */
  contracts: number;
  contractSince: string | null;
};

/** All customers of a workspace, with every sale; amounts of another currency are counted and left out. */
export function openBook(currency: string) {
  const entries: Entry[] = [];
  const places = new Map<string, number>();
  const sales: { customer: number[]; day: number[]; cents: number[] } = { customer: [], day: [], cents: [] };
  const contracts: Contracts = { customer: [], monthlyCents: [], terms: [], lasted: [], left: [] };
  const ofContracts = new Set<string>();
  let otherCurrencies = 0;

  const placeOf = ({ customerId: id, isCompany }: { customerId: string; isCompany: boolean }): number => {
    const known = places.get(id);
    if (known !== undefined) return known;
    const bought = { wins: 0, wonCents: 0, firstWonOn: null, lastWonOn: null };
    const coming = { openDeals: 0, openCents: 0, contracts: 0, contractSince: null };
    places.set(id, entries.push({ id, isCompany, ...bought, ...coming }) - 1);
    return entries.length - 1;
  };

  return {
    entries,
    get otherCurrencies() {
      return otherCurrencies;
    },
    addWon(deal: WonDeal): void {
      if (deal.currency !== currency) {
        otherCurrencies += 1;
        return;
      }
      const place = placeOf(deal);
      const entry = entries[place]!;
      // A further deal that only made or renewed a contract is no purchase to expect again: the contract tells what comes.
      const renews = entry.wins > 0 && ofContracts.has(deal.id);
      entry.wins += 1;
      entry.wonCents += deal.valueCents;
      entry.firstWonOn ??= deal.wonOn;
      entry.lastWonOn = deal.wonOn;
      if (renews) return;
      sales.customer.push(place);
      sales.day.push(Date.parse(deal.wonOn) / 86_400_000);
      sales.cents.push(deal.valueCents);
    },
    /** `chance` from 0 to 1. */
    addOpen(deal: OpenDeal, chance: number): void {
      if (deal.currency !== currency) return;
      const entry = entries[placeOf(deal)]!;
      entry.openDeals += 1;
      entry.openCents += Math.round(deal.valueCents * chance);
    },
    addContract(contract: ContractRow, today: string): void {
      const { companyId, contactId, dealId, startsOn } = contract;
      if (dealId !== null) ofContracts.add(dealId);
      const customerId = companyId ?? contactId;
      if (customerId === null || contract.currency !== currency) return;
      const { lasted, left } = lifetimeOf(contract, today);
      const ended = hasEnded(contract, today);
      const place = ended ? -1 : placeOf({ customerId, isCompany: companyId !== null });
      contracts.customer.push(place);
      contracts.monthlyCents.push(contract.monthlyCents);
      contracts.terms.push(termsOf(contract, today));
      contracts.lasted.push(lasted);
      contracts.left.push(left);
      const entry = entries[place];
      if (!entry) return;
      entry.contracts += 1;
      if (entry.contractSince === null || startsOn < entry.contractSince) entry.contractSince = startsOn;
    },
    salesUntil(today: string, months: number): Sales {
      return {
        customers: entries.length,
        customer: Int32Array.from(sales.customer),
        day: Float64Array.from(sales.day),
        cents: Float64Array.from(sales.cents),
        end: Date.parse(today) / 86_400_000,
        weeks: (months * 365.25) / 12 / 7,
        months,
        contracts,
      };
    },
  };
}

export type Book = ReturnType<typeof openBook>;

/** What the outlook of a customer says, as it is kept. */
export function outlookOf({ alive, purchases, cents, contractCents }: Outlooks, at: number, { wins }: Entry) {
  return {
    alive: wins === 0 ? null : alive[at]!,
    expectedPurchases: purchases[at]!,
    purchaseCents: cents[at]!,
    contractCents: contractCents[at]!,
  };
}
