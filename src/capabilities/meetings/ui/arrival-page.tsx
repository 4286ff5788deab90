import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { usePeople } from '#access/ui';
import { getMeeting, type MeetingView, sayOutcome } from '#meetings/contract';
import { useParam } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Fact, Facts, Page } from '#web/components/page.tsx';
import { ErrorNote, MissingNote, Note, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { useStateNames } from './ways.ts';

/** Where the code leads that a visitor shows: whoever of us reads it has said that they are here. */
export function ArrivalPage() {
  const { t } = useLingui();
  const meetingId = useParam('meetingId');
  const { data, error, refetch } = useQueryOf(getMeeting, { params: { meetingId } });
  return (
    <Page title={t`Ankunft`}>
      {error && (
        <MissingNote
          error={error}
          onRetry={() => void refetch()}
          way={<Link to={pathTo.meetings()}>{t`Zu den Terminen`}</Link>}
        />
      )}
      {!data && !error && <Skeleton lines={4} />}
      {data && <Arrival meeting={data} />}
    </Page>
  );
}

function Arrival({ meeting }: { meeting: MeetingView }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay()('write');
  const states = useStateNames();
  const { nameOf } = usePeople();
  const { id: meetingId, state, contactId, contactName, title, startsAt, endsAt, hostIds, location, answers } = meeting;
  const { mutate, error, isPending, isIdle } = useMutationOf(sayOutcome, {
    quiet: true,
    refreshes: ['timeline', 'contacts', 'next-steps'],
  });
  const say = (wanted: 'held' | 'planned') => mutate({ params: { meetingId }, body: { state: wanted } });
  const arrives = may && isIdle && state === 'planned';
  useEffect(() => {
    // Said twice it is said once.
    if (arrives) mutate({ params: { meetingId }, body: { state: 'held' } });
  }, [arrives, meetingId, mutate]);
  return (
    <div className="flex max-w-xl flex-col gap-4">
      {state === 'held' ? (
        <p className="flex items-center gap-3 text-2xl font-semibold" role="status">
          <Icon className="text-allowed" name="allowed" size={24} />
          <Trans>{contactName} ist da</Trans>
        </p>
      ) : (
        <p className="text-2xl font-semibold">{contactName}</p>
      )}
      {error && <ErrorNote error={error} />}
      {state !== 'held' && state !== 'planned' && <Note kind="careful">{states[state]}</Note>}
      <Facts>
        <Fact name={t`Termin`}>{title}</Fact>
        <Fact name={t`Wann`}>
          {format.dateTime(startsAt)}–{format.time(endsAt)}
        </Fact>
        {location && <Fact name={t`Wo`}>{location}</Fact>}
        <Fact name={t`Mit`}>{hostIds.map(nameOf).filter(Boolean).join(', ')}</Fact>
        {answers.map(({ label, answer }) => (
          <Fact key={label} name={label}>
            {answer}
          </Fact>
        ))}
      </Facts>
      <div className="flex flex-wrap items-center gap-3">
        {may && state === 'held' && (
          <Button icon="undo" onPress={() => say('planned')} pending={isPending}>{t`Doch nicht da`}</Button>
        )}
        {may && state !== 'held' && state !== 'cancelled' && (
          <Button icon="check" kind="primary" onPress={() => say('held')} pending={isPending}>{t`Ist da`}</Button>
        )}
        {contactName && <Link to={pathTo.contact(contactId)}>{t`Zur Person`}</Link>}
        <Link to="/schauraum-heute">{t`Schauraum heute`}</Link>
      </div>
    </div>
  );
}
