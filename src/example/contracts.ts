import { localDay } from '#workspace';
import { chance } from './chance.ts';
import type { Days } from './days.ts';
import type { Example, ExampleContract } from './types.ts';

type Terms = Pick<
  ExampleContract,
  'title' | 'monthlyCents' | 'termMonths' | 'noticeMonths' | 'afterTerm' | 'renewalMonths'
>;

/** What is agreed for longer with whoever bought a roof: maintenance of a house for a year and then by the month, of a hall by terms. */
export function contractsOf(
  { deals, contacts }: Pick<Example, 'deals' | 'contacts'>,
  { calendar, seed }: { calendar: Days; seed: number },
): ExampleContract[] {
  const by = chance(seed + 11);
  const today = localDay(calendar.now, calendar.zone);
  return deals.flatMap(({ ended, ...deal }, index): ExampleContract[] => {
    if (ended?.as !== 'won') return [];
    const firm = contacts[deal.contact]?.kind === 'business';
    // Rolled for every roof, so that a further one changes no other.
    const [agreed, months, left] = [by.likely(firm ? 0.6 : 0.45), by.between(1, 2), by.roll()];
    const cents = firm ? by.between(8, 18) * 10_00 + 9_00 : by.pick([19_00, 24_00, 29_00]);
    if (!agreed) return [];
    const signed = Temporal.PlainDate.from(localDay(ended.at, calendar.zone));
    const starts = signed.add({ months }).with({ day: 1 });
    const contract = {
      ...(firm ? ofHall(cents) : ofHouse(cents)),
      contact: deal.contact,
      company: deal.company,
      deal: index,
      startsOn: starts.toString(),
      createdAt: ended.at,
      by: ended.by,
    };
    return [{ ...contract, notice: noticeOf(contract, { left, today }) }];
  });
}

const ofHouse = (monthlyCents: number): Terms => ({
  title: 'Wartung und Fernüberwachung',
  monthlyCents,
  termMonths: 12,
  noticeMonths: 1,
  afterTerm: 'open',
  renewalMonths: null,
});
const ofHall = (monthlyCents: number): Terms => ({
  title: 'Betriebsführung mit Ertragsbericht',
  monthlyCents,
  termMonths: 24,
  noticeMonths: 3,
  afterTerm: 'renews',
  renewalMonths: 12,
});

/** One in eight has given notice some months on, for the end of the term. */
function noticeOf(
  { startsOn, termMonths }: Pick<ExampleContract, 'startsOn' | 'termMonths'>,
  { left, today }: { left: number; today: string },
): ExampleContract['notice'] {
  if (left > 0.125) return null;
  const start = Temporal.PlainDate.from(startsOn);
  const on = start.add({ months: 3, days: Math.floor(left * 300) }).toString();
  return on < today ? { on, endsOn: start.add({ months: termMonths }).subtract({ days: 1 }).toString() } : null;
}
