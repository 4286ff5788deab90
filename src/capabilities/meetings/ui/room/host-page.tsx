import { Trans, useLingui } from '@lingui/react/macro';
import { Panels } from '#contacts/ui';
import { enterElsewhere, getMeeting, giveGuestLink, type MeetingView, revokeGuestLink } from '#meetings/contract';
import { useParam } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { MissingNote, Note, Skeleton } from '#web/components/states.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { PlaceProblem } from '../way-in.tsx';
import { RoomPlace } from './room-place.tsx';
import { ShowPages } from './showing/show-pages.tsx';
import { ShowTour } from './tour/show-tour.tsx';

/** The room of a meeting, for us: with what we know of the person beside it. */
export function HostPage() {
  const { t } = useLingui();
  const meetingId = useParam('meetingId');
  const { data: meeting, error, refetch } = useQueryOf(getMeeting, { params: { meetingId } });
  const name = meeting?.contactName ?? '';
  return (
    <Page title={name ? t`Videogespräch mit ${name}` : t`Videogespräch`}>
      {error && (
        <MissingNote
          error={error}
          onRetry={() => void refetch()}
          way={<Link to={pathTo.today()}>{t`Zu Heute`}</Link>}
        />
      )}
      {!meeting && !error && <Skeleton lines={6} />}
      {meeting && (
        <div className="flex h-full min-h-0 flex-col">
          {meeting.place && meeting.place.state !== 'failed' ? (
            <Elsewhere meeting={meeting} />
          ) : (
            <>
              <PlaceProblem meeting={meeting} />
              <RoomPlace
                before={<GuestLinkBox meetingId={meetingId} />}
                beside={<Person meeting={meeting} />}
                key={meetingId}
                lead={(media, talk) => (
                  <div className="flex flex-wrap items-center justify-center gap-2">
                    <ShowPages media={media} talk={talk} />
                    <ShowTour media={media} />
                  </div>
                )}
                room={meetingId}
                who={{ meetingId }}
              />
            </>
          )}
        </div>
      )}
    </Page>
  );
}

/** Who it is, what was promised, what happened. */
function Person({ meeting }: { meeting: MeetingView }) {
  const { t } = useLingui();
  const { contactId, contactName } = meeting;
  return (
    <div className="flex min-h-0 flex-2 flex-col gap-4 overflow-y-auto">
      <p className="text-lg font-semibold">
        {contactName ? (
          // Beside the talk, not instead of it.
          <a className="underline" href={pathTo.contact(contactId)} rel="noreferrer" target="_blank">
            {contactName}
          </a>
        ) : (
          t`Nur für andere sichtbar`
        )}
      </p>
      <p className="text-soft">{meeting.title}</p>
      {meeting.place?.joinUrl ? (
        <JoinLinkBox address={meeting.place.joinUrl} />
      ) : (
        <GuestLinkBox meetingId={meeting.id} />
      )}
      {contactName && (
        <>
          <Panels id={contactId} place="next" subject="contact" />
          <Panels id={contactId} place="timeline" subject="contact" />
        </>
      )}
    </div>
  );
}

/** At a provider: the way there, and with what we know of the person beside it. */
function Elsewhere({ meeting }: { meeting: MeetingView }) {
  const { t } = useLingui();
  const { place, state } = meeting;
  const made = place?.state === 'made' && state !== 'cancelled';
  const enter = useQueryOf(enterElsewhere, made ? { params: { meetingId: meeting.id }, body: {} } : null, {
    staleMs: Infinity,
  });
  if (!place) return null;
  const { name } = place;
  return (
    <div className="flex min-h-0 flex-1 gap-5 phone:flex-col">
      <div className="flex flex-3 flex-col items-start gap-3 phone:flex-none">
        {place.state === 'awaited' && <Note>{t`${name} legt den Termin gerade an …`}</Note>}
        {enter.error && <Note kind="careful">{enter.error.message}</Note>}
        {enter.data && (
          <>
            <p>{t`Dieses Gespräch findet bei „${name}“ statt, in einem eigenen Fenster. Die Person steht weiter hier.`}</p>
            <a
              className="inline-flex min-h-11 items-center rounded bg-brass px-4 font-medium text-brass-ink"
              href={enter.data.address}
              rel="noreferrer noopener"
              target="_blank"
            >
              {t`Bei „${name}“ beitreten`}
            </a>
          </>
        )}
        <PlaceProblem meeting={meeting} />
      </div>
      <Person meeting={meeting} />
    </div>
  );
}

function JoinLinkBox({ address }: { address: string }) {
  const { t } = useLingui();
  return (
    <section
      aria-label={t`Link zum Gespräch`}
      className="flex flex-col gap-2 rounded border border-line bg-sunken px-3 py-2"
    >
      <p className="font-medium">
        <Trans>Link für die Person</Trans>
      </p>
      <p className="text-sm break-all select-all">{address}</p>
      <div>
        <CopyButton address={address} />
      </div>
    </section>
  );
}

function CopyButton({ address }: { address: string }) {
  const { t } = useLingui();
  const copy = (): void => {
    navigator.clipboard.writeText(address).then(
      () => toast({ message: t`Link kopiert` }),
      () =>
        toast({ message: t`Der Browser lässt hier nicht kopieren. Bitte markieren Sie den Link.`, tone: 'refused' }),
    );
  };
  return <Button icon="copy" onPress={copy}>{t`Kopieren`}</Button>;
}

/** By which the person comes in: to be sent to them, or taken back. */
function GuestLinkBox({ meetingId }: { meetingId: string }) {
  const { t } = useLingui();
  const { data: link, error, refetch } = useQueryOf(giveGuestLink, { params: { meetingId } }, { staleMs: Infinity });
  const revoke = useMutationOf(revokeGuestLink, {
    done: () => {
      toast({ message: t`Der alte Link gilt nicht mehr.` });
      void refetch();
    },
  });
  if (error) return <Note kind="careful">{error.message}</Note>;
  if (!link) return <Skeleton lines={2} />;
  return (
    <section aria-label={t`Gästelink`} className="flex flex-col gap-2 rounded border border-line bg-sunken px-3 py-2">
      <p className="font-medium">
        <Trans>Gästelink, ohne Konto und App</Trans>
      </p>
      <p className="text-sm break-all select-all">{link.address}</p>
      <p className="text-sm text-soft">
        <Trans>
          Gilt bis <TimeText at={link.expiresAt} withDay />
        </Trans>
      </p>
      <div className="flex flex-wrap gap-2">
        <CopyButton address={link.address} />
        <Button kind="plain" onPress={() => revoke.mutate({ params: { meetingId } })} pending={revoke.isPending}>
          {t`Neuen Link machen`}
        </Button>
      </div>
    </section>
  );
}
