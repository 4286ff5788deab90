import { Trans, useLingui } from '@lingui/react/macro';
import type { ReachGroup } from '#next-steps/contract';
import { useFormat } from '#web/format.ts';
import { useWeekdays } from './window-words.ts';

type Cell = ReachGroup['cells'][number];

/** The week by the hour: the deeper the brass, the more answer. A table, so that it is read out as well as seen. */
export function HeatMap({ group }: { group: ReachGroup }) {
  const { t } = useLingui();
  const format = useFormat();
  const weekdays = useWeekdays();
  const shown = [...new Set(group.cells.map(({ weekday }) => weekday))].toSorted((a, b) => a - b);
  const hours = [...new Set(group.cells.map(({ hour }) => hour))].toSorted((a, b) => a - b);
  const rates = group.cells.map(({ rate }) => rate);
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  const depth = (rate: number) => Math.round(4 + (36 * (rate - least)) / Math.max(most - least, 0.05));
  const at = new Map(group.cells.map((cell) => [`${cell.weekday} ${cell.hour}`, cell]));
  const detail = ({ tries, answered, low, high }: Cell) => {
    const range = `${format.percent(low)}–${format.percent(high)}`;
    return t`${answered} von ${tries} Anrufen erreicht; 80 %: ${range}`;
  };
  return (
    <figure>
      <div className="overflow-x-auto">
        <table className="w-full table-fixed border-separate border-spacing-0.5 text-center text-sm tabular-nums">
          <thead className="text-faint">
            <tr>
              <th className="w-12 font-medium" scope="col">
                <span className="sr-only">{t`Uhrzeit`}</span>
              </th>
              {shown.map((weekday) => (
                <th className="font-medium" key={weekday} scope="col">
                  {weekdays[weekday - 1]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hours.map((hour) => (
              <tr key={hour}>
                <th className="text-right font-normal text-faint" scope="row">
                  {hour}–{hour + 1}
                </th>
                {shown.map((weekday) => {
                  const cell = at.get(`${weekday} ${hour}`);
                  return cell ? (
                    <td
                      className="rounded-sm px-1 py-1 leading-tight"
                      key={weekday}
                      style={{ background: `color-mix(in oklch, var(--brass) ${depth(cell.rate)}%, transparent)` }}
                      title={detail(cell)}
                    >
                      <span className="block font-medium">{format.percent(cell.rate)}</span>
                      <span className="block text-xs">{format.number(cell.tries)}</span>
                    </td>
                  ) : (
                    <td className="text-faint" key={weekday}>
                      –
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <figcaption className="pt-2 text-sm text-soft">
        <Trans>Oben, wie viele erreicht werden; darunter, aus wie vielen Anrufen in dieser Stunde.</Trans>
      </figcaption>
    </figure>
  );
}
