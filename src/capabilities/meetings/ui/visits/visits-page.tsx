import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { listVisits, type VisitView } from '#meetings/contract';
import { useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { Badge, Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useOnline } from '#web/online.ts';
import { pathTo } from '#web/paths.ts';
import { formatPhone } from '#web/phone-numbers.ts';
import { useSession } from '#web/session.ts';
import { useStateNames } from '../ways.ts';
import { keepDay, keepPage, keptDay } from './kept-day.ts';
import { useOutbox } from './use-outbox.ts';

const PlanVisitDialog = onDemand(async () => (await import('./plan-visit-dialog.tsx')).PlanVisitDialog);

/** Whose doors I ring at today, in which order, and how it went: also where there is no line. */
export function VisitsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const [search, change] = useUrlSearch();
  const today = format.isoDayOf(useNow());
  const on = /^\d{4}-\d\d-\d\d$/.test(search['tag'] ?? '') ? (search['tag'] ?? today) : today;
  const asked = useQueryOf(listVisits, { query: { on } }, { keepPrevious: true });
  const { error, refetch, fetchStatus, dataUpdatedAt } = asked;
  const paused = fetchStatus === 'paused';
  // Of another day there may be nothing; the day before must not stand in for it then.
  const data = asked.isPlaceholderData && (paused || error) ? undefined : asked.data;
  const told = asked.isPlaceholderData ? undefined : asked.data;
  const { waiting, say } = useOutbox();
  const online = useOnline();
  const me = useSession();
  useEffect(() => {
    if (told && on === today) void keepDay({ me, on, visits: told, at: dataUpdatedAt }).catch(() => undefined);
  }, [told, me, on, today, dataUpdatedAt]);
  // Without room or leave to keep it, the page is what it was: one that needs a line.
  useEffect(() => void (online && keepPage().catch(() => undefined)), [online]);
  const away = !online || error?.status === 0;
  const visits = data?.items ?? [];
  const somewhere = visits.some(({ spot }) => spot === null) && visits.some(({ spot }) => spot !== null);
  return (
    <Page
      actions={
        visits.length > 0 && (
          <Button disabled={away} icon="plus" kind="primary" onPress={() => change({ new: '1' })}>
            <Trans>Besuch planen</Trans>
          </Button>
        )
      }
      title={t`Hausbesuche`}
    >
      <div className="flex max-w-2xl flex-col gap-3">
        <div className="w-44 phone:w-full">
          <DateField label={t`Tag`} onChange={(day) => change({ tag: day ?? undefined })} value={on} />
        </div>
        {waiting && waiting.length > 0 && (
          <Note kind="careful">
            <Plural
              one="# Ergebnis liegt noch auf diesem Gerät und geht hinaus, sobald es Netz gibt."
              other="# Ergebnisse liegen noch auf diesem Gerät und gehen hinaus, sobald es Netz gibt."
              value={waiting.length}
            />
          </Note>
        )}
        {away && data && (
          <p className="flex items-center gap-2 text-sm text-soft" role="status">
            <Icon name="offline" />
            <Trans>Ohne Netz, Stand von {format.dateTime(new Date(dataUpdatedAt).toISOString())}.</Trans>
          </p>
        )}
        {!data && away && <NotKept on={on} onOpen={(day) => change({ tag: day })} />}
        {!data && error && !away && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && !away && <Skeleton lines={6} />}
        {data && visits.length === 0 && (
          <EmptyState
            action={
              <div className="flex flex-wrap justify-center gap-2">
                {data.next && (
                  <Button icon="visit" onPress={() => change({ tag: data.next ?? undefined })}>
                    <Trans>Weiter zu {format.dayLong(data.next)}</Trans>
                  </Button>
                )}
                <Button
                  disabled={away}
                  icon="plus"
                  kind="primary"
                  onPress={() => change({ new: '1' })}
                >{t`Besuch planen`}</Button>
              </div>
            }
            icon="visit"
          >
            <Trans>
              An diesem Tag klingeln Sie nirgends. Einen Hausbesuch gibt es hier nur auf Einladung: wann sie kam, worum
              es geht und was sie belegt, steht dabei.
            </Trans>
          </EmptyState>
        )}
        {visits.length > 1 && (
          <p className="text-sm text-soft">
            <Trans>In der Reihenfolge kurzer Wege nach Luftlinie, ausgehend vom frühesten Besuch.</Trans>
            {somewhere && (
              <>
                {' '}
                <Trans>Ohne Koordinaten steht ein Besuch am Ende.</Trans>
              </>
            )}
          </p>
        )}
        <ol className="flex flex-col gap-3">
          {(waiting ? visits : []).map((visit, at) => (
            <Stop
              key={visit.meetingId}
              number={at + 1}
              onSay={(state, note) => say(visit.meetingId, { state, note })}
              visit={visit}
              waits={waiting?.find(({ meetingId }) => meetingId === visit.meetingId)?.said}
            />
          ))}
        </ol>
        {visits.length > 0 && on === today && 'caches' in globalThis && (
          <p className="text-sm text-soft">
            <Trans>
              Diese Seite öffnet sich auch ohne Netz: Die Besuche von heute liegen bis morgen auf diesem Gerät, und
              gehen, sobald Sie sich abmelden.
            </Trans>
          </p>
        )}
      </div>
      {search['new'] === '1' && <PlanVisitDialog on={on} onClose={() => change({ new: undefined })} />}
    </Page>
  );
}

