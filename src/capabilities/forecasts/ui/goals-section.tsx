import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getGoals, getOutlook, type GoalRow } from '#forecasts/contract';
import { Button } from '#web/components/button.tsx';
import { FigureTable } from '#web/components/figure-table.tsx';
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
  const amount = (cents: number | null | undefined) => <Amount cents={cents ?? null} currency={data?.currency ?? ''} />;
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
        <FigureTable
          columns={[
            { head: t`Zeitraum`, cell: ({ period }) => nameOf(period) },
            {
              head: t`Ziel erreicht`,
              cell: (row) => <Attainment currency={data.currency} row={row} />,
              left: true,
              look: 'min-w-32',
            },
            { head: t`Zusage`, cell: ({ submission }) => amount(submission?.commitCents), look: 'font-medium' },
            { head: t`Bester Fall`, cell: ({ submission }) => amount(submission?.bestCaseCents), wide: true },
            { head: t`Modell`, cell: ({ period }) => amount(expected.get(period)), wide: true, look: 'text-soft' },
            {
              head: <span className="sr-only">{t`Eintragen`}</span>,
              cell: (row) =>
                data.maySubmit ? (
                  <Button aria-label={t`Zusage für ${nameOf(row.period)}`} icon="edit" onPress={() => setOpen(row)}>
                    <span className="phone:hidden">
                      {row.submission ? <Trans>Ändern</Trans> : <Trans>Zusagen</Trans>}
                    </span>
                  </Button>
                ) : (
                  row.versions > 0 && <Plural one="# Fassung" other="# Fassungen" value={row.versions} />
                ),
            },
          ]}
          keyOf={({ period }) => period}
          rows={data.rows}
        />
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
