import { Trans, useLingui } from '@lingui/react/macro';
import { listPipelines } from '#deals/contract';
import { type ForecastView, getForecast } from '#forecasts/contract';
import { useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useGo } from '#web/address.ts';
import { pathTo } from '#web/paths.ts';
import { inUnits, saveTable } from '#web/save-file.ts';
import { ForecastChanges } from './forecast-changes.tsx';
import { ForecastTable } from './forecast-table.tsx';
import { GoalsSection } from './goals-section.tsx';
import { MonthBars } from './month-bars.tsx';
import { OutlookSection } from './outlook-section.tsx';
import { OwnerSelect, useChosenOwner } from './owner-select.tsx';

const everything = 'all';
const nothingWon = { wonDeals: 0, wonCents: 0 };

/** What the pipeline holds, month by month, and why the number is another than it was. */
export function ForecastPage() {
  const { t } = useLingui();
  const go = useGo();
  const format = useFormat();
  const [search, change] = useUrlSearch();
  const pipelines = useQueryOf(listPipelines, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  const pipelineId = pipelines.find(({ id }) => id === search['pipelineId'])?.id;
  const ownerId = useChosenOwner();
  const share = { ...(pipelineId && { pipelineId }), ...(ownerId && { ownerId }) };
  const { data, error, refetch } = useQueryOf(getForecast, { query: share }, { keepPrevious: true });
  const isEmpty = data && data.total.deals === 0 && data.total.wonDeals === 0 && data.otherCurrencies.length === 0;

  const save = (forecast: ForecastView) =>
    saveTable(t`Prognose ${forecast.today}.csv`, [
      [t`Monat`, t`Währung`, t`Offen`, t`Wert`, t`Gewichtet`, t`Anzahl gewonnen`, t`Gewonnen`, t`Zusammen`],
      ...[
        ...forecast.months.map((row) => ({ name: format.month(row.month), ...row })),
        { name: t`später`, ...nothingWon, ...forecast.later },
        { name: t`Datum verstrichen`, ...nothingWon, ...forecast.overdue },
        { name: t`ohne Datum`, ...nothingWon, ...forecast.undated },
        { name: t`Summe`, ...forecast.total },
      ].map(({ name, deals, valueCents, weightedCents, wonDeals, wonCents }) => [
        name,
        forecast.currency,
        deals,
        inUnits(valueCents),
        inUnits(weightedCents),
        wonDeals,
        inUnits(wonCents),
        inUnits(wonCents + weightedCents),
      ]),
    ]);

  return (
    <Page title={t`Prognose`}>
      <div className="flex max-w-5xl flex-wrap gap-3 pb-4">
        {pipelines.length > 1 && (
          <div className="w-52 phone:w-full">
            <Select
              label={t`Pipeline`}
              onChange={(id) => change({ pipelineId: id === everything ? undefined : id }, { keep: true })}
              options={[
                { value: everything, label: t`Alle` },
                ...pipelines.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={pipelineId ?? everything}
            />
          </div>
        )}
        <OwnerSelect />
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {isEmpty && (
        <EmptyState
          action={
            <Button kind="primary" onPress={() => go(pathTo.deals())}>
              <Trans>Zu den Abschlüssen</Trans>
            </Button>
          }
          icon="forecast"
        >
          <Trans>Sobald Abschlüsse offen sind, steht hier, was sie Monat für Monat bringen könnten.</Trans>
        </EmptyState>
      )}
      {data && !isEmpty && (
        <div className="flex max-w-5xl flex-col gap-2">
          {pipelineId === undefined ? (
            <>
              <OutlookSection ownerId={ownerId} />
              <GoalsSection ownerId={ownerId} />
            </>
          ) : (
            <Note>
              <Trans>Was kommt, ist für alle Pipelines zusammen gerechnet; unten steht, was in dieser liegt.</Trans>
            </Note>
          )}
          <Section
            actions={
              <Button icon="export" onPress={() => save(data)}>
                <Trans>CSV</Trans>
              </Button>
            }
            hint={
              <Trans>
                Jeder offene Abschluss zählt mit der Chance seiner Stufe, Gewonnenes ganz. Das sagt, was in der Pipeline
                liegt; es ist keine Vorhersage.
              </Trans>
            }
            title={t`Was in der Pipeline liegt`}
          >
            <MonthBars months={data.months} />
            <ForecastTable forecast={data} share={share} />
            {data.otherCurrencies.length > 0 && (
              <div className="pt-3">
                <Note>
                  <Trans>
                    Nicht enthalten, weil in anderer Währung:{' '}
                    {data.otherCurrencies.map(({ currency, deals }) => `${deals} × ${currency}`).join(', ')}
                  </Trans>
                </Note>
              </div>
            )}
          </Section>
          <ForecastChanges months={data.months.map(({ month }) => month)} share={share} today={data.today} />
        </div>
      )}
    </Page>
  );
}
