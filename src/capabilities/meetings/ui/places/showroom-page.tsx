import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { listPlaces, listVisitors, type MeetingView, type PlaceView, sayOutcome } from '#meetings/contract';
import { useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { Link } from '#web/components/link.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Badge, Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { useStateNames } from '../ways.ts';

/** Who comes today, when, and who is there already. */
export function ShowroomPage() {
  const { t } = useLingui();
  const format = useFormat();
  const [search, change] = useUrlSearch();
  const today = format.isoDayOf(useNow());
  const on = /^\d{4}-\d\d-\d\d$/.test(search['tag'] ?? '') ? (search['tag'] ?? today) : today;
  const { data, error, refetch } = useQueryOf(listVisitors, { query: { on } });
  const { data: places } = useQueryOf(listPlaces);
  const visited = (places?.items ?? []).filter(
    ({ id, closedAt }) => closedAt === null || data?.items.some(({ placeId }) => placeId === id),
  );
  return (
    <Page title={t`Schauraum`}>
      <div className="flex max-w-3xl flex-col gap-4">
        <div className="w-44 phone:w-full">
          <DateField label={t`Tag`} onChange={(day) => change({ tag: day ?? undefined })} value={on} />
        </div>
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {(!data || !places) && !error && <Skeleton lines={6} />}
        {places?.items.length === 0 && (
          <EmptyState action={<Link to="/einstellungen/schauraeume">{t`Schauraum anlegen`}</Link>} icon="pin">
            <Trans>
              Noch kein Schauraum. Mit einem und einer Terminseite, die dorthin führt, sehen Sie hier, wer wann kommt
              und wer schon da ist.
            </Trans>
          </EmptyState>
        )}
        {data?.items.length === 0 && visited.length > 0 && (
          <EmptyState
            action={
              data.next && (
                <Button icon="pin" onPress={() => change({ tag: data.next ?? undefined })}>
                  <Trans>Weiter zu {format.dayLong(data.next)}</Trans>
                </Button>
              )
            }
            icon="pin"
          >
            {t`An diesem Tag kommt niemand.`}
          </EmptyState>
        )}
        {data &&
          data.items.length > 0 &&
          visited.map((place) => (
            <Visitors
              key={place.id}
              meetings={data.items.filter(({ placeId }) => placeId === place.id).map(({ meeting }) => meeting)}
              place={place}
            />
          ))}
      </div>
    </Page>
  );
}

function Visitors({ place, meetings }: { place: PlaceView; meetings: readonly MeetingView[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const { nameOf } = usePeople();
  const times = [...Map.groupBy(meetings, ({ startsAt, hostIds }) => `${startsAt} ${hostIds.join()}`).values()];
  const here = meetings.filter(({ state }) => state === 'held').length;
  const count = meetings.length;
  return (
    <Section title={place.name}>
      {count === 0 ? (
        <p className="text-soft">{t`An diesem Tag kommt niemand.`}</p>
      ) : (
        <p className="pb-2 text-soft tabular-nums">{t`${here} von ${count} waren oder sind da`}</p>
      )}
      <ul className="flex flex-col gap-3">
        {times.map((together) => {
          const [first] = together;
          if (!first) return null;
          const taken = meetings.filter(
            ({ state, startsAt, endsAt }) =>
              state !== 'no_show' && startsAt <= first.startsAt && endsAt > first.startsAt,
          ).length;
          const { capacity } = place;
          return (
            <li className="rounded border border-line bg-raised px-3 pt-3 pb-1" key={first.id}>
              <p className="flex flex-wrap items-baseline gap-x-3">
                <span className="text-lg font-semibold tabular-nums">
                  {format.time(first.startsAt)}–{format.time(first.endsAt)}
                </span>
                <span className="text-soft">{first.hostIds.map(nameOf).filter(Boolean).join(', ')}</span>
                <span className="ml-auto text-soft tabular-nums">{t`${taken} von ${capacity} Plätzen`}</span>
              </p>
              <ul>
                {together.map((meeting) => (
                  <Visitor key={meeting.id} meeting={meeting} />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** From two hours before on, as with the code that the visitor shows. */
const earliestMs = 2 * 3_600_000;

function Visitor({ meeting }: { meeting: MeetingView }) {
  const { t } = useLingui();
  const may = useMay()('write');
  const now = useNow();
  const states = useStateNames();
  const { id: meetingId, contactId, contactName, state, startsAt } = meeting;
  const change = useMutationOf(sayOutcome, { refreshes: ['timeline', 'contacts', 'next-steps'] });
  const say = (wanted: 'held' | 'planned') => change.mutate({ params: { meetingId }, body: { state: wanted } });
  const early = Date.parse(startsAt) - earliestMs > now.getTime();
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-3 border-t border-line py-1 first:border-t-0">
      {contactName ? (
        <Link quiet to={pathTo.contact(contactId)}>
          {contactName}
        </Link>
      ) : (
        <span className="text-soft">{t`jemand, den Sie nicht sehen`}</span>
      )}
      <span className="ml-auto flex items-center gap-2">
        {state === 'held' ? <Standing kind="allowed">{t`ist da`}</Standing> : <Badge>{states[state]}</Badge>}
        {may && state === 'held' && (
          <Button kind="plain" onPress={() => say('planned')} pending={change.isPending}>{t`Doch nicht da`}</Button>
        )}
        {may && state !== 'held' && !early && (
          <Button icon="check" onPress={() => say('held')} pending={change.isPending}>{t`Ist da`}</Button>
        )}
      </span>
    </li>
  );
}
