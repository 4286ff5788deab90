import { Trans, useLingui } from '@lingui/react/macro';
import { ChangeKind, forecastChanges, listSnapshots, reachDays } from '#forecasts/contract';
import { useUrlSearch } from '#web/address.ts';
import { Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { ChangeBridge } from './change-bridge.tsx';
import { ChangeList } from './change-list.tsx';
import { ThenAndNow } from './then-and-now.tsx';

type Share = { pipelineId?: string; ownerId?: string };
const everything = 'all';

/** From the forecast as it was frozen on a day to the one of now: by kind, and deal by deal. */
export function ForecastChanges({ share, today, months }: { share: Share; today: string; months: readonly string[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const [search, change] = useUrlSearch();
  const kept = useQueryOf(listSnapshots, { query: share.ownerId ? { ownerId: share.ownerId } : {} });
  const days = kept.data?.items.map(({ takenOn }) => takenOn) ?? [];
  const [lastWeek, lastMonth] = [daysBefore(today, 7), monthBefore(today)];
  const since = isDay(search['seit']) && search['seit'] >= daysBefore(today, reachDays) ? search['seit'] : lastWeek;
  const month = months.find((one) => one === search['fuer']);
  const kind = ChangeKind.options.find((one) => one === search['art']);
  const query = {
    ...share,
    since,
    from: days.includes(since) ? ('snapshot' as const) : ('morning' as const),
    ...(month && { month }),
    ...(kind && { kind }),
  };
  const { data, error, refetch } = useQueryOf(forecastChanges, kept.isPending ? null : { query }, {
    keepPrevious: true,
  });

  return (
    <Section
      hint={
        <Trans>
          Jede Nacht wird die Prognose aufgehoben, wie sie war. Hier steht, was seit einem dieser Stände geschehen ist;
          die Schritte ergeben zusammen genau den Unterschied der gewichteten Summe.
        </Trans>
      }
      title={t`Was sich geändert hat`}
    >
      <div className="flex flex-wrap gap-3 pt-1 pb-3">
        <div className="w-72 phone:w-full">
          <Select
            label={t`Seit dem Stand`}
            onChange={(day) => change({ seit: day === lastWeek ? undefined : day, art: undefined }, { keep: true })}
            options={[
              { value: lastWeek, label: t`vor einer Woche, ${format.day(lastWeek)}` },
              { value: lastMonth, label: t`vor einem Monat, ${format.day(lastMonth)}` },
              ...[...new Set([...days, since])]
                .filter((day) => day !== lastWeek && day !== lastMonth)
                .map((day) => ({ value: day, label: format.day(day), hint: format.weekday(day) })),
            ]}
            value={since}
          />
        </div>
        <div className="w-52 phone:w-full">
          <Select
            label={t`Für`}
            onChange={(one) => change({ fuer: one === everything ? undefined : one, art: undefined }, { keep: true })}
            options={[
              { value: everything, label: t`alles zusammen` },
              ...months.map((one) => ({ value: one, label: format.month(one) })),
            ]}
            value={month ?? everything}
          />
        </div>
      </div>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && (
        <div className="flex flex-col gap-4">
          <ChangeBridge
            changes={data}
            chosen={kind}
            onChoose={(one) => change({ art: one === kind ? undefined : one }, { keep: true })}
          />
          {data.snapshot && data.snapshot.periods.length > 0 && (
            <ThenAndNow currency={data.currency} ownerId={share.ownerId} snapshot={data.snapshot} />
          )}
          <ChangeList changes={data} kind={kind} onAll={() => change({ art: undefined }, { keep: true })} />
        </div>
      )}
    </Section>
  );
}

const isDay = (text: string | undefined): text is string => /^20\d\d-\d\d-\d\d$/.test(text ?? '');

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of the month before, or its last one. */
function monthBefore(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 2, Math.min(date, last))).toISOString().slice(0, 10);
}
