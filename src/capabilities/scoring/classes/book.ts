import type { OpenDeal, WonDeal } from '#deals';
import type { Outlooks, Sales } from './outlooks.ts';

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
};

/** All customers of a workspace, with every sale; amounts of another currency are counted and left out. */
export function openBook(currency: string) {
  const entries: Entry[] = [];
  const places = new Map<string, number>();
  const sales: { customer: number[]; day: number[]; cents: number[] } = { customer: [], day: [], cents: [] };
  let otherCurrencies = 0;

  const placeOf = ({ customerId: id, isCompany }: { customerId: string; isCompany: boolean }): number => {
    const known = places.get(id);
    if (known !== undefined) return known;
    const nothing = { wins: 0, wonCents: 0, firstWonOn: null, lastWonOn: null, openDeals: 0, openCents: 0 };
    places.set(id, entries.push({ id, isCompany, ...nothing }) - 1);
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
      entry.wins += 1;
      entry.wonCents += deal.valueCents;
      entry.firstWonOn ??= deal.wonOn;
      entry.lastWonOn = deal.wonOn;
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
    salesUntil(today: string, months: number): Sales {
      return {
        customers: entries.length,
        customer: Int32Array.from(sales.customer),
        day: Float64Array.from(sales.day),
        cents: Float64Array.from(sales.cents),
        end: Date.parse(today) / 86_400_000,
        weeks: (months * 365.25) / 12 / 7,
      };
    },
  };
}

export type Book = ReturnType<typeof openBook>;

/** What the outlook of a customer says, as it is kept. */
export function outlookOf({ alive, purchases, cents }: Outlooks, at: number, { wins }: Entry) {
  return {
    alive: wins === 0 ? null : alive[at]!,
    expectedPurchases: purchases[at]!,
    purchaseCents: cents[at]!,
  };
}
