import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getGoals, getOutlook, type GoalRow } from '#forecasts/contract';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { Amount } from './outlook-table.tsx';
import { usePeriodName } from './period-words.ts';

const SubmissionDialog = onDemand(async () => (await import('./submission-dialog.tsx')).SubmissionDialog);

/** What is wanted, what was promised, and what the model says, side by side. */
export function GoalsSection({ ownerId }: { ownerId: string | undefined }) {
  const { t } = useLingui();
  const may = useMay();
  const nameOf = usePeriodName();
  const query = { ...(ownerId && { ownerId }) };
  const { data, error, refetch } = useQueryOf(getGoals, { query }, { keepPrevious: true });
  const outlook = useQueryOf(getOutlook, { query }, { keepPrevious: true }).data?.snapshot;
  const [open, setOpen] = useState<GoalRow>();
  const expected = new Map(outlook?.periods.map(({ period, expectedCents }) => [period, expectedCents]));

  return (
    <Section
      hint={
        <>
          <Trans>
            Die Zusage ist, worauf Sie sich festlegen, der beste Fall, was mit Glück möglich ist. Frühere Fassungen
            bleiben stehen, und der Rückblick zeigt, wer näher lag.
          </Trans>{' '}
          {may('manage') && (
            <Link to={pathTo.settings('ziele')}>
              <Trans>Ziele setzen</Trans>
            </Link>
          )}
        </>
      }
      title={t`Zusagen und Ziele`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse text-right tabular-nums">
            <thead className="text-sm text-faint">
              <tr className="border-b border-line [&>th]:px-2 phone:[&>th]:px-1 [&>th]:py-1.5 [&>th]:font-medium">
                <th className="text-left" scope="col">
                  <Trans>Zeitraum</Trans>
                </th>
                <th className="text-left" scope="col">
                  <Trans>Ziel erreicht</Trans>
                </th>
                <th scope="col">
                  <Trans>Zusage</Trans>
                </th>
                <th className="phone:hidden" scope="col">
                  <Trans>Bester Fall</Trans>
                </th>
                <th className="phone:hidden" scope="col">
                  <Trans>Modell</Trans>
                </th>
                <th scope="col">
                  <span className="sr-only">{t`Eintragen`}</span>
                </th>
              </tr>
            </thead>
            <tbody className="[&_td]:px-2 phone:[&_td]:px-1 [&_td]:py-1.5 [&_th]:px-2 phone:[&_th]:px-1 [&_th]:py-1.5 [&_tr]:border-b [&_tr]:border-line">
              {data.rows.map((row) => (
                <tr key={row.period}>
                  <th className="text-left font-normal" scope="row">
                    {nameOf(row.period)}
                  </th>
                  <td className="min-w-32 text-left">
                    <Attainment currency={data.currency} row={row} />
                  </td>
                  <td className="font-medium">
                    <Amount cents={row.submission?.commitCents ?? null} currency={data.currency} />
                  </td>
                  <td className="phone:hidden">
                    <Amount cents={row.submission?.bestCaseCents ?? null} currency={data.currency} />
                  </td>
                  <td className="text-soft phone:hidden">
                    <Amount cents={expected.get(row.period) ?? null} currency={data.currency} />
                  </td>
                  <td>
                    {data.maySubmit && (
                      <Button aria-label={t`Zusage für ${nameOf(row.period)}`} icon="edit" onPress={() => setOpen(row)}>
                        <span className="phone:hidden">
                          {row.submission ? <Trans>Ändern</Trans> : <Trans>Zusagen</Trans>}
                        </span>
                      </Button>
                    )}
                    {!data.maySubmit && row.versions > 0 && (
                      <Plural one="# Fassung" other="# Fassungen" value={row.versions} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && open && (
        <SubmissionDialog
          currency={data.currency}
          key={open.period}
          onClose={() => setOpen(undefined)}
          ownerId={ownerId}
          row={open}
        />
      )}
    </Section>
  );
}

/** How much of the quota is won; the mark is where an even pace would be today. */
function Attainment({ row, currency }: { row: GoalRow; currency: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { quotaCents, wonCents, elapsed } = row;
  if (quotaCents === null || quotaCents === 0)
    return (
      <span className="text-sm text-faint">
        {wonCents > 0 ? t`${format.wholeMoney(wonCents, currency)}, kein Ziel` : t`kein Ziel`}
      </span>
    );
  const share = wonCents / quotaCents;
  return (
    <div>
      <div className="relative h-2 rounded-full bg-hover">
        <div className="h-full rounded-full bg-brass" style={{ width: `${Math.min(1, share) * 100}%` }} />
        {elapsed > 0 && elapsed < 1 && (
          <span
            className="absolute -top-0.5 h-3 w-0.5 bg-ink"
            style={{ left: `${elapsed * 100}%` }}
            title={t`Gleichmäßig verteilt wären heute ${format.percent(elapsed)} erreicht.`}
          />
        )}
      </div>
      <span className="text-sm text-soft">
        <Trans>
          {format.percent(share)} von {format.wholeMoney(quotaCents, currency)}
        </Trans>
      </span>
    </div>
  );
}