/** A day that this device does not have; the one that it has is one step away. */
function NotKept({ on, onOpen }: { on: string; onOpen: (day: string) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const [kept, setKept] = useState<string>();
  useEffect(() => void keptDay().then((day) => setKept(day?.on)), []);
  return (
    <EmptyState
      action={
        kept &&
        kept !== on && <Button icon="visit" onPress={() => onOpen(kept)}>{t`Besuche vom ${format.day(kept)}`}</Button>
      }
      icon="offline"
    >
      <Trans>Ohne Netz ist dieser Tag hier nicht zu sehen.</Trans>
    </EmptyState>
  );
}

type Said = { state: 'held' | 'no_show'; note: string };
type StopProps = {
  visit: VisitView;
  number: number;
  /** Entered here and not yet sent. */
  waits: Said | undefined;
  onSay: (state: Said['state'], note: string) => void;
};

function Stop({ visit, number, waits, onSay }: StopProps) {
  const { t } = useLingui();
  const format = useFormat();
  const states = useStateNames();
  const { contactId, contactName, title, address, startsAt, endsAt, phone, allowed, invitation, kmFromLast } = visit;
  const [note, setNote] = useState(waits?.note ?? visit.note ?? '');
  const state = waits?.state ?? visit.state;
  return (
    <li className="flex flex-col gap-2 rounded border border-line bg-raised p-4">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-faint tabular-nums">{number}</span>
        <Link className="text-lg font-semibold" quiet to={pathTo.contact(contactId)}>
          {contactName || t`jemand, den Sie nicht sehen`}
        </Link>
        <span className="ml-auto tabular-nums">
          {format.time(startsAt)}–{format.time(endsAt)}
        </span>
      </div>
      <p>{title}</p>
      <p className="flex flex-wrap gap-x-3 text-soft">
        <span className="inline-flex items-center gap-1 break-words">
          <Icon name="pin" />
          {address}
        </span>
        {kmFromLast !== null && (
          <span className="tabular-nums">
            <Trans>{format.number(Math.round(kmFromLast * 10) / 10)} km vom vorigen</Trans>
          </span>
        )}
        {phone && <span className="tabular-nums">{formatPhone(phone)}</span>}
      </p>
      <p className="text-sm text-soft">
        <Trans>
          Eingeladen am {format.dayOf(invitation.at)}: {invitation.about}. Beleg: {invitation.proof}
        </Trans>
      </p>
      {!allowed && state === 'planned' ? (
        <Standing kind="refused">{t`Nicht mehr erlaubt: Bitte nicht hinfahren.`}</Standing>
      ) : (
        <>
          <TextField label={t`Was war`} maxLength={5000} multiline onChange={setNote} rows={2} value={note} />
          <div className="flex flex-wrap items-center gap-2">
            <Button icon="check" kind={state === 'planned' ? 'primary' : 'quiet'} onPress={() => onSay('held', note)}>
              {t`War da`}
            </Button>
            <Button onPress={() => onSay('no_show', note)}>{t`Niemand da`}</Button>
            {state !== 'planned' && <Badge>{states[state]}</Badge>}
            {waits && <Badge icon="offline">{t`wartet auf Netz`}</Badge>}
          </div>
        </>
      )}
    </li>
  );
}
