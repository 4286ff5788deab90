import { Trans } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { RecordingPlayer } from '#conversations/ui';
import type { AgendaPoint } from '#team-meetings/contract';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Badge } from '#web/components/standing.tsx';
import { Money } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useReasonWords } from './reason-words.ts';

type Shown = Pick<AgendaPoint, 'title' | 'reasons' | 'deal' | 'call'>;

export function Reasons({ point, currency }: { point: Shown; currency: string }) {
  const words = useReasonWords(currency);
  return (
    <ul className="flex flex-wrap gap-1">
      {point.reasons.map((reason) => (
        <li className="flex max-w-full" key={reason.code}>
          <Badge>{words(reason)}</Badge>
        </li>
      ))}
    </ul>
  );
}

/** What it is about, in two lines. */
export function PointLine({ point, currency }: { point: Shown; currency: string }) {
  const format = useFormat();
  const { nameOf } = usePeople();
  const { deal, call } = point;
  return (
    <div className="flex min-w-0 items-start gap-2 py-2">
      <Icon className="mt-0.5 text-faint" name={deal ? 'deal' : call ? 'phone' : 'message'} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <PointTitle point={point} />
          {deal && <Money cents={deal.valueCents} currency={deal.currency} whole />}
          {call?.durationSeconds && <span className="tabular-nums">{format.duration(call.durationSeconds)}</span>}
        </div>
        <p className="pb-1 text-sm text-soft">
          {[deal && (deal.contact?.name ?? deal.company?.name), nameOf(deal?.ownerId ?? call?.userId)]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Reasons currency={currency} point={point} />
      </div>
    </div>
  );
}

export function PointTitle({ point: { title, deal, call } }: { point: Pick<Shown, 'title' | 'deal' | 'call'> }) {
  if (deal)
    return (
      <Link className="font-medium break-words" quiet to={pathTo.deal(deal.id)}>
        {title}
      </Link>
    );
  if (call)
    return (
      <Link className="font-medium break-words" quiet to={pathTo.contact(call.contactId)}>
        {title || <Trans>Anruf</Trans>}
      </Link>
    );
  return <span className="font-medium break-words">{title}</span>;
}

/** What there is to hear and to read of a call. */
export function CallFacts({ point: { call, recordingId } }: { point: Pick<AgendaPoint, 'call' | 'recordingId'> }) {
  const format = useFormat();
  const { nameOf } = usePeople();
  if (!call) return null;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-soft">
        {[nameOf(call.userId), format.dateTime(call.startedAt), call.disposition?.name].filter(Boolean).join(' · ')}
      </p>
      {call.note && <p className="max-w-2xl break-words whitespace-pre-line">{call.note}</p>}
      {recordingId && <RecordingPlayer recordingId={recordingId} />}
    </div>
  );
}
