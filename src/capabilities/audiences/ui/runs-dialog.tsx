import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { listRuns, type Outcome } from '#audiences/contract';
import { Dialog } from '#web/components/dialog.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useAudienceWords } from './words.ts';

/** What was computed before: when, for whom, from what, and how well it held. */
export function RunsDialog({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const { nameOf, problems } = useAudienceWords();
  const { data, error, refetch } = useQueryOf(listRuns, { query: { outcome } });
  return (
    <Dialog onClose={onClose} open title={t`Frühere Berechnungen`} width="large">
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      <ol className="flex flex-col">
        {data?.items.map((run) => (
          <li className="border-t border-line py-2 first:border-t-0" key={run.id}>
            <p>
              <span className="font-medium">{format.dateTime(run.askedAt)}</span>{' '}
              <span className="text-soft">{people.nameOf(run.askedBy)}</span>
            </p>
            <p className="text-sm text-soft">
              {run.problem
                ? problems[run.problem]
                : run.finishedAt === null
                  ? t`wird berechnet`
                  : run.separation === 'strong'
                    ? t`deutlich getrennt`
                    : t`schwach getrennt`}
              {run.customers !== null && (
                <>
                  {' · '}
                  <Plural one="# Kunde" other="# Kunden" value={run.customers} />
                </>
              )}
              {run.silhouette !== null && run.stability !== null && (
                <>
                  {' · '}
                  <Trans>
                    Silhouette {format.number(Math.round(run.silhouette * 100) / 100)}, Stabilität{' '}
                    {format.number(Math.round(run.stability * 100) / 100)}
                  </Trans>
                </>
              )}
            </p>
            <p className="text-sm text-soft">{run.fields.map(nameOf).join(', ')}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
