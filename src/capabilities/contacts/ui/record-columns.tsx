import { useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { Badge } from '#web/components/standing.tsx';
import type { Column } from '#web/components/table/table.tsx';
import { RelativeTime } from '#web/components/texts.tsx';

type Row = {
  postalCode: string | null;
  city: string | null;
  tags: readonly string[];
  ownerId: string | null;
  lastTouchAt: string | null;
};

/** What lists of people and of companies say alike. */
export function useRecordColumns(): Record<'city' | 'tags' | 'owner' | 'lastTouchAt', Column<Row>> {
  const { t } = useLingui();
  const users = usePeople();
  return {
    city: {
      key: 'city',
      title: t`Ort`,
      width: 144,
      cell: (row) => [row.postalCode, row.city].filter(Boolean).join(' '),
    },
    tags: {
      key: 'tags',
      title: t`Merkmale`,
      width: 136,
      cell: (row) => (
        <span className="flex h-5 flex-wrap gap-1 overflow-hidden" title={row.tags.join(', ')}>
          {row.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </span>
      ),
    },
    owner: {
      key: 'owner',
      title: t`Zuständig`,
      width: 116,
      cell: (row) => users.nameOf(row.ownerId) || <span className="text-faint">–</span>,
    },
    lastTouchAt: {
      key: 'lastTouchAt',
      title: t`Letzter Kontakt`,
      width: 116,
      sortable: true,
      cell: (row) =>
        row.lastTouchAt ? <RelativeTime at={row.lastTouchAt} /> : <span className="text-faint">{t`noch keiner`}</span>,
    },
  };
}
