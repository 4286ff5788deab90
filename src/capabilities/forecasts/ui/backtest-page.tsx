import { Trans, useLingui } from '@lingui/react/macro';
import { type BacktestView, getBacktest } from '#forecasts/contract';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { FigureTable } from '#web/components/figure-table.tsx';
import { Link } from '#web/components/link.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { inUnits, saveTable } from '#web/save-file.ts';
import { BacktestChart } from './backtest-chart.tsx';
import { Amount, Range } from './outlook-table.tsx';
import { OwnerSelect, useChosenOwner } from './owner-select.tsx';
import { usePeriodName } from './period-words.ts';

/** How often the range held, and who was closer: what was said on the first day of each period, beside what came. */
export function BacktestPage() {
  const { t } = useLingui();
  const go = useGo();
  const nameOf = usePeriodName();
  const [search, change] = useUrlSearch();
  const ownerId = useChosenOwner();
  const kind = search['je'] === 'quarter' ? 'quarter' : 'month';
  const { data, error, refetch } = useQueryOf(
    getBacktest,
    { query: { kind, ...(ownerId && { ownerId }) } },
    { keepPrevious: true },
  );
  const isEmpty = data?.rows.every(({ predictedCents }) => predictedCents === null);

  const save = (view: BacktestView) =>
    saveTable(t`Prognose im Rückblick.csv`, [
      [t`Zeitraum`, t`Währung`, t`Vorhergesagt`, t`80 % von`, t`80 % bis`, t`Gewichtet`, t`Zusage`, t`Gekommen`],
      ...view.rows.map(({ period, predictedCents, ranges, weightedCents, commitCents, cameCents }) => [
        nameOf(period),
        view.currency,
        ...[predictedCents, ranges?.lo80 ?? null, ranges?.hi80 ?? null, weightedCents, commitCents, cameCents].map(
          inUnits,
        ),
      ]),
    ]);

  return (
    <Page
      actions={
        data &&
        !isEmpty && (
          <Button icon="export" onPress={() => save(data)}>
            <Trans>CSV</Trans>
          </Button>
        )
      }
      title={t`Prognose im Rückblick`}
    >
      <div className="flex max-w-5xl flex-wrap gap-3 pb-4">
        <div className="w-52 phone:w-full">
          <Select
            label={t`Je`}
            onChange={(je) => change({ je: je === 'month' ? undefined : je }, { keep: true })}
            options={[
              { value: 'month', label: t`Monat` },
              { value: 'quarter', label: t`Quartal` },
            ]}
            value={kind}
          />
        </div>
        <OwnerSelect />
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {isEmpty && (
        <EmptyState
          action={
            <Button kind="primary" onPress={() => go(pathTo.forecast())}>
              <Trans>Zur Prognose</Trans>
            </Button>
          }
          icon="forecast"
        >
          <Trans>
            Hier steht nach jedem Monat, was vorhergesagt war und was kam. Dafür muss ein ganzer Monat mit Abschlüssen
            vergangen und die Prognose einmal gerechnet sein.
          </Trans>
        </EmptyState>
      )}
      {data && !isEmpty && (
        <div className="flex max-w-5xl flex-col gap-2">
          <Section
            hint={
              <Trans>
                Vorhergesagt ist, was am ersten Tag des Zeitraums aus dem damals Bekannten zu rechnen war; was später
                geschah, kannte diese Rechnung nicht. <Link to={pathTo.forecast()}>Zur Prognose</Link>
              </Trans>
            }
            title={t`Vorhergesagt und gekommen`}
          >
            <Held view={data} />
            <BacktestChart view={data} />
            <BacktestTable view={data} />
          </Section>
        </div>
      )}
    </Page>
  );
}

function Held({ view: { held, errors } }: { view: BacktestView }) {
  const format = useFormat();
  const { of, in50, in80, in95 } = held;
  const { model, weighted, commit } = errors;
  return (
    <div className="flex flex-col gap-1 pb-2">
      {of === 0 ? (
        <p className="text-soft">
          <Trans>Noch hatte keine dieser Prognosen eine Spanne: Davor lag zu wenig Vergangenheit.</Trans>
        </p>
      ) : (
        <p>
          <Trans>
            Die Spanne für 80 von 100 Fällen hielt in{' '}
            <strong>
              {in80} von {of}
            </strong>{' '}
            Zeiträumen, die für 50 in {in50}, die für 95 in {in95}.
          </Trans>
        </p>
      )}
      <p className="text-soft">
        {model !== null && <Trans>Im Mittel daneben: das Modell {format.percent(model)}</Trans>}
        {weighted !== null && (
          <>
            , <Trans>die gewichtete Summe {format.percent(weighted)}</Trans>
          </>
        )}
        {commit !== null && (
          <>
            , <Trans>die Zusagen {format.percent(commit)}</Trans>
          </>
        )}
        {model !== null && (
          <>
            {' '}
            <Trans>dessen, was kam.</Trans>
          </>
        )}
      </p>
    </div>
  );
}

function BacktestTable({ view: { rows, currency } }: { view: BacktestView }) {
  const { t } = useLingui();
  const nameOf = usePeriodName();
  const amount = (cents: number | null) => <Amount cents={cents} currency={currency} />;
  return (
    <FigureTable
      columns={[
        { head: t`Zeitraum`, cell: ({ period }) => nameOf(period) },
        { head: t`Vorhergesagt`, cell: ({ predictedCents }) => amount(predictedCents) },
        {
          head: t`in 80 von 100 Fällen`,
          cell: ({ ranges }) => <Range currency={currency} ranges={ranges} />,
          wide: true,
        },
        { head: t`Gekommen`, cell: ({ cameCents }) => amount(cameCents), look: 'font-medium' },
        { head: t`Spanne`, cell: ({ held80 }) => <Verdict held={held80} /> },
        { head: t`Gewichtet`, cell: ({ weightedCents }) => amount(weightedCents), wide: true, look: 'text-soft' },
        { head: t`Zusage`, cell: ({ commitCents }) => amount(commitCents), wide: true, look: 'text-soft' },
      ]}
      keyOf={({ period }) => period}
      rows={rows}
    />
  );
}

function Verdict({ held }: { held: boolean | null }) {
  const { t } = useLingui();
  if (held === null) return <span className="text-faint">–</span>;
  return (
    <Standing bare kind={held ? 'allowed' : 'careful'}>
      {held ? t`gehalten` : t`verfehlt`}
    </Standing>
  );
}
