import { Trans, useLingui } from '@lingui/react/macro';
import { Panels } from '#contacts/ui';
import { getMeeting, giveGuestLink, type MeetingView, revokeGuestLink } from '#meetings/contract';
import { useParam } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { MissingNote, Note, Skeleton } from '#web/components/states.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { RoomPlace } from './room-place.tsx';
import { ShowPages } from './showing/show-pages.tsx';

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
          <RoomPlace
            before={<GuestLinkBox meetingId={meetingId} />}
            beside={<Person meeting={meeting} />}
            key={meetingId}
            lead={(media, talk) => <ShowPages media={media} talk={talk} />}
            room={meetingId}
            who={{ meetingId }}
          />
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
      <GuestLinkBox meetingId={meeting.id} />
      {contactName && (
        <>
          <Panels id={contactId} place="next" subject="contact" />
          <Panels id={contactId} place="timeline" subject="contact" />
        </>
      )}
    </div>
  );
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
  const copy = (): void => {
    navigator.clipboard.writeText(link.address).then(
      () => toast({ message: t`Link kopiert` }),
      () =>
        toast({ message: t`Der Browser lässt hier nicht kopieren. Bitte markieren Sie den Link.`, tone: 'refused' }),
    );
  };
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
        <Button icon="copy" onPress={copy}>{t`Kopieren`}</Button>
        <Button kind="plain" onPress={() => revoke.mutate({ params: { meetingId } })} pending={revoke.isPending}>
          {t`Neuen Link machen`}
        </Button>
      </div>
    </section>
  );
}
