import { Trans, useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useState } from 'react';
import { type RoomVisit, visitRoom } from '#meetings/contract';
import { type ApiRefusal, call } from '#web/api.ts';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { regionOf } from '#web/region.ts';
import { RoomPlace } from './room-place.tsx';
import { overWords } from './words.ts';

const faults = ['link_unknown', 'link_expired', 'link_revoked'] as const;

/** For who comes by a link: no account, no app. */
export function GuestPage({ token }: { token: string }) {
  const { t } = useLingui();
  const [data, setData] = useState<RoomVisit>();
  const [error, setError] = useState<ApiRefusal>();
  const ask = useCallback(() => {
    const asking = new AbortController();
    call(visitRoom, { body: { token } }, { signal: asking.signal }).then(setData, (refusal: ApiRefusal) => {
      if (!asking.signal.aborted) setError(refusal);
    });
    return () => asking.abort();
  }, [token]);
  useEffect(ask, [ask]);
  const askAgain = (): void => {
    setError(undefined);
    ask();
  };
  const company = data?.company;
  useEffect(() => {
    document.title = company ? t`Videogespräch mit ${company}` : t`Videogespräch`;
  }, [company, t]);
  const fault = faults.find((code) => code === error?.code);
  return (
    <main className="flex h-dvh flex-col overflow-y-auto px-6 py-4 phone:px-4">
      <header className="pb-3">
        <h1 className="truncate text-lg font-semibold" id="page-title" tabIndex={-1}>
          {fault ? overWords(fault).title : company ? <Trans>Videogespräch mit {company}</Trans> : t`Videogespräch`}
        </h1>
      </header>
      {fault && <EmptyState icon="link">{overWords(fault).text}</EmptyState>}
      {error && !fault && <ErrorNote error={error} onRetry={askAgain} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && <RoomPlace before={<Invitation visit={data} />} room={token.slice(-12)} who={{ token }} />}
    </main>
  );
}

function Invitation({ visit }: { visit: RoomVisit }) {
  const { i18n } = useLingui();
  const { hosts } = visit;
  const names = new Intl.ListFormat(i18n.locale).format(hosts);
  const when = new Intl.DateTimeFormat(regionOf(i18n.locale), { dateStyle: 'full', timeStyle: 'short' }).format(
    new Date(visit.startsAt),
  );
  return (
    <p className="text-lg">
      {hosts.length > 0 && <Trans>Ihr Gespräch mit {names}.</Trans>} <span className="text-soft">{when}</span>
    </p>
  );
}
