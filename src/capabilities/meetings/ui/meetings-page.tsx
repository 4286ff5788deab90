import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { listMeetings, MeetingState, type MeetingView, MeetingWay } from '#meetings/contract';
import { type Search, useUrlSearch } from '#web/address.ts';
import type { InputOf } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { ChoiceFilters } from '#web/components/choice-filters.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useListOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay, useSession } from '#web/session.ts';
import { instantOf } from '#web/workspace-time.ts';
import { BookingMenu } from './booking/booking-menu.tsx';
import { MeetingLine } from './meeting-line.tsx';
import { useStateNames, useWayNames } from './ways.ts';

const PlanDialog = onDemand(async () => (await import('./plan-dialog.tsx')).PlanDialog);

type Filter = NonNullable<InputOf<typeof listMeetings>['query']>;

/** One's own meetings or everybody's, by day: what comes, and what was. The address holds what is shown. */
export function MeetingsPage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const may = useMay();
  const { user } = useSession();
  const [editing, setEditing] = useState<MeetingView | null>(null);
  useKeys([{ keys: 'shift+n', label: t`Termin planen`, run: () => change({ new: '1' }) }], may('write'));
  const past = search['view'] === 'past';
  const filter = filterIn(search, user.id);
  return (
    <Page
      actions={
        <>
          <BookingMenu />
          {may('write') && (
            <Button icon="plus" kind="primary" onPress={() => change({ new: '1' })}>
              <Trans>Termin planen</Trans>
            </Button>
          )}
        </>
      }
      lead={
        <>
          <Tabs
            label={t`Ansicht`}
            onChange={(id) => change({ view: id === 'past' ? id : undefined })}
            tabs={[
              { id: 'coming', label: t`Kommende` },
              { id: 'past', label: t`Vergangene` },
            ]}
            value={past ? 'past' : 'coming'}
          />
          <Filters />
        </>
      }
      title={t`Termine`}
    >
      {past ? (
        <Past filter={filter} onEdit={setEditing} />
      ) : (
        <Coming filter={filter} onEdit={setEditing} onNew={() => change({ new: '1' })} />
      )}
      {(editing || (search['new'] === '1' && may('write'))) && (
        <PlanDialog
          onClose={() => {
            setEditing(null);
            change({ new: undefined });
          }}
          {...(editing && { meeting: editing })}
        />
      )}
    </Page>
  );
}

function filterIn({ user, way, state }: Search, me: string): Filter {
  return {
    ...(user !== 'all' && { userId: user ?? me }),
    ...(MeetingWay.safeParse(way).success && { way: way as MeetingWay }),
    ...(MeetingState.safeParse(state).success && { state: state as MeetingState }),
  };
}

