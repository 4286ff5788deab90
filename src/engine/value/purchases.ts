/** Purchases row by row as they stand in a table; NaN: not readable. `customer`: which of `names`. */
export type Purchases = {
  names: readonly string[];
  customer: ArrayLike<number>;
  /** Days since 1970-01-01. */
  day: Float64Array;
  amount: Float64Array | undefined;
};

/** What a customer did until the end, one purchase per day; times in weeks. */
export type Customer = {
  name: string;
  /** Further purchases after the first. */
  frequency: number;
  /** From the first to the last purchase. */
  recency: number;
  /** From the first purchase to the end. */
  age: number;
  /** The mean of the further purchases; 0 where there is none, or no amounts are known. */
  repeatMean: number;
  /** The mean of all purchases with an amount above 0, and their number. */
  mean: number;
  paid: number;
};

export type Left = { blank: number; undated: number; later: number; unpriced: number; returned: number };

/**
 * Customers in the order in which they first appear. Rows of one customer and day are one purchase, whose amount is their sum; a day on which more came back than was bought is none. Left out, and counted: rows
 * without customer or readable day, and days after the end.
 */
export function collectCustomers(
  { names, customer, day, amount }: Purchases,
  end: number,
): { customers: Customer[]; left: Left } {
  const left: Left = { blank: 0, undated: 0, later: 0, unpriced: 0, returned: 0 };
  const rows: number[] = [];
  for (let row = 0; row < day.length; row++) {
    if ((names[customer[row]!] ?? '') === '') left.blank += 1;
    else if (Number.isNaN(day[row]!)) left.undated += 1;
    else if (day[row]! > end) left.later += 1;
    else rows.push(row);
  }
  const place = new Map<number, number>();
  for (const row of rows) if (!place.has(customer[row]!)) place.set(customer[row]!, place.size);
  rows.sort((one, other) => place.get(customer[one]!)! - place.get(customer[other]!)! || day[one]! - day[other]!);

  const customers: Customer[] = [];
  for (let at = 0; at < rows.length;) {
    const who = customer[rows[at]!]!;
    const days: { day: number; amount: number }[] = [];
    for (; at < rows.length && customer[rows[at]!] === who; at++) {
      const row = rows[at]!;
      let sum = amount?.[row] ?? 0;
      if (Number.isNaN(sum)) {
        left.unpriced += 1;
        sum = 0;
      }
      const last = days.at(-1);
      if (last && last.day === day[row]) last.amount += sum;
      else days.push({ day: day[row]!, amount: sum });
    }
    const bought = days.filter((one) => one.amount >= 0);
    left.returned += days.length - bought.length;
    if (bought.length > 0) customers.push(toCustomer(names[who]!, bought, end));
  }
  return { customers, left };
}

function toCustomer(name: string, bought: readonly { day: number; amount: number }[], end: number): Customer {
  const [first, ...further] = bought;
  const priced = bought.filter(({ amount }) => amount > 0);
  const sumOf = (some: readonly { amount: number }[]) => some.reduce((sum, { amount }) => sum + amount, 0);
  return {
    name,
    frequency: further.length,
    recency: (bought.at(-1)!.day - first!.day) / 7,
    age: (end - first!.day) / 7,
    repeatMean: further.length === 0 ? 0 : sumOf(further) / further.length,
    mean: priced.length === 0 ? 0 : sumOf(priced) / priced.length,
    paid: priced.length,
  };
}
