import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { computeOutlook, getOutlook, type OutlookView, type Ranges } from '#forecasts/contract';
import { useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { inUnits, saveTable } from '#web/save-file.ts';
import { FanChart } from './fan-chart.tsx';
import { OutlookTable } from './outlook-table.tsx';
import { usePeriodName } from './period-words.ts';
import { PeriodDeals } from './period-deals.tsx';

type Snapshot = NonNullable<OutlookView['snapshot']>;

const rangeNames = ['lo50', 'hi50', 'lo80', 'hi80', 'lo95', 'hi95'] as const;

const rangesOf = (ranges: Ranges | null) => rangeNames.map((name) => ranges?.[name] ?? null);

/** While it is computed, so often it is looked whether it is there. */
const lookMs = 2_000;

/** What the coming months bring, by what became of all deals so far. */
export function OutlookSection({ ownerId }: { ownerId: string | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const nameOf = usePeriodName();
  const nameOfRange = (name: string) => (name.startsWith('lo') ? t`${name.slice(2)} % von` : t`${name.slice(2)} % bis`);
  const [search, change] = useUrlSearch();
  const [askedAt, setAskedAt] = useState<string>();
  const query = { ...(ownerId && { ownerId }) };
  const computed = (view: OutlookView | undefined) =>
    askedAt === undefined || (view?.snapshot?.computedAt ?? '') >= askedAt;
  const { data, error, refetch } = useQueryOf(
    getOutlook,
    { query },
    { keepPrevious: true, refetchMs: askedAt === undefined ? false : lookMs },
  );
  const compute = useMutationOf(computeOutlook, { done: (answer) => setAskedAt(answer.askedAt) });
  if (askedAt !== undefined && data && computed(data)) setAskedAt(undefined);
  const isComputing = compute.isPending || !computed(data);
  const snapshot = data?.snapshot;
  const period = snapshot?.periods.find((one) => one.period === search['zeitraum'])?.period;

  const save = ({ takenOn, periods, fan }: Snapshot) =>
    saveTable(t`Was kommt ${takenOn}.csv`, [
      [t`Zeitraum`, t`Gewonnen`, t`+ aus offenen`, t`+ aus neuen`, t`Erwartet`, ...rangeNames.map(nameOfRange)],
      ...periods.map(({ period, wonCents, openCents, newCents, expectedCents, ranges }) => [
        nameOf(period),
        ...[wonCents, openCents, newCents, expectedCents, ...rangesOf(ranges)].map(inUnits),
      ]),
      ...fan.map(({ day, cents, ranges }) => [
        t`bis ${format.day(day)}`,
        ...[null, null, null, cents, ...rangesOf(ranges)].map(inUnits),
      ]),
    ]);

  return (
    <Section
      actions={
        <>
          {snapshot && (
            <Button icon="export" onPress={() => save(snapshot)}>
              <Trans>CSV</Trans>
            </Button>
          )}
          <Button icon="forecast" onPress={() => compute.mutate({})} pending={isComputing}>
            {isComputing ? <Trans>Wird gerechnet …</Trans> : <Trans>Neu rechnen</Trans>}
          </Button>
        </>
      }
      hint={
        snapshot && (
          <Trans>
            Gelernt aus allem, was aus Abschlüssen bisher geworden ist: Alter, Stufe, geplanter Tag. Die Spanne ist, was
            dieselbe Prognose in früheren Wochen verfehlt hätte. Gerechnet <RelativeTime at={snapshot.computedAt} />,
            jede Nacht neu. <Link to={pathTo.forecastReview()}>Wie gut war sie bisher?</Link>
          </Trans>
        )
      }
      title={t`Was kommt`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && !snapshot && (
        <EmptyState
          action={
            <Button kind="primary" onPress={() => compute.mutate({})} pending={isComputing}>
              <Trans>Jetzt rechnen</Trans>
            </Button>
          }
          icon="forecast"
        >
          {ownerId ? (
            <Trans>Für diese Person ist noch nichts gerechnet: Sie hat noch keinen Abschluss.</Trans>
          ) : (
            <Trans>
              Hier steht, was die nächsten Monate bringen, mit einer Spanne. Gerechnet wird jede Nacht, oder jetzt
              gleich.
            </Trans>
          )}
        </EmptyState>
      )}
      {data && snapshot && (
        <>
          <Missing snapshot={snapshot} />
          <FanChart currency={data.currency} fan={snapshot.fan} takenOn={snapshot.takenOn} />
          <OutlookTable
            chosen={period}
            currency={data.currency}
            onChoose={(next) => change({ zeitraum: next === period ? undefined : next }, { keep: true })}
            periods={snapshot.periods}
          />
          {period && <PeriodDeals currency={data.currency} ownerId={ownerId} period={period} />}
        </>
      )}
    </Section>
  );
}

/** As long as there is too little history, it is said what is missing. */
function Missing({ snapshot }: { snapshot: Snapshot }) {
  const [month] = snapshot.periods;
  const missing = month?.missing;
  if (!missing) return null;
  return (
    <Note>
      {month.openCents === null ? (
        <Trans>Noch ist kein Abschluss gewonnen: Daraus lässt sich nicht sagen, was die offenen bringen.</Trans>
      ) : (
        <Trans>Noch ohne Spanne: Dafür braucht die Prognose mehr Vergangenheit, an der sie sich messen kann.</Trans>
      )}{' '}
      {missing.wins > 0 && (
        <>
          <Plural
            one="Es fehlt noch # gewonnener Abschluss"
            other="Es fehlen noch # gewonnene Abschlüsse"
            value={missing.wins}
          />
          {', '}
          <Plural one="danach etwa # Woche." other="danach etwa # Wochen." value={missing.weeks} />
        </>
      )}
      {missing.wins === 0 && (
        <Plural one="Es fehlt noch etwa # Woche." other="Es fehlen noch etwa # Wochen." value={missing.weeks} />
      )}
    </Note>
  );
}
