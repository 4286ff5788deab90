import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
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
import { pathTo } from '#web/paths.ts';
import { useStateNames } from '../ways.ts';
import { useOutbox } from './use-outbox.ts';

const PlanVisitDialog = onDemand(async () => (await import('./plan-visit-dialog.tsx')).PlanVisitDialog);

/** Whose doors I ring at today, in which order, and how it went: also where there is no line. */
export function VisitsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const [search, change] = useUrlSearch();
  const today = format.isoDayOf(useNow());
  const on = /^\d{4}-\d\d-\d\d$/.test(search['tag'] ?? '') ? (search['tag'] ?? today) : today;
  const { data, error, refetch } = useQueryOf(listVisits, { query: { on } }, { keepPrevious: true });
  const { waiting, say } = useOutbox();
  const visits = data?.items ?? [];
  const somewhere = visits.some(({ spot }) => spot === null) && visits.some(({ spot }) => spot !== null);
  return (
    <Page
      actions={
        <Button icon="plus" kind="primary" onPress={() => change({ new: '1' })}>
          <Trans>Besuch planen</Trans>
        </Button>
      }
      title={t`Hausbesuche`}
    >
      <div className="flex max-w-2xl flex-col gap-3">
        <div className="w-44 phone:w-full">
          <DateField label={t`Tag`} onChange={(day) => change({ tag: day ?? undefined })} value={on} />
        </div>
        {waiting.length > 0 && (
          <Note kind="careful">
            <Plural
              one="# Ergebnis liegt noch auf diesem Gerät und geht hinaus, sobald es Netz gibt."
              other="# Ergebnisse liegen noch auf diesem Gerät und gehen hinaus, sobald es Netz gibt."
              value={waiting.length}
            />
          </Note>
        )}
        {error && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={6} />}
        {data && visits.length === 0 && (
          <EmptyState
            action={<Button icon="plus" kind="primary" onPress={() => change({ new: '1' })}>{t`Besuch planen`}</Button>}
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
          {visits.map((visit, at) => (
            <Stop
              key={visit.meetingId}
              number={at + 1}
              onSay={(state, note) => say(visit.meetingId, { state, note })}
              visit={visit}
              waits={waiting.find(({ meetingId }) => meetingId === visit.meetingId)?.said}
            />
          ))}
        </ol>
      </div>
      {search['new'] === '1' && <PlanVisitDialog on={on} onClose={() => change({ new: undefined })} />}
    </Page>
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
        {phone && <span className="tabular-nums">{phone}</span>}
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
