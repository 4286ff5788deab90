import { localDay } from '#workspace';
import { chance } from './chance.ts';
import type { Days } from './days.ts';
import type { Example, ExampleExpense } from './types.ts';

const tickets = [
  'Wechselrichter meldet einen Fehler',
  'Fragt nach der Abrechnung mit dem Netzbetreiber',
  'App zeigt keine Werte',
  'Speicher lädt nicht voll',
  'Ziegel am Rand der Anlage lose',
] as const;

/** What customers of the example caused after they bought: questions above all, a reminder now and then, and a discount for a few. */
export function expensesOf(
  { deals }: Pick<Example, 'deals'>,
  { calendar, seed }: { calendar: Days; seed: number },
): ExampleExpense[] {
  const by = chance(seed + 12);
  const today = localDay(calendar.now, calendar.zone);
  return deals.flatMap(({ ended, contact, valueCents }): ExampleExpense[] => {
    if (ended?.as !== 'won') return [];
    const signed = Temporal.PlainDate.from(localDay(ended.at, calendar.zone));
    // Rolled for every deal, so that a further one changes no other.
    const asks = Array.from({ length: 3 }, () => ({
      does: by.likely(0.16),
      after: by.between(20, 200),
      of: by.pick(tickets),
      for: by.between(0, 12),
    }));
    const [reminded, returned, spared, about] = [by.likely(0.07), by.likely(0.03), by.likely(0.1), by.between(25, 70)];
    const one = (kind: ExampleExpense['kind'], days: number, more: Partial<ExampleExpense> = {}): ExampleExpense => {
      const happenedOn = signed.add({ days }).toString();
      return { kind, contact, happenedOn, amountCents: null, closedOn: null, note: null, by: ended.by, ...more };
    };
    const settled = (days: number): string | null => {
      const on = signed.add({ days }).toString();
      return on <= today ? on : null;
    };
    return [
      ...asks.flatMap(({ does, after, of: note, for: days }) =>
        does ? [one('ticket', after, { note, closedOn: settled(after + days) })] : [],
      ),
      ...(reminded ? [one('dunning_letter', about)] : []),
      ...(returned ? [one('returned_debit', about, { amountCents: 350 })] : []),
      ...(spared ? [one('discount', 0, { amountCents: Math.round((valueCents ?? 0) * 0.02) })] : []),
    ].filter(({ happenedOn }) => happenedOn <= today);
  });
}
