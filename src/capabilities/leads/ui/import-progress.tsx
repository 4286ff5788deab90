import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { cancelImport, getImport, type ImportView } from '#leads/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { ProgressBar } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { followImport } from './follow-import.ts';
import { ImportCounts } from './import-counts.tsx';

/** A list that is being taken over, or taken back: how far, how long, and the way to stop it. */
export function ImportProgress({ started }: { started: ImportView }) {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const params = { importId: started.id };
  const { data: found = started, dataUpdatedAt } = useQueryOf(getImport, { params }, { refetchMs: 1000 });
  const cancel = useMutationOf(cancelImport);
  const remaining = useRemaining(found, dataUpdatedAt);
  useEffect(() => followImport(started.id, go), [started.id, go]);

  const { state, rowsRead, rowsTotal } = found;
  return (
    <Page actions={<Link to={pathTo.imports()}>{t`Alle Importe`}</Link>} title={found.name}>
      <div className="flex max-w-3xl flex-col gap-6 pt-2">
        {state === 'undoing' ? (
          <ProgressBar label={t`Der Import wird zurückgenommen …`} />
        ) : (
          <ProgressBar
            detail={remaining && state === 'running' ? `${remaining} ·` : undefined}
            label={
              { waiting: t`Gleich geht es los …`, cancelling: t`Wird angehalten …` }[state as string] ??
              t`Die Liste wird übernommen`
            }
            {...(rowsTotal !== null && rowsTotal > 0 && { share: Math.min(1, rowsRead / rowsTotal) })}
          />
        )}
        {state !== 'undoing' && (
          <>
            <ImportCounts found={found} />
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="max-w-xl text-soft">
                <Trans>
                  Sie können die Seite verlassen oder schließen; es geht auf dem Server weiter, auch nach einem
                  Neustart.
                </Trans>
              </p>
              {may('write') && (
                <Button
                  disabled={state === 'cancelling'}
                  icon="pause"
                  onPress={() => cancel.mutate({ params })}
                  pending={cancel.isPending}
                >
                  <Trans>Abbrechen</Trans>
                </Button>
              )}
            </div>
          </>
        )}
      </div>
    </Page>
  );
}

/** From what was read since this page opened: an import may have stood still before, and clocks differ. */
function useRemaining({ rowsRead, rowsTotal }: ImportView, seenAt: number): string | undefined {
  const { t } = useLingui();
  const format = useFormat();
  const [first] = useState({ rowsRead, seenAt });
  const seconds = (seenAt - first.seenAt) / 1000;
  const rows = rowsRead - first.rowsRead;
  if (rowsTotal === null || seconds < 2 || rows <= 0) return undefined;
  const left = ((rowsTotal - rowsRead) / rows) * seconds;
  if (left < 5) return t`gleich fertig`;
  if (left < 55) return t`noch etwa ${Math.ceil(left / 10) * 10} Sekunden`;
  return t`noch etwa ${format.number(Math.ceil(left / 60))} Min.`;
}
