import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toDay } from '#engine/days';
import { fitValue } from '#engine/value/fit';
import { makeUpPurchases } from '#engine/value/made-up';
import { predictValue } from '#engine/value/predict';
import { collectCustomers, type Purchases } from '#engine/value/purchases';

const published = { r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258, p: 6.249, q: 3.745, v: 15.448 };

/** CDNOW's published parameters; what was bought after a day that the fit does not know, there and at a retailer on which BG/NBD degenerates; and how long 100,000 customers take. */
export async function value(folder: string): Promise<object> {
  const cdnow = await read(join(folder, 'cdnow/sample_calibration_1997-01-01_1997-09-30.csv'), 'value');
  const retail = await read(join(folder, 'online_retail/customer_day_revenue_to_2011-08-31.csv'), 'revenue');
  const { bgnbd, gammaGamma } = fitValue(collectCustomers(cdnow, toDay('1997-09-30')).customers, { amounts: true });
  const found: Record<string, unknown> = { ...bgnbd, ...gammaGamma };
  const off = Math.max(...Object.entries(published).map(([name, known]) => Math.abs(Number(found[name]) / known - 1)));
  const retailer = ['2011-02-28', '2011-03-31', '2011-05-23'].map((end) => ahead(retail, end, 100));
  return {
    cdnow: { bgnbd, gammaGamma, largestDifference: off },
    cdnowAhead: ahead(cdnow, '1997-07-01', 91),
    retailerAhead: retailer,
    many: many(),
    met: off <= 0.005 && retailer.every(({ degenerate, mostAlive }) => degenerate && mostAlive < 0.995),
  };
}

async function read(path: string, amount: string): Promise<Purchases> {
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  const place = header.split(',').indexOf(amount);
  const rows = lines.map((line) => line.split(','));
  const known = new Map<string, number>();
  const customer = rows.map(([name = '']) => {
    if (!known.has(name)) known.set(name, known.size);
    return known.get(name) ?? 0;
  });
  return {
    names: [...known.keys()],
    customer,
    day: Float64Array.from(rows, ([, day = '']) => toDay(day)),
    amount: Float64Array.from(rows, (row) => Number(row[place])),
  };
}

function ahead(purchases: Purchases, until: string, days: number) {
  const end = toDay(until);
  const { customers } = collectCustomers(purchases, end);
  const then = new Map<string, { purchases: number; spend: number }>();
  for (const { name, frequency, mean, paid } of collectCustomers(purchases, end + days).customers)
    then.set(name, { purchases: frequency, spend: mean * paid });
  const model = fitValue(customers, { amounts: true });
  const told = predictValue(model, customers, days / 7).map((outlook) => {
    const { name, frequency, mean, paid } = outlook.customer;
    const later = then.get(name) ?? { purchases: frequency, spend: mean * paid };
    return { ...outlook, bought: later.purchases - frequency, spent: later.spend - mean * paid };
  });
  type Told = (typeof told)[number];
  const sum = (of: (one: Told) => number, some = told) => some.reduce((total, one) => total + of(one), 0);
  return {
    until,
    days,
    customers: customers.length,
    degenerate: model.bgnbd.degenerate,
    mostAlive: Math.max(...told.map(({ pAlive }) => pAlive)),
    rmse: Math.sqrt(sum((one) => (one.expectedTransactions - one.bought) ** 2) / told.length),
    totalOfActual: sum((one) => one.expectedTransactions) / sum((one) => one.bought),
    spendOfClassA:
      sum(
        (one) => one.spent,
        told.filter((one) => one.class === 'A'),
      ) / sum((one) => one.spent),
  };
}

function many() {
  const purchases = makeUpPurchases(
    100_000,
    { r: 0.25, alpha: 4, a: 0.8, b: 2.4 },
    { p: 6, q: 4, v: 15 },
    { weeks: 52, seed: 1 },
  );
  const begun = performance.now();
  const { customers } = collectCustomers(purchases, 363);
  const model = fitValue(customers, { amounts: true });
  const fitted = performance.now();
  predictValue(model, customers, 52);
  return { customers: customers.length, fitMs: fitted - begun, predictMs: performance.now() - fitted };
}
