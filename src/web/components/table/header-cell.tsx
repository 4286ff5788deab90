import { useLingui } from '@lingui/react/macro';
import { classNames } from '#web/class-names.ts';
import { Icon } from '#web/components/icon.tsx';
import type { Sort } from '#web/components/table/table.tsx';

export function HeaderCell({
  column,
  sort,
  onSort,
}: {
  column: { key: string; title: string; align?: 'end'; sortable?: boolean };
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  const { t } = useLingui();
  const mine = sort?.by === column.key ? sort : undefined;
  const look = classNames('truncate pr-4 text-sm font-medium text-faint', column.align === 'end' && 'text-right');
  if (!column.sortable || !onSort) {
    return (
      <div className={look} role="columnheader">
        {column.title}
      </div>
    );
  }
  return (
    <div aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : 'none'} className={look} role="columnheader">
      <button
        className="inline-flex max-w-full items-center gap-1 hover:text-ink"
        onClick={() => onSort({ by: column.key, down: mine ? !mine.down : false })}
        title={t`Nach ${column.title} ordnen`}
        type="button"
      >
        <span className="truncate">{column.title}</span>
        {mine && <Icon name={mine.down ? 'arrow-down' : 'arrow-up'} size={12} />}
      </button>
    </div>
  );
}
