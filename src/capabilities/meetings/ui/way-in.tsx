import { useLingui } from '@lingui/react/macro';
import { type MeetingView, retryPlace } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { useMutationOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useProviderProblems } from './providers/problem-words.ts';

/** Whoever enters gets a token of their own there: the way leads over our page. */
export const wantsToken = ({ place }: MeetingView): boolean => place?.kind === 'jitsi' || place?.kind === 'livekit';

/** Where one goes into a meeting by video that is planned: our room, or the provider's; and what is wrong there. */
export function WayIn({ meeting }: { meeting: MeetingView }) {
  const { t } = useLingui();
  const { place } = meeting;
  const room = (
    <Link className="block text-sm" to={pathTo.room(meeting.id)}>
      {t`Raum öffnen`}
    </Link>
  );
  if (!place) return room;
  const { name, joinUrl, state } = place;
  return (
    <>
      {state === 'awaited' && <span className="block text-sm text-soft">{t`${name} legt den Termin gerade an …`}</span>}
      {state === 'made' && wantsToken(meeting) && room}
      {state === 'made' && !wantsToken(meeting) && joinUrl !== null && (
        <a className="block text-sm underline" href={joinUrl} rel="noreferrer noopener" target="_blank">
          {t`Bei „${name}“ beitreten`}
        </a>
      )}
      <PlaceProblem meeting={meeting} />
      {state === 'failed' && room}
    </>
  );
}

/** What the provider could not do, what is so instead, and a way to try again. */
export function PlaceProblem({ meeting }: { meeting: MeetingView }) {
  const { t } = useLingui();
  const problems = useProviderProblems();
  const retry = useMutationOf(retryPlace);
  const { place } = meeting;
  if (!place?.problem || place.state === 'awaited') return null;
  const { name } = place;
  return (
    <span className="flex flex-wrap items-start gap-x-2 gap-y-1 py-1 text-sm">
      <Icon className="mt-0.5 shrink-0 text-careful" name="careful" />
      <span className="min-w-48 flex-1">
        {place.state === 'failed'
          ? t`Bei „${name}“ ließ sich der Termin nicht anlegen. Er findet in unserem eigenen Raum statt.`
          : t`Bei „${name}“ steht noch der alte Stand; der Link gilt weiter.`}{' '}
        <span className="text-soft">{problems[place.problem]}</span>
      </span>
      <Button
        kind="plain"
        onPress={() => retry.mutate({ params: { meetingId: meeting.id }, body: {} })}
        pending={retry.isPending}
      >{t`Noch einmal versuchen`}</Button>
    </span>
  );
}
