import { useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { cancelMeeting, type MeetingState, type MeetingView, sayOutcome } from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Menu, type MenuEntry } from '#web/components/menu.tsx';
import { Badge } from '#web/components/standing.tsx';
import { useNow } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { WayIn } from './way-in.tsx';
import { useStateNames, useWayNames, wayIcons } from './ways.ts';

/** Whoever comes to a place may be there so long before. */
const earlyMs = 2 * 3_600_000;

type LineProps = {
  meeting: MeetingView;
  /** Where it is not yet said with whom. */
  withContact?: true;
  /** Below the heading of its day. */
  byDay?: true;
  onEdit: () => void;
};

/** One meeting, and what can be done about it. */
export function MeetingLine({ meeting, withContact, byDay, onEdit }: LineProps) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const ways = useWayNames();
  const states = useStateNames();
  const { nameOf } = usePeople();
  const now = useNow();
  const begun = meeting.startsAt <= now.toISOString();
  const early = new Date(now.getTime() + earlyMs).toISOString();
  const soonHere = meeting.way === 'place' && !begun && meeting.startsAt <= early;
  const settle = useSettling(meeting);
  const {
    title,
    way,
    location,
    place,
    startsAt,
    endsAt,
    hostIds,
    source,
    answers,
    state,
    contactId,
    contactName,
    invited,
  } = meeting;
  const planned = state === 'planned';
  const hosts = hostIds.map(nameOf).filter(Boolean).join(', ');
  const entries: MenuEntry[] = planned
    ? [
        { id: 'edit', label: t`Ändern`, icon: 'edit', run: onEdit },
        'line',
        { id: 'cancel', label: t`Absagen`, icon: 'close', danger: true, run: () => settle('cancelled') },
      ]
    : [{ id: 'reopen', label: t`Ergebnis zurücknehmen`, icon: 'undo', run: () => settle('planned') }];
  return (
    <li className="flex items-start gap-2 border-t border-line py-1.5 first:border-t-0">
      {byDay && (
        <span className="w-24 shrink-0 tabular-nums phone:w-12">
          {format.time(startsAt)}
          <span className="text-soft">–{format.time(endsAt)}</span>
        </span>
      )}
      <Icon className="mt-0.5 shrink-0 text-faint" name={wayIcons[way]} />
      <span className="min-w-0 flex-1">
        {withContact && (
          <span className="block break-words">
            {contactName ? (
              <Link className="font-medium" quiet to={pathTo.contact(contactId)}>
                {contactName}
              </Link>
            ) : (
              <span className="text-soft">{t`jemand, den Sie nicht sehen`}</span>
            )}
          </span>
        )}
        <span className={withContact ? 'block break-words text-soft' : 'block break-words'}>{title}</span>
        <span className="block text-sm text-soft">
          {!byDay && `${format.dateTime(startsAt)}–${format.time(endsAt)} · `}
          {place?.name ?? ways[way]}
          {byDay && hosts && ` · ${hosts}`}
        </span>
        {way === 'video' && planned && may('write') && <WayIn meeting={meeting} />}
        {way === 'place' && <span className="block text-sm break-words text-soft">{location}</span>}
        {way === 'link' && location && (
          <a className="block truncate text-sm underline" href={location} rel="noreferrer noopener" target="_blank">
            {location}
          </a>
        )}
        {!byDay && <span className="block text-sm text-faint">{hosts}</span>}
        <span className="flex flex-wrap gap-1 empty:hidden">
          {!planned && <Badge icon={stateIcons[state]}>{states[state]}</Badge>}
          {source === 'booking' && <Badge icon="calendar">{t`selbst gebucht`}</Badge>}
          {invited && <Badge icon="mail">{t`eingeladen`}</Badge>}
        </span>
        {answers.map(({ label, answer }) => (
          <span className="block text-sm break-words" key={label}>
            <span className="text-soft">{label}</span> {answer}
          </span>
        ))}
        {soonHere && planned && may('write') && (
          <span className="flex pt-1.5">
            <Button onPress={() => settle('held')}>{t`Ist da`}</Button>
          </span>
        )}
        {begun && planned && may('write') && (
          <span className="flex flex-wrap gap-2 pt-1.5">
            <Button onPress={() => settle('held')}>{t`Fand statt`}</Button>
            <Button onPress={() => settle('no_show')}>{t`Kam nicht`}</Button>
          </span>
        )}
      </span>
      {may('write') && state !== 'cancelled' && (
        <Menu entries={entries} label={t`${title}: mehr`}>
          <IconButton icon="more" label={t`${title}: mehr`} small />
        </Menu>
      )}
    </li>
  );
}

const stateIcons = { held: 'check', no_show: 'careful', cancelled: 'close' } as const;

/** Says how it went. A word said by mistake can be taken back; a cancelled meeting may have told the person already. */
function useSettling({ id: meetingId }: MeetingView): (state: MeetingState) => void {
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
    const undo = () => say.mutate({ params, body: { state: 'planned' } });
    const said = { held: t`Termin fand statt`, no_show: t`Als nicht erschienen festgehalten`, planned: null }[state];
    say.mutate({ params, body: { state } }, { onSuccess: () => said !== null && toast({ message: said, undo }) });
  };
}
