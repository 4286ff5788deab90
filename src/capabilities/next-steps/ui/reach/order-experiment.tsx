import { Trans, useLingui } from '@lingui/react/macro';
import {
  endOrderExperiment,
  getOrderExperiment,
  type OrderExperimentView,
  startOrderExperiment,
} from '#next-steps/contract';
import { Switch } from '#web/components/choices.tsx';
import { FigureTable } from '#web/components/figure-table.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';

type Arms = OrderExperimentView['arms'];
type Difference = NonNullable<OrderExperimentView['reached']>;

/** Does the order of Heute do any good? A tenth in an order of chance tells. */
export function OrderExperiment() {
  const { t } = useLingui();
  const may = useMay();
  const format = useFormat();
  const { data, error, refetch } = useQueryOf(getOrderExperiment);
  const start = useMutationOf(startOrderExperiment);
  const end = useMutationOf(endOrderExperiment);
  const runs = data?.id != null && data.endedAt === null;
  const since = data?.startedAt ? format.dayOf(data.startedAt) : '';
  const until = data?.endedAt ? format.dayOf(data.endedAt) : '';
  return (
    <Section
      hint={
        <Trans>
          Heute ordnet Menschen mit gleichem Grund nach dem, was ein Anruf bringen kann. Ob das hilft, zeigt nur der
          Vergleich: Jeder Zehnte steht dann an zufälliger Stelle, den Tag über immer an derselben. Versprochenes und
          Termine bleiben, wo sie sind.
        </Trans>
      }
      title={t`Hilft die Reihenfolge?`}
    >
      {error && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data && (
        <div className="flex flex-col gap-3">
          <Switch
            checked={runs}
            disabled={!may('owner') || start.isPending || end.isPending}
            {...(!may('owner') && { hint: t`Umschalten kann, wem der Arbeitsbereich gehört.` })}
            label={t`10 % in zufälliger Reihenfolge`}
            onChange={(on) => (on ? start : end).mutate({})}
          />
          {data.startedAt && (
            <p className="text-sm text-soft">
              {runs ? (
                <Trans>Läuft seit dem {since}.</Trans>
              ) : (
                <Trans>
                  Lief vom {since} bis zum {until}.
                </Trans>
              )}{' '}
              <Trans>Es zählen Anrufe, die in Heute begonnen wurden und ein Ergebnis haben.</Trans>
            </p>
          )}
          {data.arms.length > 0 && <ArmsTable arms={data.arms} />}
          {data.arms.length > 0 && <Result experiment={data} />}
        </div>
      )}
    </Section>
  );
}

function ArmsTable({ arms }: { arms: Arms }) {
  const { t } = useLingui();
  const format = useFormat();
  const names = { expected: t`nach Wert`, random: t`zufällig` };
  const words = ({ hits, rate, low, high, tries }: Arms[number]['reached']) =>
    tries === 0
      ? '–'
      : `${format.number(hits)} · ${format.percent(rate)} (${format.percent(low)}–${format.percent(high)})`;
  return (
    <FigureTable
      columns={[
        { head: t`Reihenfolge`, cell: ({ arm }) => names[arm] },
        { head: t`Anrufe`, cell: ({ reached }) => format.number(reached.tries) },
        { head: t`Erreicht (95 %)`, cell: ({ reached }) => words(reached) },
        { head: t`Danach gekauft (95 %)`, cell: ({ won }) => words(won) },
      ]}
      keyOf={({ arm }) => arm}
      rows={arms}
    />
  );
}

function Result({ experiment: { arms, reached, won } }: { experiment: OrderExperimentView }) {
  const { t } = useLingui();
  if (!reached || !won) {
    return (
      <p className="text-soft">
        <Trans>Ein Unterschied lässt sich erst sagen, wenn aus beiden Reihenfolgen angerufen wurde.</Trans>
      </p>
    );
  }
  const least = Math.min(...arms.map((arm) => arm.reached.tries));
  return (
    <ul className="flex flex-col gap-1">
      <li>
        <DifferenceWords difference={reached} least={least} what={t`Erreicht`} />
      </li>
      <li>
        <DifferenceWords difference={won} least={least} what={t`Danach gekauft`} />
      </li>
    </ul>
  );
}

function DifferenceWords({ what, difference, least }: { what: string; difference: Difference; least: number }) {
  const format = useFormat();
  const points = (share: number) => `${share > 0 ? '+' : ''}${format.number(share * 100)}`;
  const [by, low, high] = [difference.difference, difference.low, difference.high].map(points);
  const needed = difference.needed === null ? null : format.number(difference.needed);
  return (
    <>
      <span className="font-medium">{what}:</span>{' '}
      {difference.shown ? (
        <Trans>
          nach Wert {by} Prozentpunkte gegenüber der zufälligen Reihenfolge (95 %: {low} bis {high}).
        </Trans>
      ) : (
        <Trans>
          noch kein Unterschied nachweisbar ({by} Prozentpunkte, 95 %: {low} bis {high}).
        </Trans>
      )}{' '}
      {needed !== null && (
        <span className="text-soft">
          <Trans>
            Bliebe er so, bräuchte es etwa {needed} Anrufe in der kleineren Gruppe; bisher sind es{' '}
            {format.number(least)}.
          </Trans>
        </span>
      )}
    </>
  );
}
