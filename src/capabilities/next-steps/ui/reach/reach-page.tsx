import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { getReach, type ReachGroup, type ReachView } from '#next-steps/contract';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { FigureTable } from '#web/components/figure-table.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { saveTable } from '#web/save-file.ts';
import { HeatMap } from './heat-map.tsx';
import { OrderExperiment } from './order-experiment.tsx';
import { useWeekdays, useWindowWords } from './window-words.ts';

/** When people answer, whom of us, and whether the order of Heute does any good. */
export function ReachPage() {
  const { t } = useLingui();
  const go = useGo();
  const [search, change] = useUrlSearch();
  const names = useGroupNames();
  const weekdays = useWeekdays();
  const { data, error, refetch } = useQueryOf(getReach);
  const group = data?.groups.find((one) => one.group === search['wer']) ?? data?.groups[0];
  const save = (view: ReachView) =>
    saveTable(t`Erreichbarkeit ${view.to ?? ''}.csv`, [
      [t`Wer`, t`Tag`, t`Stunde`, t`Anrufe`, t`Erreicht`, t`Quote`, t`von`, t`bis`],
      ...view.groups.flatMap(({ group: whose, cells }) =>
        cells.map(({ weekday, hour, tries, answered, rate, low, high }) => [
          names[whose],
          weekdays[weekday - 1] ?? '',
          hour,
          tries,
          answered,
          ...[rate, low, high].map(thousandth),
        ]),
      ),
    ]);
  return (
    <Page
      actions={
        data &&
        group && (
          <Button icon="export" onPress={() => save(data)}>
            <Trans>CSV</Trans>
          </Button>
        )
      }
      title={t`Erreichbarkeit`}
    >
      {error && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && !group && <TooFew onCall={() => go(pathTo.today())} view={data} />}
      {data && group && (
        <div className="flex max-w-4xl flex-col gap-2">
          <Section hint={<Basis group={group} view={data} />} title={t`Wann jemand rangeht`}>
            {data.groups.length > 1 && (
              <div className="w-52 pb-3 phone:w-full">
                <Select
                  label={t`Wer`}
                  onChange={(wer) => change({ wer }, { keep: true })}
                  options={data.groups.map((one) => ({ value: one.group, label: names[one.group] }))}
                  value={group.group}
                />
              </div>
            )}
            <HeatMap group={group} />
          </Section>
          <BestTimes groups={data.groups} />
          {data.users.length > 0 && <Users users={data.users} />}
          <OrderExperiment />
        </div>
      )}
    </Page>
  );
}

const thousandth = (share: number): number => Math.round(share * 1_000) / 1_000;

function useGroupNames(): Record<ReachGroup['group'], string> {
  const { t } = useLingui();
  return { team: t`Alle Anrufe`, private: t`Privat`, business: t`Geschäftlich` };
}

function TooFew({ view, onCall }: { view: ReachView; onCall: () => void }) {
  const format = useFormat();
  return (
    <div className="flex max-w-4xl flex-col gap-2">
      <EmptyState
        action={
          <Button kind="primary" onPress={onCall}>
            <Trans>Zu Heute</Trans>
          </Button>
        }
        icon="clock"
      >
        <Trans>
          Hier steht, wann Ihre Kunden ans Telefon gehen. Klinke lernt es aus den Ergebnissen Ihrer Anrufe; ab{' '}
          {view.enough} lässt sich etwas sagen, bisher sind es {format.number(view.calls)}.
        </Trans>
      </EmptyState>
      <OrderExperiment />
    </div>
  );
}

function Basis({ view, group }: { view: ReachView; group: ReachGroup }) {
  const format = useFormat();
  const [tries, answered] = [format.number(group.tries), format.number(group.answered)];
  const [from, share] = [view.from ? format.day(view.from) : '', format.percent(group.overall)];
  return (
    <Trans>
      {tries} Anrufe seit dem {from}, {answered} erreicht ({share}). Wo wenige Anrufe sind, zählt mit, was für die
      Stunde und den Tag sonst gilt. Feiertage sind ausgelassen.
    </Trans>
  );
}

function BestTimes({ groups }: { groups: readonly ReachGroup[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useWindowWords();
  const names = useGroupNames();
  return (
    <Section title={t`Beste Zeiten`}>
      <ul>
        {groups.map(({ group, best, overall }) => {
          const share = best && format.percent(best.chance);
          const [low, high] = [format.percent(best?.low ?? 0), format.percent(best?.high ?? 0)];
          const usual = format.percent(overall);
          return (
            <li className="flex flex-wrap gap-x-3 border-t border-line py-1.5 first:border-t-0" key={group}>
              <span className="w-32 font-medium">{names[group]}</span>
              {best ? (
                <span>
                  <span className="font-medium">{words(best.window)}</span>{' '}
                  <span className="text-soft">
                    <Trans>
                      {share} erreicht (80 %: {low} bis {high}), sonst {usual}; {format.number(best.calls)} Anrufe
                    </Trans>
                  </span>
                </span>
              ) : (
                <span className="text-soft">
                  <Trans>keine Zeit ist erkennbar besser als der Schnitt ({usual})</Trans>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Users({ users }: { users: ReachView['users'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const words = useWindowWords();
  return (
    <Section
      hint={<Trans>Wer wen anruft, ist nicht ausgelost: Ein Unterschied kann auch an der Liste liegen.</Trans>}
      title={t`Wer erreicht`}
    >
      <FigureTable
        columns={[
          { head: t`Name`, cell: ({ userId }) => people.nameOf(userId) },
          { head: t`Anrufe`, cell: ({ tries }) => format.number(tries) },
          { head: t`Erreicht`, cell: ({ rate }) => format.percent(rate) },
          {
            head: t`80 %`,
            cell: ({ low, high }) => `${format.percent(low)}–${format.percent(high)}`,
            wide: true,
            look: 'text-soft',
          },
          {
            head: t`Beste Zeit`,
            cell: ({ best }) => (best ? words(best.window) : <span className="text-faint">–</span>),
          },
        ]}
        keyOf={({ userId }) => userId}
        rows={users}
      />
    </Section>
  );
}
