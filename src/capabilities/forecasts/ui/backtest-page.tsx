import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { type BacktestView, getBacktest } from '#forecasts/contract';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { saveFile } from '#web/save-file.ts';
import { BacktestChart } from './backtest-chart.tsx';
import { tableFile } from './forecast-file.ts';
import { Amount, Range } from './outlook-table.tsx';
import { usePeriodName } from './period-words.ts';

const everything = 'all';

/** How often the range held, and who was closer: what was said on the first day of each period, beside what came. */
export function BacktestPage() {
  const { t } = useLingui();
  const go = useGo();
  const people = usePeople();
  const nameOf = usePeriodName();
  const [search, change] = useUrlSearch();
  const ownerId = people.active.find(({ id }) => id === search['ownerId'])?.id;
  const kind = search['je'] === 'quarter' ? 'quarter' : 'month';
  const { data, error, refetch } = useQueryOf(
    getBacktest,
    { query: { kind, ...(ownerId && { ownerId }) } },
    { keepPrevious: true },
  );
  const isEmpty = data?.rows.every(({ predictedCents }) => predictedCents === null);

  const save = (view: BacktestView) =>
    saveFile(
      t`Prognose im Rückblick.csv`,
      tableFile([
        [t`Zeitraum`, t`Währung`, t`Vorhergesagt`, t`80 % von`, t`80 % bis`, t`Gewichtet`, t`Zusage`, t`Gekommen`],
        ...view.rows.map((row) => [
          nameOf(row.period),
          view.currency,
          row.predictedCents,
          row.ranges?.lo80 ?? null,
          row.ranges?.hi80 ?? null,
          row.weightedCents,
          row.commitCents,
          row.cameCents,
        ]),
      ]),
    );

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
        <div className="w-52 phone:w-full">
          <Select
            label={t`Zuständig`}
            onChange={(id) => change({ ownerId: id === everything ? undefined : id }, { keep: true })}
            options={[
              { value: everything, label: t`Alle` },
              ...people.active.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={ownerId ?? everything}
          />
        </div>
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
  const nameOf = usePeriodName();
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-right tabular-nums">
        <thead className="text-sm text-faint">
          <tr className="border-b border-line [&>th]:px-2 phone:[&>th]:px-1 [&>th]:py-1.5 [&>th]:font-medium">
            <th className="text-left" scope="col">
              <Trans>Zeitraum</Trans>
            </th>
            <th scope="col">
              <Trans>Vorhergesagt</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>in 80 von 100 Fällen</Trans>
            </th>
            <th scope="col">
              <Trans>Gekommen</Trans>
            </th>
            <th scope="col">
              <Trans>Spanne</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>Gewichtet</Trans>
            </th>
            <th className="phone:hidden" scope="col">
              <Trans>Zusage</Trans>
            </th>
          </tr>
        </thead>
        <tbody className="[&_td]:px-2 phone:[&_td]:px-1 [&_td]:py-1.5 [&_th]:px-2 phone:[&_th]:px-1 [&_th]:py-1.5 [&_tr]:border-b [&_tr]:border-line">
          {rows.map((row) => (
            <tr key={row.period}>
              <th className="text-left font-normal" scope="row">
                {nameOf(row.period)}
              </th>
              <td>
                <Amount cents={row.predictedCents} currency={currency} />
              </td>
              <td className="phone:hidden">
                <Range currency={currency} ranges={row.ranges} />
              </td>
              <td className="font-medium">
                <Amount cents={row.cameCents} currency={currency} />
              </td>
              <td>
                <Verdict held={row.held80} />
              </td>
              <td className="text-soft phone:hidden">
                <Amount cents={row.weightedCents} currency={currency} />
              </td>
              <td className="text-soft phone:hidden">
                <Amount cents={row.commitCents} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
