import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import {
  cancelExport,
  downloadExport,
  type ExportView,
  listExports,
  removeExport,
  startExport,
} from '#integrations/contract';
import { addressOf } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, ProgressBar, Skeleton } from '#web/components/states.tsx';
import { DateText, RelativeTime } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';

const isUnderWay = (found: ExportView) => found.finishedAt === null;

/** All data of the workspace, to take along. */
export function DataSettings() {
  const { t } = useLingui();
  const exports = useQueryOf(listExports);
  const items = exports.data?.items ?? [];
  const running = items.find(isUnderWay);
  const start = useMutationOf(startExport);

  const begin = (
    <Button
      disabled={running !== undefined}
      icon="export"
      kind="primary"
      onPress={() => start.mutate({})}
      pending={start.isPending}
    >
      <Trans>Alles exportieren</Trans>
    </Button>
  );
  return (
    <Page actions={items.length > 0 && begin} title={t`Daten und Export`}>
      <p className="mb-4 max-w-2xl text-soft">
        <Trans>
          Ihre Daten gehören Ihnen. Der Export enthält alles aus diesem Arbeitsbereich: Menschen, Firmen, Abschlüsse,
          Gespräche, Schritte, Einwilligungen mit ihren Nachweisen, den ganzen Verlauf und die Dateien. Er ist eine
          ZIP-Datei mit JSON-Zeilen und einem Inhaltsverzeichnis; einzelne Listen gibt es auf ihren Seiten auch als
          Excel oder CSV.
        </Trans>
      </p>
      {running && <Running found={running} />}
      {exports.isPending && <Skeleton />}
      {exports.error && <ErrorNote error={exports.error} onRetry={() => void exports.refetch()} />}
      {exports.data && items.length === 0 && (
        <EmptyState action={begin} icon="export">
          <Trans>Noch hat niemand einen Export gemacht.</Trans>
        </EmptyState>
      )}
      {items.some((found) => !isUnderWay(found)) && <History items={items.filter((found) => !isUnderWay(found))} />}
    </Page>
  );
}

function Running({ found }: { found: ExportView }) {
  const { t } = useLingui();
  const format = useFormat();
  const cancel = useMutationOf(cancelExport);
  // Looks for as long as it is shown.
  useQueryOf(listExports, undefined, { refetchMs: 1000 });
  const { state, rowsTotal, rowsWritten } = found;
  const label = { waiting: t`Gleich geht es los …`, cancelling: t`Wird angehalten …` }[state as string];
  return (
    <div className="mb-6 flex flex-col gap-3">
      <ProgressBar
        detail={rowsWritten > 0 && t`${format.number(rowsWritten)} Datensätze ·`}
        label={label ?? t`Der Export wird geschrieben`}
        {...(rowsTotal !== null && rowsTotal > 0 && { share: Math.min(1, rowsWritten / rowsTotal) })}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-soft">
          <Trans>Sie können die Seite verlassen oder schließen; es geht auf dem Server weiter.</Trans>
        </p>
        <Button
          disabled={state === 'cancelling'}
          icon="close"
          onPress={() => cancel.mutate({ params: { exportId: found.id } })}
          pending={cancel.isPending}
        >
          <Trans>Abbrechen</Trans>
        </Button>
      </div>
    </div>
  );
}

function History({ items }: { items: readonly ExportView[] }) {
  const { t } = useLingui();
  const { nameOf } = usePeople();
  const [removing, setRemoving] = useState<ExportView>();
  const remove = useMutationOf(removeExport, { done: () => setRemoving(undefined) });
  return (
    <Section title={t`Bisherige Exporte`}>
      <ul>
        {items.map((found) => (
          <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2" key={found.id}>
            <div className="min-w-48 flex-1">
              <p className="flex flex-wrap items-center gap-x-2">
                <RelativeTime at={found.createdAt} />
                <StateMark found={found} />
              </p>
              <p className="text-sm text-faint">
                {nameOf(found.createdBy)}
                <Size found={found} />
                {found.keptUntil && (
                  <>
                    {' '}
                    · <Trans>liegt bereit bis</Trans> <DateText value={found.keptUntil} />
                  </>
                )}
              </p>
              {found.error && <p className="text-sm text-soft">{found.error}</p>}
            </div>
            {found.file && <DownloadLink found={found} />}
            <Button kind="plain" onPress={() => setRemoving(found)}>
              <Trans>Entfernen</Trans>
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        confirm={t`Entfernen`}
        danger
        onClose={() => setRemoving(undefined)}
        onConfirm={() => removing && remove.mutate({ params: { exportId: removing.id } })}
        open={removing !== undefined}
        pending={remove.isPending}
        title={t`Export entfernen?`}
      >
        <Trans>Die Datei verschwindet vom Server. Ihre Daten in Klinke bleiben, wie sie sind.</Trans>
      </ConfirmDialog>
    </Section>
  );
}

function StateMark({ found: { state, file } }: { found: ExportView }) {
  if (state === 'failed') {
    return (
      <Standing bare kind="refused">
        <Trans>gescheitert</Trans>
      </Standing>
    );
  }
  if (state === 'cancelled') {
    return (
      <Standing bare kind="unknown">
        <Trans>abgebrochen</Trans>
      </Standing>
    );
  }
  return file ? (
    <Standing bare kind="allowed">
      <Trans>fertig</Trans>
    </Standing>
  ) : null;
}

function Size({ found: { file, rowsWritten } }: { found: ExportView }) {
  const { t } = useLingui();
  const format = useFormat();
  if (!file) return null;
  const megabytes = format.number(Math.max(0.1, file.bytes / 1_000_000));
  return <> · {t`${format.number(rowsWritten)} Datensätze, ${megabytes} MB`}</>;
}

function DownloadLink({ found }: { found: ExportView }) {
  return (
    <a
      className="inline-flex items-center gap-1.5 font-medium text-brass-deep underline decoration-brass-deep/40 underline-offset-2 hover:decoration-brass-deep"
      download
      href={addressOf(downloadExport, { params: { exportId: found.id } })}
    >
      <Icon name="export" />
      <Trans>Herunterladen</Trans>
    </a>
  );
}
