import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { ExportMenu } from '#integrations/ui';
import { AuditActorKind, type AuditEntry, AuditGroup, listAuditEntries } from '#timeline/contract';
import { type Search, useUrlSearch } from '#web/address.ts';
import type { InputOf } from '#web/api.ts';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { useListOf } from '#web/data.ts';
import { AuditChain } from './audit-chain.tsx';
import { AuditEntryPanel } from './audit-entry-panel.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { subjectPath, useAuditWords } from './audit-words.ts';

/** Everything that happened in the workspace, who did it and when; nobody can change it unnoticed. */
export function AuditPage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const { active, nameOf } = usePeople();
  const words = useAuditWords(nameOf);
  const query = filtersIn(search);
  const rows = useListOf(listAuditEntries, { query });
  const open = search['eintrag'];

  const columns: Column<AuditEntry>[] = [
    { key: 'recordedAt', title: t`Wann`, width: 150, cell: ({ recordedAt }) => <TimeText at={recordedAt} withDay /> },
    { key: 'actor', title: t`Wer`, width: 170, cell: ({ actor }) => words.actor(actor) },
    { key: 'what', title: t`Was`, width: 260, grow: true, cell: (entry) => words.sentence(entry) },
    {
      key: 'subject',
      title: t`Betrifft`,
      width: 190,
      cell: ({ subject }) =>
        subject &&
        (subject.name === null ? (
          <span className="text-faint">
            <Trans>gibt es nicht mehr</Trans>
          </span>
        ) : (
          <Link quiet tabIndex={-1} to={subjectPath(subject)}>
            {subject.name}
          </Link>
        )),
    },
  ];

  return (
    <Page
      actions={<ExportMenu list="audit-entries" query={query} />}
      aside={
        open && (
          <AuditEntryPanel
            entryId={open}
            onClose={() => change({ eintrag: undefined })}
            onNarrow={({ kind, id }) =>
              change({ mensch: undefined, firma: undefined, abschluss: undefined, [subjectKeys[kind]]: id })
            }
            words={words}
          />
        )
      }
      lead={
        <>
          <AuditChain nameOf={nameOf} />
          <AuditFilters people={active} words={words} />
        </>
      }
      scroll={false}
      title={t`Protokoll`}
    >
      <Table
        columns={columns}
        empty={
          <EmptyState icon="history">
            <Trans>Dazu steht nichts im Protokoll.</Trans>
          </EmptyState>
        }
        label={t`Protokoll`}
        onOpen={({ id }) => change({ eintrag: id })}
        openKey={open ?? null}
        phoneRow={(entry) => (
          <div className="flex flex-col py-1">
            <span className="truncate">{words.sentence(entry)}</span>
            <span className="flex gap-2 text-sm text-faint">
              <span className="min-w-0 flex-1 truncate">
                {[words.actor(entry.actor), entry.subject?.name].filter(Boolean).join(' · ')}
              </span>
              <span className="shrink-0">
                <TimeText at={entry.recordedAt} withDay />
              </span>
            </span>
          </div>
        )}
        rowKey={({ id }) => id}
        rowLabel={(entry) => words.sentence(entry)}
        rows={rows}
      />
    </Page>
  );
}

/** What the address calls the record that the log is narrowed to. */
const subjectKeys = { contact: 'mensch', company: 'firma', deal: 'abschluss' } as const;

function filtersIn(search: Search): NonNullable<InputOf<typeof listAuditEntries>['query']> {
  const { art, durch, wer, von, bis, mensch, firma, abschluss } = search;
  const by = AuditActorKind.options.find((kind) => kind === durch);
  return {
    ...(AuditGroup.options.some((group) => group === art) && { groups: art }),
    ...(by && { by }),
    ...(wer && { userId: wer }),
    ...(von && { from: von }),
    ...(bis && { to: bis }),
    ...(mensch && { contactId: mensch }),
    ...(firma && { companyId: firma }),
    ...(abschluss && { dealId: abschluss }),
  };
}
