import { Trans, useLingui } from '@lingui/react/macro';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState } from 'react';
import { classNames } from '#web/class-names.ts';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { CellEditor } from '#web/components/table/cell-editor.tsx';
import { HeaderCell } from '#web/components/table/header-cell.tsx';
import type { Rows } from '#web/data.ts';
import { type KeyBinding, useKeys } from '#web/keys.ts';
import { usePhone } from '#web/phone-width.ts';

export type Column<Row> = {
  key: string;
  title: string;
  /** In pixels; with `grow` the least it gets. */
  width: number;
  grow?: boolean;
  align?: 'end';
  /** Pressing the heading sorts by `key`. */
  sortable?: boolean;
  cell: (row: Row) => React.ReactNode;
  /** `e` turns the cell into a field. */
  edit?: { value: (row: Row) => string; save: (row: Row, value: string) => Promise<unknown> };
};

export type Sort = { by: string; down: boolean };

export type Selection = {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  /** What can be done with the selected, as buttons. */
  actions: React.ReactNode;
};

export type TableProps<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  /** From `useListOf`, or `fixedRows` for a short list that is all there. */
  rows: Rows<Row>;
  rowKey: (row: Row) => string;
  /** What a screen reader calls the row. */
  rowLabel: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** The row that stands open beside the table; moving with j and k then opens the next. */
  openKey?: string | null;
  sort?: Sort | undefined;
  onSort?: (sort: Sort) => void;
  selection?: Selection;
  /** Keys for the row at the cursor: c calls, n notes … */
  rowKeys?: readonly (Omit<KeyBinding, 'run'> & { run: (row: Row) => void })[];
  /** Two lines in place of columns at phone width. */
  phoneRow?: (row: Row) => React.ReactNode;
  empty: React.ReactNode;
};

