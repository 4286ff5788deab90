import { join } from 'node:path';
import { readDays, toDay } from '#engine/days';
import { readNumbers } from '#engine/numbers';
import { type Deals, isOpen, wonWithin } from '#engine/pipeline/deals';
import { forecastPipeline } from '#engine/pipeline/forecast';
import { columnOf } from '#engine/table';
import { readTable } from '../../src/cli/engine-table.ts';

const days = 30;

/** Maven's deals, as of each Monday whose next 30 days lie within what is given; without the price list, from what earlier wins brought. */
export async function pipeline(folder: string): Promise<object> {
  const table = await readTable(join(folder, 'maven_crm/sales_pipeline_asof_2017-09-30.csv'));
  const stage = columnOf(table, 'deal_stage');
  const deals: Deals = {
    opened: readDays(columnOf(table, 'engage_date')),
    closed: readDays(columnOf(table, 'close_date')),
    outcome: Uint8Array.from(stage.codes, (code) => ['Won', 'Lost'].indexOf(stage.words[code] ?? '') + 1),
    amount: readNumbers(columnOf(table, 'close_value')).values,
    listPrice: new Float64Array(table.rows).fill(Number.NaN),
    by: [columnOf(table, 'product')],
  };
  let [missed, all, in80, in95, mondays] = [0, 0, 0, 0, 0];
  for (let asOf = toDay('2017-05-08'); asOf + days <= toDay('2017-09-30'); asOf += 7) {
    const told = forecastPipeline(deals, { asOf, days });
    let brought = 0;
    for (let deal = 0; deal < table.rows; deal++)
      if (isOpen(deals, deal, asOf) && wonWithin(deals, deal, asOf, asOf + days)) brought += deals.amount[deal] ?? 0;
    mondays += 1;
    all += brought;
    missed += Math.abs(brought - (told.point ?? 0));
    if (told.lo80 !== null && told.hi80 !== null && brought >= told.lo80 && brought <= told.hi80) in80 += 1;
    if (told.lo95 !== null && told.hi95 !== null && brought >= told.lo95 && brought <= told.hi95) in95 += 1;
  }
  const wape = missed / all;
  return { mondays, wape, cover80: in80 / mondays, cover95: in95 / mondays, met: wape <= 0.3 };
}
