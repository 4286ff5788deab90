import type { Expected, ForecastView } from '#forecasts/contract';

type Words = {
  head: readonly string[];
  later: string;
  overdue: string;
  undated: string;
  total: string;
  month: (month: string) => string;
};

/** The table as a German spreadsheet opens it: semicolons, decimal commas, a byte order mark. */
export function csvOf(forecast: ForecastView, words: Words): string {
  const amount = (cents: number) => (cents / 100).toFixed(2).replace('.', ',');
  const line = (name: string, row: Expected, won = { wonDeals: 0, wonCents: 0 }) => [
    name,
    forecast.currency,
    String(row.deals),
    amount(row.valueCents),
    amount(row.weightedCents),
    String(won.wonDeals),
    amount(won.wonCents),
    amount(won.wonCents + row.weightedCents),
  ];
  const lines = [
    words.head,
    ...forecast.months.map((row) => line(words.month(row.month), row, row)),
    line(words.later, forecast.later),
    line(words.overdue, forecast.overdue),
    line(words.undated, forecast.undated),
    line(words.total, forecast.total, forecast.total),
  ];
  return `\uFEFF${lines.map((cells) => cells.join(';')).join('\r\n')}\r\n`;
}

/** Any table; numbers are cents. */
export function tableFile(rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) =>
    typeof value === 'number' ? (value / 100).toFixed(2).replace('.', ',') : (value ?? '');
  return `\uFEFF${rows.map((cells) => cells.map(cell).join(';')).join('\r\n')}\r\n`;
}
