import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  getMyHours,
  getMyMeetingMails,
  type HostHoursView,
  setMyHours,
  setMyMeetingMails,
  type WeekHours,
} from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { changeOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { readHours, writeHours } from './typed-hours.ts';

const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** A Monday, to name the days by. */
const aMonday = '2026-11-23';

/** When people can book meetings with me. */
export function HoursSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getMyHours);
  return (
    <Page title={t`Meine Terminzeiten`}>
      <p className="max-w-2xl pb-4 text-soft">
        <Trans>
          Zu diesen Zeiten bieten Terminseiten Sie an, soweit nichts anderes in Ihrem Kalender steht. Termine von Hand
          legen Sie, wann Sie möchten.
        </Trans>
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && <HoursForm key={data.version} read={data} />}
      <Mails />
    </Page>
  );
}

/** Takes effect at once. */
function Mails() {
  const { t } = useLingui();
  const may = useMay();
  const { data } = useQueryOf(getMyMeetingMails);
  const choose = useMutationOf(setMyMeetingMails, {
    change: ({ body }) => [changeOf(getMyMeetingMails, () => body)],
  });
  if (!data || !may('write')) return null;
  return (
    <div className="max-w-2xl pt-4">
      <Section title={t`Mails`}>
        <Checkbox
          checked={data.wanted}
          hint={t`Auch wenn jemand selbst bucht, verschiebt oder absagt. Der Termin für den Kalender hängt an, außer Klinke schreibt ihn schon hinein.`}
          label={t`Mail bekommen, wenn andere einen Termin für mich planen, ändern oder absagen`}
          onChange={(wanted) => choose.mutate({ body: { wanted } })}
        />
      </Section>
    </div>
  );
}

type Exception = { on: string | null; typed: string };

function HoursForm({ read }: { read: HostHoursView }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const [timeZone, setTimeZone] = useState(read.timeZone);
  const [week, setWeek] = useState(() => weekdays.map((day) => writeHours(read.hours[day])));
  const [exceptions, setExceptions] = useState<Exception[]>(() =>
    read.exceptions.map(({ on, spans }) => ({ on, typed: writeHours(spans) })),
  );
  const save = useMutationOf(setMyHours, { quiet: true, done: () => toast({ message: t`Gespeichert` }) });
  const wrong = t`So geht es: 9–12, 13:30–17. Leer heißt frei.`;
  const spans = week.map(readHours);
  const ready = !spans.includes(undefined) && exceptions.every(({ on, typed }) => on !== null && readHours(typed));
  const submit = () => {
    const hours: WeekHours = Object.fromEntries(
      weekdays.flatMap((day, at) => (spans[at]?.length ? [[day, spans[at]] as const] : [])),
    );
    const kept = exceptions.flatMap(({ on, typed }) => (on === null ? [] : [{ on, spans: readHours(typed) ?? [] }]));
    save.mutate({ body: { timeZone, hours, exceptions: kept }, ifMatch: read.version });
  };
  const setException = (at: number, change: Partial<Exception>) =>
    setExceptions(exceptions.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <form
      className="max-w-2xl"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {save.error && <ErrorNote error={save.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
      <Section title={t`Woche`}>
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          {weekdays.map((day, at) => (
            <TextField
              error={spans[at] ? undefined : wrong}
              key={day}
              label={format.weekday(dayAfter(aMonday, at))}
              onChange={(typed) => setWeek(week.map((each, index) => (index === at ? typed : each)))}
              placeholder={t`frei`}
              value={week[at] ?? ''}
            />
          ))}
        </div>
      </Section>
      <Section hint={t`Urlaub, oder ein Abend mehr. Sie gelten auch an Feiertagen.`} title={t`Andere Tage`}>
        <ul className="flex flex-col gap-3">
          {exceptions.map(({ on, typed }, at) => (
            <li className="flex items-end gap-3" key={at}>
              <span className="w-40">
                <DateField label={t`Tag`} onChange={(day) => setException(at, { on: day })} required value={on} />
              </span>
              <span className="min-w-0 flex-1">
                <TextField
                  error={readHours(typed) ? undefined : wrong}
                  label={t`Zeiten`}
                  onChange={(text) => setException(at, { typed: text })}
                  placeholder={t`frei`}
                  value={typed}
                />
              </span>
              <IconButton
                icon="trash"
                label={t`Tag entfernen`}
                onPress={() => setExceptions(exceptions.filter((_, index) => index !== at))}
              />
            </li>
          ))}
        </ul>
        <Button
          icon="plus"
          onPress={() => setExceptions([...exceptions, { on: null, typed: '' }])}
        >{t`Tag hinzufügen`}</Button>
      </Section>
      <Section title={t`Zeitzone`}>
        <Select
          label={t`Zeitzone`}
          labelHidden
          onChange={setTimeZone}
          options={zonesWith(read.timeZone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          value={timeZone}
        />
      </Section>
      {may('write') && (
        <Button disabled={!ready} kind="primary" pending={save.isPending} type="submit">{t`Speichern`}</Button>
      )}
    </form>
  );
}

function zonesWith(known: string): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes(known) ? zones : [known, ...zones];
}

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