function Filters() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const { user } = useSession();
  const { active } = usePeople();
  const [ways, states] = [useWayNames(), useStateNames()];
  const colleagues = active.filter(({ id }) => id !== user.id);
  return (
    <div className="flex flex-wrap items-center pt-2">
      <div className="w-52 pb-2 pl-5 phone:pl-4">
        <Select
          label={t`Wessen Termine`}
          labelHidden
          onChange={(id) => change({ user: id === user.id ? undefined : id })}
          options={[
            { value: user.id, label: t`Meine Termine` },
            { value: 'all', label: t`Termine aller` },
            ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={search['user'] ?? user.id}
        />
      </div>
      <ChoiceFilters
        filters={[
          { key: 'way', label: t`Wie`, options: MeetingWay.options.map((id) => ({ id, name: ways[id] })) },
          { key: 'state', label: t`Stand`, options: MeetingState.options.map((id) => ({ id, name: states[id] })) },
        ]}
      />
    </div>
  );
}

type ListProps = { filter: Filter; onEdit: (meeting: MeetingView) => void };

/** What is before us, and what is behind us and nobody has said how it went. */
function Coming({ filter, onEdit, onNew }: ListProps & { onNew: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const today = format.isoDayOf(useNow());
  const midnight = instantOf(today, '00:00');
  const coming = useListOf(listMeetings, { query: { ...filter, from: midnight, limit: 50 } });
  const unsaid = useListOf(listMeetings, {
    query: { ...filter, state: 'planned', to: midnight, sort: '-startsAt', limit: 20 },
  });
  const showsUnsaid = (filter.state ?? 'planned') === 'planned' && unsaid.rows.length > 0;
  if (coming.error) return <ErrorNote error={coming.error} onRetry={coming.retry} />;
  if (coming.pending || unsaid.pending) return <Skeleton lines={8} />;
  if (coming.rows.length === 0 && !showsUnsaid)
    return (
      <Nothing action={may('write') && <Button icon="plus" kind="primary" onPress={onNew}>{t`Termin planen`}</Button>}>
        <Trans>
          Hier steht, wen Sie wann treffen: am Bildschirm, am Telefon oder vor Ort. Planen Sie einen Termin, oder lassen
          Sie Menschen auf einer Terminseite selbst eine Zeit aussuchen.
        </Trans>
      </Nothing>
    );
  return (
    <div className="max-w-4xl">
      {showsUnsaid && (
        <Day heading={t`Wie ist es gelaufen?`}>
          {unsaid.rows.map((meeting) => (
            <MeetingLine key={meeting.id} meeting={meeting} onEdit={() => onEdit(meeting)} withContact />
          ))}
        </Day>
      )}
      {coming.rows.every(({ startsAt }) => format.isoDayOf(startsAt) !== today) && (
        <Day heading={t`Heute`}>
          <li className="py-1.5 text-soft">{t`Heute kein Termin.`}</li>
        </Day>
      )}
      <Days list={coming} onEdit={onEdit} today={today} />
    </div>
  );
}

function Past({ filter, onEdit }: ListProps) {
  const format = useFormat();
  const today = format.isoDayOf(useNow());
  const past = useListOf(listMeetings, {
    query: { ...filter, to: instantOf(today, '00:00'), sort: '-startsAt', limit: 50 },
  });
  if (past.error) return <ErrorNote error={past.error} onRetry={past.retry} />;
  if (past.pending) return <Skeleton lines={8} />;
  if (past.rows.length === 0)
    return (
      <Nothing>
        <Trans>Hier steht später, wer da war, wer nicht kam und was abgesagt wurde.</Trans>
      </Nothing>
    );
  return (
    <div className="max-w-4xl">
      <Days list={past} onEdit={onEdit} today={today} />
    </div>
  );
}

function Nothing({ action, children }: { action?: React.ReactNode; children: React.ReactNode }) {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  if (search['way'] || search['state'])
    return (
      <EmptyState
        action={<Button onPress={() => change({ way: undefined, state: undefined })}>{t`Filter aufheben`}</Button>}
        icon="calendar"
      >
        <Trans>Kein Termin passt zu diesen Filtern.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState
      action={
        <span className="flex flex-wrap justify-center gap-2">
          {action}
          {search['user'] !== 'all' && <Button onPress={() => change({ user: 'all' })}>{t`Termine aller`}</Button>}
        </span>
      }
      icon="calendar"
    >
      {children}
    </EmptyState>
  );
}

function Days({
  list,
  today,
  onEdit,
}: {
  list: ReturnType<typeof useListOf<typeof listMeetings>>;
  today: string;
  onEdit: (meeting: MeetingView) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const named = (day: string): string => {
    const long =
      day.slice(0, 4) === today.slice(0, 4) ? format.dayLong(day) : `${format.weekday(day)}, ${format.day(day)}`;
    return day === today ? t`Heute, ${long}` : long;
  };
  return (
    <>
      {[...Map.groupBy(list.rows, ({ startsAt }) => format.isoDayOf(startsAt))].map(([day, ofDay]) => (
        <Day heading={named(day)} key={day} note={day === today ? undefined : format.relativeDay(day, today)}>
          {ofDay.map((meeting) => (
            <MeetingLine byDay key={meeting.id} meeting={meeting} onEdit={() => onEdit(meeting)} withContact />
          ))}
        </Day>
      ))}
      {list.hasMore && <Button kind="plain" onPress={list.loadMore} pending={list.loadingMore}>{t`Weitere`}</Button>}
    </>
  );
}

function Day({ heading, note, children }: { heading: string; note?: string | undefined; children: React.ReactNode }) {
  return (
    <section className="pb-5">
      <h2 className="flex items-baseline gap-2 pb-1 font-semibold">
        {heading}
        {note && <span className="text-sm font-normal text-faint">{note}</span>}
      </h2>
      <ul>{children}</ul>
    </section>
  );
}
