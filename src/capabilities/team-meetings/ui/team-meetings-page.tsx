import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { beginTeamMeeting, getAgenda, listTeamMeetings, type TeamMeetingItem } from '#team-meetings/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useListOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay, useSession } from '#web/session.ts';
import { ForecastLine } from './forecast-line.tsx';
import { PlannedMeetings } from './planned-meetings.tsx';
import { PointLine } from './point-facts.tsx';
import { Proposals } from './proposals.tsx';
import { EarlierTasks } from './task-list.tsx';

/** What the next team meeting is about, and what came of the earlier ones. */
export function TeamMeetingsPage() {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const { user } = useSession();
  const meetings = useListOf(listTeamMeetings, { query: { limit: 20 } });
  const running = meetings.rows.find(({ begunBy, endedAt }) => begunBy === user.id && endedAt === null);
  const begin = useMutationOf(beginTeamMeeting, { done: ({ id }) => go(pathTo.teamMeeting(id)) });
  const leads = may('manage');
  return (
    <Page
      actions={
        leads && (
          <Button icon="play" kind="primary" onPress={() => begin.mutate({ body: {} })} pending={begin.isPending}>
            {running ? t`Zur laufenden Runde` : t`Runde beginnen`}
          </Button>
        )
      }
      title={t`Teamrunde`}
    >
      <PlannedMeetings />
      <Proposals />
      {meetings.error && <ErrorNote error={meetings.error} onRetry={meetings.retry} />}
      {meetings.pending && <Skeleton lines={6} />}
      {!meetings.pending && !leads && meetings.rows.length === 0 && (
        <EmptyState icon="message">
          <Trans>Hier steht, was das Team in seinen Runden entschieden hat. Ihre Teamleitung beginnt die erste.</Trans>
        </EmptyState>
      )}
      {meetings.rows.length > 0 && (
        <Section title={t`Bisherige Runden`}>
          <ul className="max-w-3xl">
            {meetings.rows.map((meeting) => (
              <MeetingLine key={meeting.id} meeting={meeting} />
            ))}
          </ul>
          {meetings.hasMore && (
            <Button kind="plain" onPress={meetings.loadMore} pending={meetings.loadingMore}>{t`Weitere`}</Button>
          )}
        </Section>
      )}
      {leads && !meetings.pending && !running && <NextAgenda />}
    </Page>
  );
}

function MeetingLine({ meeting }: { meeting: TeamMeetingItem }) {
  const { t } = useLingui();
  const format = useFormat();
  const { nameOf } = usePeople();
  const { id, begunAt, begunBy, endedAt, points, decisions, tasks, openTasks } = meeting;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t border-line py-2 first:border-t-0">
      <Link to={pathTo.teamMeeting(id)}>{format.dateTime(begunAt)}</Link>
      {!endedAt && <Badge strong>{t`läuft`}</Badge>}
      <span className="text-soft">{nameOf(begunBy)}</span>
      <span className="text-sm text-soft">
        <Plural one="# Punkt" other="# Punkte" value={points} />,{' '}
        <Plural one="# Entscheidung" other="# Entscheidungen" value={decisions} />,{' '}
        <Plural one="# Aufgabe" other="# Aufgaben" value={tasks} />
        {openTasks > 0 && <Trans>, davon {openTasks} offen</Trans>}
      </span>
    </li>
  );
}

/** What there would be to talk about now. */
function NextAgenda() {
  const { t } = useLingui();
  const go = useGo();
  const { data, error, refetch } = useQueryOf(getAgenda);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} />;
  const { points, leftOut, forecast, earlierTasks } = data;
  if (points.length === 0 && earlierTasks.length === 0)
    return (
      <EmptyState
        action={
          <Button kind="primary" onPress={() => go(pathTo.deals())}>
            <Trans>Zu den Abschlüssen</Trans>
          </Button>
        }
        icon="message"
      >
        <Trans>
          Die Tagesordnung schreibt sich selbst: Abschlüsse, die feststecken, fällig oder groß sind, keinen nächsten
          Schritt haben oder die Prognose bewegen, und Gespräche zum Anhören. Noch ist nichts davon da.
        </Trans>
      </EmptyState>
    );
  return (
    <>
      <EarlierTasks tasks={earlierTasks} />
      <ForecastLine forecast={forecast} />
      <Section
        hint={
          <Trans>
            Was jetzt zu besprechen wäre: zuerst, wo viel Geld mehrere Gründe hat. Beim Beginn der Runde wird die Liste
            festgehalten.
          </Trans>
        }
        title={t`Auf der Tagesordnung`}
      >
        <ol className="max-w-3xl divide-y divide-line">
          {points.map((point) => (
            <li key={point.deal?.id ?? point.call?.id ?? point.title}>
              <PointLine currency={forecast.currency} point={point} />
            </li>
          ))}
        </ol>
        <LeftOut count={leftOut} />
      </Section>
    </>
  );
}

export function LeftOut({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="pt-2 text-sm text-soft">
      <Plural
        one="Ein weiterer Abschluss hätte einen Grund, ist aber kleiner."
        other="# weitere Abschlüsse hätten einen Grund, sind aber kleiner."
        value={count}
      />
    </p>
  );
}
