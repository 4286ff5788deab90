import { defineCommand, UsageError } from './command.ts';

/** What customers will still buy, from a table of purchases: no server, no database. */
export const command = defineCommand({
  usage:
    'value fit KÄUFE.csv --customer SPALTE --date SPALTE [--amount SPALTE] --end JJJJ-MM-TT --model MODELL.json | value predict MODELL.json KÄUFE.csv --weeks N --out KUNDEN.csv',
  options: {
    customer: { type: 'string' },
    date: { type: 'string' },
    amount: { type: 'string' },
    end: { type: 'string' },
    model: { type: 'string' },
    weeks: { type: 'string' },
    out: { type: 'string' },
  },
  async run({ values, words: [what, ...paths] }) {
    const { customer, date, amount, end, model, weeks, out } = values;
    const [first, second] = paths;
    const { fit, predict } = await import('./value-table.ts');
    if (what === 'fit' && first !== undefined && paths.length === 1) {
      if (customer === undefined || date === undefined || end === undefined || model === undefined)
        throw new UsageError('value fit braucht --customer, --date, --end und --model.');
      return fit(first, { customer, date, amount: amount ?? null, end, model });
    }
    if (what === 'predict' && first !== undefined && second !== undefined && paths.length === 2) {
      if (weeks === undefined || out === undefined) throw new UsageError('value predict braucht --weeks und --out.');
      return predict(first, second, { weeks, out });
    }
    throw new UsageError(`Richtig: klinke ${command.usage}`);
  },
});
