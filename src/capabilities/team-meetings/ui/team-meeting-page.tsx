import { Trans, useLingui } from '@lingui/react/macro';
import {
  endTeamMeeting,
  getTeamMeeting,
  type PointView,
  reopenTeamMeeting,
  type TeamMeetingView,
} from '#team-meetings/contract';
import { useParam, useUrlSearch } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState, MissingNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { AddPoint } from './add-point.tsx';
import { ForecastLine } from './forecast-line.tsx';
import { Minutes } from './minutes.tsx';
import { PointDesk } from './point-desk.tsx';
import { EarlierTasks } from './task-list.tsx';
import { LeftOut } from './team-meetings-page.tsx';

/** One team meeting: the lead goes through its points; once it has ended, these are its minutes. */
export function TeamMeetingPage() {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const teamMeetingId = useParam('teamMeetingId');
  const { data, error, refetch } = useQueryOf(getTeamMeeting, { params: { teamMeetingId } });
  const reopen = useMutationOf(reopenTeamMeeting);
  const end = useMutationOf(endTeamMeeting, {
    done: () =>
      toast({
        message: t`Runde beendet`,
        undo: () => reopen.mutate({ params: { teamMeetingId }, body: {} }),
      }),
  });
  const title = data ? t`Teamrunde vom ${format.dayOf(data.begunAt)}` : t`Teamrunde`;
  if (error)
    return (
      <Page title={title}>
        <MissingNote
          error={error}
          onRetry={() => void refetch()}
          way={<Link to={pathTo.teamMeetings()}>{t`Zu den Teamrunden`}</Link>}
        />
      </Page>
    );
  return (
    <Page
      actions={
        data &&
        may('manage') &&
        (data.endedAt === null ? (
          <Button
            icon="check"
            kind="primary"
            onPress={() => end.mutate({ params: { teamMeetingId }, body: {} })}
            pending={end.isPending}
          >{t`Runde beenden`}</Button>
        ) : (
          <Button
            icon="play"
            onPress={() => reopen.mutate({ params: { teamMeetingId }, body: {} })}
            pending={reopen.isPending}
          >{t`Fortsetzen`}</Button>
        ))
      }
      title={title}
    >
      {!data && <Skeleton lines={8} />}
      {data && (data.endedAt === null && may('manage') ? <Walk meeting={data} /> : <Minutes meeting={data} />)}
    </Page>
  );
}

function Walk({ meeting }: { meeting: TeamMeetingView }) {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const { points, forecast, leftOut, earlierTasks } = meeting;
  const chosen = points.findIndex(({ id }) => id === search['punkt']);
  const at =
    chosen >= 0
      ? chosen
      : Math.max(
          0,
          points.findIndex(({ discussedAt }) => discussedAt === null),
        );
  const point = points[at];
  const goTo = (index: number) => points[index] && change({ punkt: points[index].id });
  useKeys([
    { keys: 'j', label: t`Nächster Punkt`, run: () => goTo(at + 1) },
    { keys: 'k', label: t`Voriger Punkt`, run: () => goTo(at - 1) },
  ]);
  return (
    <>
      <EarlierTasks tasks={earlierTasks} />
      {forecast && <ForecastLine forecast={forecast} />}
      <div className="grid grid-cols-[minmax(14rem,22rem)_minmax(0,1fr)] items-start gap-6 border-t border-line pt-4 phone:grid-cols-1">
        <div className="phone:order-2">
          <h2 className="pb-1 font-semibold">{t`Tagesordnung`}</h2>
          <ol className="divide-y divide-line">
            {points.map((one, index) => (
              <li key={one.id}>
                <PointButton current={index === at} onPress={() => goTo(index)} point={one} />
              </li>
            ))}
          </ol>
          <LeftOut count={leftOut} />
          <div className="pt-3">
            <AddPoint onAdded={(id) => change({ punkt: id })} teamMeetingId={meeting.id} />
          </div>
        </div>
        {point ? (
          <section aria-labelledby="point-title" className="flex min-w-0 flex-col gap-4">
            <div className="flex items-center justify-between gap-2">
              <p className="text-sm text-faint tabular-nums">
                <Trans>
                  Punkt {at + 1} von {points.length}
                </Trans>
              </p>
              <span className="flex">
                <IconButton
                  disabled={at === 0}
                  icon="chevron-left"
                  keys="k"
                  label={t`Voriger Punkt`}
                  onPress={() => goTo(at - 1)}
                />
                <IconButton
                  disabled={at === points.length - 1}
                  icon="chevron-right"
                  keys="j"
                  label={t`Nächster Punkt`}
                  onPress={() => goTo(at + 1)}
                />
              </span>
            </div>
            <PointDesk
              currency={forecast?.currency ?? 'EUR'}
              key={point.id}
              onDone={() => goTo(at + 1)}
              point={point}
              teamMeetingId={meeting.id}
            />
          </section>
        ) : (
          <EmptyState icon="message">
            <Trans>
              Nichts steckt fest, nichts ist fällig. Was das Team besprechen will, setzen Sie selbst auf die Liste.
            </Trans>
          </EmptyState>
        )}
      </div>
    </>
  );
}

function PointButton({ point, current, onPress }: { point: PointView; current: boolean; onPress: () => void }) {
  const { t } = useLingui();
  const { title, deal, call, discussedAt } = point;
  return (
    <button
      aria-current={current ? 'true' : undefined}
      className="flex min-h-(--control) w-full items-center gap-2 border-l-2 border-transparent px-2 py-1.5 text-left hover:bg-hover aria-[current=true]:border-brass aria-[current=true]:bg-brass-soft"
      onClick={onPress}
      type="button"
    >
      <Icon
        className={discussedAt ? 'text-allowed' : 'text-faint'}
        name={discussedAt ? 'check' : deal ? 'deal' : call ? 'phone' : 'message'}
      />
      <span className={discussedAt ? 'min-w-0 flex-1 truncate text-soft' : 'min-w-0 flex-1 truncate'}>
        {title || t`Anruf`}
      </span>
      {discussedAt && <span className="sr-only">{t`besprochen`}</span>}
    </button>
  );
}
