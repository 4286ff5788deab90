import { classNames } from '#web/class-names.ts';

export type FigureColumn<Row> = {
  head: React.ReactNode;
  cell: (row: Row) => React.ReactNode;
  /** Words instead of figures. */
  left?: boolean;
  /** What a phone has no room for. */
  wide?: boolean;
  look?: string;
};

type Props<Row> = {
  /** The first names the row. */
  columns: readonly FigureColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** All rows together. */
  foot?: Row;
  /** Rows that stand beside the others. */
  isSoft?: (row: Row) => boolean;
  look?: string;
};

/** Figures in rows and columns, as they stand behind a chart; scrolls by itself where it is wider than the page. */
export function FigureTable<Row>({ columns, rows, keyOf, foot, isSoft, look }: Props<Row>) {
  const lookOf = ({ left, wide, look: own }: FigureColumn<Row>, at: number) =>
    classNames((left || at === 0) && 'text-left', wide && 'phone:hidden', own);
  const cellsOf = (row: Row) =>
    columns.map((column, at) =>
      at === 0 ? (
        <th className={lookOf(column, at)} key={at} scope="row">
          {column.cell(row)}
        </th>
      ) : (
        <td className={lookOf(column, at)} key={at}>
          {column.cell(row)}
        </td>
      ),
    );
  return (
    <div className="overflow-x-auto">
      <table
        className={classNames(
          'w-full border-collapse text-right tabular-nums [&_td]:px-2 [&_td]:py-1.5 [&_th]:px-2 [&_th]:py-1.5',
          'phone:[&_td]:px-1 phone:[&_th]:px-1',
          look,
        )}
      >
        <thead className="text-sm text-faint">
          <tr className="border-b border-line">
            {columns.map((column, at) => (
              <th className={classNames('font-medium', lookOf(column, at))} key={at} scope="col">
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&_th]:font-normal">
          {rows.map((row) => (
            <tr className={classNames('border-b border-line', isSoft?.(row) && 'text-soft')} key={keyOf(row)}>
              {cellsOf(row)}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot className="font-semibold">
            <tr>{cellsOf(foot)}</tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