/** A list of any length that fills its place. j and k move, Enter opens, e edits, x selects. */
export function Table<Row>(props: TableProps<Row>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    rowLabel,
    onOpen,
    openKey,
    sort,
    onSort,
    selection,
    rowKeys = [],
    phoneRow,
    empty,
  } = props;
  const { t } = useLingui();
  const id = useId();
  const phone = usePhone();
  const compact = phone && phoneRow !== undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const [cursorKey, setCursorKey] = useState<string>();
  const [editing, setEditing] = useState<{ row: string; column: string }>();
  const lastPicked = useRef<number>(undefined);

  const list = rows.rows;
  const cursor = cursorKey === undefined ? -1 : list.findIndex((row) => rowKey(row) === cursorKey);
  // oxlint-disable-next-line react/incompatible-library -- concerns the React compiler, which we don't use
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (compact ? 64 : phone ? 44 : 36),
    overscan: 12,
    getItemKey: (index) => rowKey(list[index] as Row),
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return cursor < 0 || seen.includes(cursor) ? seen : [...seen, cursor].toSorted((a, b) => a - b);
    },
  });

  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasMore, loadingMore, loadMore } = rows;
  useEffect(() => {
    if (hasMore && !loadingMore && last >= list.length - 20) loadMore();
  }, [last, list.length, hasMore, loadingMore, loadMore]);
  useEffect(() => virtual.measure(), [compact, phone, virtual]);
  // The bar of the selected goes with the last of them; whoever stood in it goes back to the rows.
  const selecting = (selection?.selected.size ?? 0) > 0;
  const wasSelecting = useRef(selecting);
  useEffect(() => {
    if (wasSelecting.current && !selecting && document.activeElement === document.body) scroller.current?.focus();
    wasSelecting.current = selecting;
  }, [selecting]);

  function moveTo(index: number) {
    const row = list[Math.max(0, Math.min(index, list.length - 1))];
    if (!row) return;
    setCursorKey(rowKey(row));
    virtual.scrollToIndex(list.indexOf(row), { align: 'auto' });
    // Beside an open record the reading goes on there.
    if (openKey) onOpen?.(row);
    else scroller.current?.focus({ preventScroll: true });
  }

  function pick(index: number, range: boolean) {
    const row = list[index];
    if (!selection || !row) return;
    const next = new Set(selection.selected);
    const adding = !next.has(rowKey(row));
    const from = range ? (lastPicked.current ?? index) : index;
    for (const one of list.slice(Math.min(from, index), Math.max(from, index) + 1)) {
      if (adding) next.add(rowKey(one));
      else next.delete(rowKey(one));
    }
    lastPicked.current = index;
    selection.onChange(next);
  }

  const editable = columns.filter((column) => column.edit);
  const atCursor = (run: (row: Row) => void) => () => {
    const row = list[cursor];
    if (row) run(row);
  };
  useKeys([
    { keys: 'j', label: t`Nächste Zeile`, run: () => moveTo(cursor + 1) },
    { keys: 'k', label: t`Vorige Zeile`, run: () => moveTo(cursor - 1) },
    { keys: 'ArrowDown', label: '', hidden: true, run: () => moveTo(cursor + 1) },
    { keys: 'ArrowUp', label: '', hidden: true, run: () => moveTo(cursor - 1) },
    ...(onOpen ? [{ keys: 'Enter', label: t`Öffnen`, run: atCursor(onOpen) }] : []),
    ...(editable[0]
      ? [
          {
            keys: 'e',
            label: t`Bearbeiten`,
            run: atCursor((row) => setEditing({ row: rowKey(row), column: editable[0]?.key ?? '' })),
          },
        ]
      : []),
    ...(selection ? [{ keys: 'x', label: t`Auswählen`, run: () => pick(cursor, false) }] : []),
    ...(selection ? [{ keys: 'shift+x', label: t`Bis hierher auswählen`, run: () => pick(cursor, true) }] : []),
    ...(selection && selection.selected.size > 0
      ? [{ keys: 'Escape', label: t`Auswahl aufheben`, run: () => selection.onChange(new Set()) }]
      : []),
    ...rowKeys.map(({ run, ...binding }) => ({ ...binding, run: atCursor(run) })),
  ]);

  if (rows.error && list.length === 0) {
    return (
      <div className="p-5">
        <ErrorNote error={rows.error} onRetry={rows.retry} />
      </div>
    );
  }
  if (!rows.pending && list.length === 0) return <>{empty}</>;

  const template = [
    ...(selection ? ['2.25rem'] : []),
    ...columns.map(({ width, grow }) => (grow ? `minmax(${width}px, 1fr)` : `${width}px`)),
  ].join(' ');
  const leastWidth = compact ? 0 : columns.reduce((sum, { width }) => sum + width, selection ? 36 : 0) + 40;
  const allPicked =
    selection !== undefined && list.length > 0 && list.every((row) => selection.selected.has(rowKey(row)));

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div
        aria-activedescendant={cursor >= 0 ? `${id}-${cursorKey}` : undefined}
        aria-busy={rows.pending || rows.changing}
        aria-label={label}
        aria-multiselectable={selection !== undefined}
        aria-rowcount={hasMore ? -1 : list.length + 1}
        className={classNames('relative min-h-0 flex-1 overflow-auto -outline-offset-2', rows.changing && 'opacity-60')}
        onFocus={(event) => {
          if (event.target === event.currentTarget && cursor < 0 && list[0]) setCursorKey(rowKey(list[0]));
        }}
        ref={scroller}
        role="grid"
        tabIndex={0}
      >
        <div
          className={
            compact ? 'sr-only' : 'sticky top-0 z-2 grid h-8 items-center border-b border-line bg-paper px-5 phone:px-4'
          }
          role="row"
          aria-rowindex={1}
          style={{ gridTemplateColumns: template, minWidth: leastWidth }}
        >
          {selection && (
            <div className="flex" role="columnheader">
              <Checkbox
                checked={allPicked}
                label={t`Alle geladenen Zeilen auswählen`}
                labelHidden
                onChange={(all) => selection.onChange(new Set(all ? list.map(rowKey) : []))}
                partly={!allPicked && selection.selected.size > 0}
              />
            </div>
          )}
          {columns.map((column) => (
            <HeaderCell column={column} key={column.key} onSort={onSort} sort={sort} />
          ))}
        </div>
        {rows.pending && <WaitingRows />}
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize(), minWidth: leastWidth }}>
          {items.map((item) => {
            const row = list[item.index] as Row;
            const key = rowKey(row);
            const picked = selection?.selected.has(key) ?? false;
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid has the focus and the keys; see useKeys above
              <div
                aria-label={rowLabel(row)}
                aria-rowindex={item.index + 2}
                aria-selected={selection ? picked : key === openKey}
                className={classNames(
                  'absolute inset-x-0 grid items-center border-b border-line px-5 phone:px-4',
                  onOpen && 'cursor-pointer',
                  picked || key === openKey ? 'bg-brass-soft' : key === cursorKey ? 'bg-hover' : 'hover:bg-sunken',
                  key === cursorKey && 'shadow-[inset_3px_0_0_var(--brass)]',
                )}
                id={`${id}-${key}`}
                key={item.key}
                onClick={(event) => {
                  setCursorKey(key);
                  if (event.shiftKey && selection) return pick(item.index, true);
                  // A finger that has begun to select goes on selecting.
                  if (compact && selection && selection.selected.size > 0) return pick(item.index, false);
                  if (!isControl(event)) onOpen?.(row);
                }}
                onContextMenu={(event) => {
                  if (!compact || !selection) return;
                  event.preventDefault();
                  pick(item.index, false);
                }}
                role="row"
                style={{
                  height: item.size,
                  transform: `translateY(${item.start}px)`,
                  gridTemplateColumns: compact ? '1fr' : template,
                }}
              >
                {compact ? (
                  <div className="min-w-0" role="gridcell">
                    {phoneRow(row)}
                  </div>
                ) : (
                  <>
                    {selection && (
                      <div className="flex" role="gridcell">
                        <Checkbox
                          checked={picked}
                          label={t`${rowLabel(row)} auswählen`}
                          labelHidden
                          onChange={() => pick(item.index, false)}
                          skipTab
                        />
                      </div>
                    )}
                    {columns.map((column) => (
                      // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- aria-activedescendant leads through the rows
                      <div
                        className={classNames(
                          'min-w-0 truncate pr-4',
                          column.align === 'end' && 'text-right tabular-nums',
                        )}
                        key={column.key}
                        onDoubleClick={() => column.edit && setEditing({ row: key, column: column.key })}
                        role="gridcell"
                      >
                        {column.edit && editing?.row === key && editing.column === column.key ? (
                          <CellEditor
                            label={column.title}
                            onDone={(move) => {
                              const next = move === 0 ? undefined : editable[editable.indexOf(column) + move];
                              setEditing(next && { row: key, column: next.key });
                              if (!next) scroller.current?.focus();
                            }}
                            onSave={(value) => column.edit?.save(row, value) ?? Promise.resolve()}
                            value={column.edit.value(row)}
                          />
                        ) : (
                          column.cell(row)
                        )}
                      </div>
                    ))}
                  </>
                )}
              </div>
            );
          })}
        </div>
        {loadingMore && <WaitingRows few />}
      </div>
      {selection && selection.selected.size > 0 && (
        <div
          aria-label={t`Ausgewähltes`}
          className="appear flex flex-wrap items-center gap-2 border-t border-line bg-raised px-5 py-2 phone:px-4"
          role="toolbar"
        >
          <span className="mr-2 font-medium tabular-nums">
            <Trans>{selection.selected.size} ausgewählt</Trans>
          </span>
          {selection.actions}
          <span className="ml-auto">
            <Button kind="plain" onPress={() => selection.onChange(new Set())}>
              <Trans>Auswahl aufheben</Trans>
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}

/** Rows that are all there, for tables that need no paging. */
export function fixedRows<Row>(rows: readonly Row[]): Rows<Row> {
  const nothing = () => {};
  return {
    rows,
    pending: false,
    changing: false,
    error: null,
    hasMore: false,
    loadingMore: false,
    loadMore: nothing,
    retry: nothing,
  };
}

function WaitingRows({ few }: { few?: boolean }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: few ? 2 : 14 }, (_, index) => (
        <div className="flex h-9 items-center border-b border-line px-5 phone:px-4" key={index}>
          <span className="breathe h-3 rounded-sm bg-hover" style={{ width: `${[34, 52, 41, 60][index % 4]}%` }} />
        </div>
      ))}
    </div>
  );
}

function isControl(event: React.MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('a, button, input, label, textarea') !== null;
}
