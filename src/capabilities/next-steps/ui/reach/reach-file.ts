import type { ReachGroup } from '#next-steps/contract';

type Words = { head: readonly string[]; names: Record<ReachGroup['group'], string>; weekdays: readonly string[] };

/** As a German spreadsheet opens it: semicolons, decimal commas, a byte order mark. */
export function csvOf(groups: readonly ReachGroup[], { head, names, weekdays }: Words): string {
  const share = (value: number) => value.toFixed(3).replace('.', ',');
  const lines = groups.flatMap(({ group, cells }) =>
    cells.map(({ weekday, hour, tries, answered, rate, low, high }) => [
      names[group],
      weekdays[weekday - 1] ?? '',
      String(hour),
      String(tries),
      String(answered),
      share(rate),
      share(low),
      share(high),
    ]),
  );
  return `\uFEFF${[head, ...lines].map((cells) => cells.join(';')).join('\r\n')}\r\n`;
}
