import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type CalendarView, listCalendars, readCalendar, removeCalendar, writeIntoCalendar } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Switch } from '#web/components/choices.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { changeRowsOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { AddCalendarDialog } from './add-calendar-dialog.tsx';
import { useProblemWords } from './problem-words.ts';

/** The calendars in which one is busy, and whether we can read them. */
export function CalendarsSettings() {
  const { t } = useLingui();
  const [reading, setReading] = useState(false);
  const calendars = useQueryOf(listCalendars, undefined, { refetchMs: reading ? 1_500 : 30_000 });
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<CalendarView>();
  const remove = useMutationOf(removeCalendar, { done: () => setRemoving(undefined) });
  const items = calendars.data?.items ?? [];
  const someWait = items.some(isWaiting);
  if (someWait !== reading) setReading(someWait);
  const add = (
    <Button icon="plus" kind="primary" onPress={() => setAdding(true)}>
      <Trans>Kalender hinzufügen</Trans>
    </Button>
  );
  return (
    <Page actions={items.length > 0 && add} title={t`Meine Kalender`}>
      <p className="mb-4 max-w-2xl text-soft">
        <Trans>
          Was in diesen Kalendern steht, ist belegt: Dann kann niemand einen Termin mit Ihnen buchen. Klinke merkt sich
          nur, wann Sie belegt sind, nicht womit; Kollegen sehen auch nicht mehr.
        </Trans>
      </p>
      {calendars.isPending && <Skeleton />}
      {calendars.error && <ErrorNote error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {calendars.data && items.length === 0 && (
        <EmptyState action={add} icon="calendar">
          <Trans>Noch kein Kalender. Mit Ihrem eigenen bucht niemand über Ihren Zahnarzttermin.</Trans>
        </EmptyState>
      )}
      <ul className="max-w-3xl">
        {items.map((calendar) => (
          <CalendarEntry calendar={calendar} key={calendar.id} onRemove={() => setRemoving(calendar)} />
        ))}
      </ul>
      {adding && <AddCalendarDialog onClose={() => setAdding(false)} />}
      <ConfirmDialog
        confirm={t`Entfernen`}
        danger
        onClose={() => setRemoving(undefined)}
        onConfirm={() => removing && remove.mutate({ params: { calendarId: removing.id } })}
        open={removing !== undefined}
        pending={remove.isPending}
        title={t`${removing?.name ?? ''} entfernen?`}
      >
        <Trans>
          Klinke vergisst die Adresse, die Zugangsdaten und wann Sie laut diesem Kalender belegt sind. Ihr Kalender
          selbst bleibt, wie er ist.
        </Trans>
      </ConfirmDialog>
    </Page>
  );
}

/** Its time has come; somebody is at it or will be in a moment. */
const isWaiting = ({ nextReadAt }: CalendarView): boolean => Date.parse(nextReadAt) <= Date.now();

function CalendarEntry({ calendar, onRemove }: { calendar: CalendarView; onRemove: () => void }) {
  const { t } = useLingui();
  const read = useMutationOf(readCalendar);
  const write = useMutationOf(writeIntoCalendar, {
    change: ({ params, body: { on } }) => [
      changeRowsOf(listCalendars, (row) => ({
        ...row,
        // Into one at most.
        written: row.id === params.calendarId ? on : row.written && !on,
      })),
    ],
  });
  const words = useProblemWords();
  const { id, name, host, userName, readAt, problem, skipped } = calendar;
  const waiting = isWaiting(calendar);
  return (
    <li className="border-b border-line py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-48 flex-1">
          <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
          <p className="text-sm text-faint [overflow-wrap:anywhere]">
            {userName === null ? host : `${userName} · ${host}`} ·{' '}
            {waiting ? (
              <Trans>wird gelesen …</Trans>
            ) : readAt ? (
              <Trans>
                Stand: <RelativeTime at={readAt} />
              </Trans>
            ) : (
              <Trans>noch nicht gelesen</Trans>
            )}
          </p>
        </div>
        <span className="flex flex-wrap gap-2">
          <Button
            disabled={waiting}
            onPress={() => read.mutate({ params: { calendarId: id } })}
            pending={read.isPending}
          >{t`Jetzt lesen`}</Button>
          <Button icon="trash" kind="plain" onPress={onRemove}>{t`Entfernen`}</Button>
        </span>
      </div>
      {calendar.kind === 'caldav' && (
        <div className="pt-2">
          <Switch
            checked={calendar.written}
            disabled={write.isPending}
            hint={t`Termine aus Klinke stehen dann auch hier, und ändern sich mit.`}
            label={t`Meine Termine hineinschreiben`}
            onChange={(on) => write.mutate({ params: { calendarId: id }, body: { on } })}
          />
        </div>
      )}
      {problem && (
        <div className="pt-2">
          <Note kind="careful">
            {words[problem.code]}{' '}
            {readAt === null ? (
              <Trans>Bis dahin zählt dieser Kalender nicht mit.</Trans>
            ) : (
              <Trans>
                So seit <RelativeTime at={problem.since} />; bis dahin gilt der letzte Stand.
              </Trans>
            )}
          </Note>
        </div>
      )}
      {skipped > 0 && (
        <p className="pt-1 text-sm text-careful">
          <Plural
            one="# Eintrag war nicht zu verstehen und zählt nicht mit."
            other="# Einträge waren nicht zu verstehen und zählen nicht mit."
            value={skipped}
          />
        </p>
      )}
    </li>
  );
}
