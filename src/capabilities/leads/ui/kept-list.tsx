import { Trans, useLingui } from '@lingui/react/macro';
import { type ImportView, type KeptReason, type KeptView, listKept } from '#leads/contract';
import { useGo } from '#web/address.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { useListOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';

/** What the undoing left where it is, with the reason, and the way there. */
export function KeptList({ found }: { found: ImportView }) {
  const { t } = useLingui();
  const go = useGo();
  const words = useReasons();
  const rows = useListOf(listKept, { params: { importId: found.id }, query: {} });
  const columns: Column<KeptView>[] = [
    {
      key: 'name',
      title: t`Geblieben`,
      width: 220,
      grow: true,
      cell: (row) => (
        <span className="flex items-center gap-2">
          <Icon className="text-soft" name={pictures[row.subject]} />
          {row.reason === 'removed' ? (
            <span className="truncate">{row.name}</span>
          ) : (
            <Link className="truncate font-medium" quiet tabIndex={-1} to={pathTo[row.subject](row.id)}>
              {row.name}
            </Link>
          )}
        </span>
      ),
    },
    { key: 'reason', title: t`Warum`, width: 320, grow: true, cell: ({ reason }) => words[reason] },
    {
      key: 'made',
      title: t`Woher`,
      width: 170,
      cell: ({ made }) => (made ? t`aus dieser Liste` : t`war vorher schon da`),
    },
  ];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <p className="border-b border-line px-5 py-2 text-soft phone:px-4">
        <Trans>
          Wer bleibt, behält auch die Hausbesuche und Widersprüche aus der Liste. Was davon nicht stimmt, ändern Sie
          dort von Hand.
        </Trans>
      </p>
      <div className="min-h-0 flex-1">
        <Table
          columns={columns}
          empty={
            <EmptyState icon="check">
              <Trans>Nichts ist geblieben.</Trans>
            </EmptyState>
          }
          label={t`Geblieben`}
          onOpen={(row) => row.reason !== 'removed' && go(pathTo[row.subject](row.id))}
          phoneRow={(row) => (
            <div className="flex flex-col py-1">
              <span className="truncate font-medium">{row.name}</span>
              <span className="truncate text-sm text-soft">{words[row.reason]}</span>
            </div>
          )}
          rowKey={({ subject, id }) => `${subject} ${id}`}
          rowLabel={({ name }) => name}
          rows={rows}
        />
      </div>
    </div>
  );
}

const pictures: Record<KeptView['subject'], IconName> = { contact: 'people', company: 'company', deal: 'deal' };

function useReasons(): Record<KeptReason, string> {
  const { t } = useLingui();
  return {
    removed: t`Von Hand entfernt; das bleibt rückholbar`,
    call: t`Es gibt einen Anruf dazu`,
    deal: t`Es gibt einen Abschluss dazu`,
    next_step: t`Es gibt einen nächsten Schritt dazu`,
    note: t`Es gibt eine Notiz dazu`,
    consent: t`Es gibt eine Angabe zur Einwilligung, die nicht aus dieser Liste stammt`,
    changed: t`Seit dem Import geändert`,
    other_import: t`Kommt auch in einer anderen Liste vor`,
    people: t`Menschen gehören dazu`,
  };
}
