export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The month of a day and those that follow it. */
export function monthsFrom(today: string, count: number): string[] {
  const first = Temporal.PlainYearMonth.from(monthOf(today));
  return Array.from({ length: count }, (_, at) => first.add({ months: at }).toString());
}
