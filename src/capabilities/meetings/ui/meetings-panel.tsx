import { Trans, useLingui } from '@lingui/react/macro';
import { type ComponentType, useState } from 'react';
import { usePeople } from '#access/ui';
import { getDeal } from '#deals/contract';
import { cancelMeeting, listMeetings, type MeetingState, type MeetingView, sayOutcome } from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Section } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useNow } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useListOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { useWayNames, wayIcons } from './ways.ts';

const PlanDialog = onDemand(async () => (await import('./plan-dialog.tsx')).PlanDialog);

export function panelOf(subject: 'contact' | 'company' | 'deal'): ComponentType<{ id: string }> {
  return subject === 'deal' ? DealMeetings : ContactMeetings;
}

const ContactMeetings = ({ id }: { id: string }) => <MeetingsPanel about={{ contactId: id }} contactId={id} />;

function DealMeetings({ id }: { id: string }) {
  const deal = useQueryOf(getDeal, { params: { dealId: id } }).data;
  return deal?.contact ? <MeetingsPanel about={{ dealId: id }} contactId={deal.contact.id} /> : null;
}

type About = { contactId: string } | { dealId: string };

/** What is planned with this person, and what has begun and nobody has said how it went. */
function MeetingsPanel({ about, contactId }: { about: About; contactId: string }) {
  const { t } = useLingui();
  const may = useMay();
  const planned = useListOf(listMeetings, { query: { ...about, state: 'planned', limit: 20 } });
  const [editing, setEditing] = useState<MeetingView | 'new' | null>(null);
  useKeys([{ keys: 'm', label: t`Termin planen`, run: () => setEditing('new') }], may('write'));
  return (
    <Section
      actions={
        may('write') && (
          <IconButton icon="plus" keys="m" label={t`Termin planen`} onPress={() => setEditing('new')} small />
        )
      }
      title={t`Termine`}
    >
      {planned.error && <ErrorNote error={planned.error} onRetry={planned.retry} />}
      {planned.pending && <Skeleton lines={1} />}
      {!planned.pending && planned.rows.length === 0 && (
        <p className="text-soft">
          <Trans>Kein Termin geplant.</Trans>
        </p>
      )}
      <ul>
        {planned.rows.map((meeting) => (
          <MeetingLine key={meeting.id} meeting={meeting} onEdit={() => setEditing(meeting)} />
        ))}
      </ul>
      {planned.hasMore && (
        <Button kind="plain" onPress={planned.loadMore} pending={planned.loadingMore}>{t`Weitere`}</Button>
      )}
      {editing !== null && (
        <PlanDialog
          contactId={contactId}
          onClose={() => setEditing(null)}
          {...('dealId' in about && { dealId: about.dealId })}
          {...(editing !== 'new' && { meeting: editing })}
        />
      )}
    </Section>
  );
}

function MeetingLine({ meeting, onEdit }: { meeting: MeetingView; onEdit: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const ways = useWayNames();
  const { nameOf } = usePeople();
  const begun = meeting.startsAt <= useNow().toISOString();
  const settle = useSettling(meeting);
  const { title, way, location, startsAt, endsAt, hostIds, source, answers } = meeting;
  return (
    <li className="flex items-start gap-2 border-t border-line py-1.5 first:border-t-0">
      <Icon className="mt-0.5 text-faint" name={wayIcons[way]} />
      <span className="min-w-0 flex-1">
        <span className="block break-words">{title}</span>
        <span className="block text-sm text-soft">
          {format.dateTime(startsAt)}–{format.time(endsAt)} · {ways[way]}
        </span>
        {way === 'video' && may('write') && (
          <Link className="block text-sm" to={pathTo.room(meeting.id)}>
            {t`Raum öffnen`}
          </Link>
        )}
        {way === 'place' && <span className="block text-sm break-words text-soft">{location}</span>}
        {way === 'link' && location && (
          <a className="block truncate text-sm underline" href={location} rel="noreferrer noopener" target="_blank">
            {location}
          </a>
        )}
        <span className="block text-sm text-faint">{hostIds.map(nameOf).filter(Boolean).join(', ')}</span>
        {source === 'booking' && <Badge icon="calendar">{t`selbst gebucht`}</Badge>}
        {answers.map(({ label, answer }) => (
          <span className="block text-sm break-words" key={label}>
            <span className="text-soft">{label}</span> {answer}
          </span>
        ))}
        {begun && may('write') && (
          <span className="flex flex-wrap gap-2 pt-1.5">
            <Button onPress={() => settle('held')}>{t`Fand statt`}</Button>
            <Button onPress={() => settle('no_show')}>{t`Kam nicht`}</Button>
          </span>
        )}
      </span>
      {may('write') && (
        <Menu
          entries={[
            { id: 'edit', label: t`Ändern`, icon: 'edit', run: onEdit },
            'line',
            { id: 'cancel', label: t`Absagen`, icon: 'close', danger: true, run: () => settle('cancelled') },
          ]}
          label={t`${title}: mehr`}
        >
          <IconButton icon="more" label={t`${title}: mehr`} small />
        </Menu>
      )}
    </li>
  );
}

/** Says how it went. A word said by mistake can be taken back; a cancelled meeting may have told the person already. */
function useSettling({ id: meetingId }: MeetingView): (state: Exclude<MeetingState, 'planned'>) => void {
  const { t } = useLingui();
  const refreshes = ['timeline', 'contacts', 'next-steps'];
  const say = useMutationOf(sayOutcome, { refreshes });
  const cancel = useMutationOf(cancelMeeting, { refreshes, done: () => toast({ message: t`Termin abgesagt` }) });
  const params = { meetingId };
  return (state) => {
    if (state === 'cancelled') {
      cancel.mutate({ params, body: {} });
      return;
    }
    say.mutate(
      { params, body: { state } },
      {
        onSuccess: () =>
          toast({
            message: state === 'held' ? t`Termin fand statt` : t`Als nicht erschienen festgehalten`,
            undo: () => say.mutate({ params, body: { state: 'planned' } }),
          }),
      },
    );
  };
}
