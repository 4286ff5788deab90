import { useLingui } from '@lingui/react/macro';
import { useCallback, useEffect, useRef } from 'react';
import { type TodayRow, useToday } from '#next-steps/ui';
import { Button } from '#web/components/button.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useKeys } from '#web/keys.ts';
import { Key } from '../key.tsx';
import { DialerProgress } from './dialer-progress.tsx';
import { DialerStart } from './dialer-start.tsx';
import { DialerRest } from './dialer-rest.tsx';
import { usePaces } from './paces.ts';
import { PersonToCall } from './person-to-call.tsx';
import { useDialer } from './use-dialer.ts';

/** One person after the other, by the keyboard alone: who is next, may they be called, how did it end, go on. */
export function DialerPage() {
  const { t } = useLingui();
  const paces = usePaces();
  const today = useToday();
  const offered = useRef(new Set<string>());
  const rows = useRef<readonly TodayRow[]>([]);
  useEffect(() => {
    rows.current = today?.items ?? [];
  });
  const callbackDue = useCallback((currentId: string | undefined) => {
    const row = rows.current.find(
      (one) => isDue(one) && one.contact?.id !== currentId && !offered.current.has(one.key),
    );
    if (row) offered.current.add(row.key);
    return row;
  }, []);
  const dialer = useDialer(callbackDue);
  const { session, person } = dialer;
  const paused = session?.pausedAt !== null;

  useKeys(
    [{ keys: 'p', label: paused ? t`Weiter telefonieren` : t`Pause machen`, run: () => dialer.pause(!paused) }],
    session !== null,
  );

  if (!dialer.loaded || !today)
    return (
      <Page title={t`Telefonliste`}>
        {dialer.error ? <ErrorNote error={dialer.error} onRetry={dialer.retry} /> : <Skeleton lines={8} />}
      </Page>
    );
  if (!session) return <DialerStart onStarted={dialer.show} today={today} />;

  return (
    <Page
      actions={
        <>
          <span className="w-32">
            <Select
              label={t`Tempo`}
              labelHidden
              onChange={(value) => dialer.setPace(value === 'hand' ? null : Number(value))}
              options={paces}
              value={session.paceSeconds === null ? 'hand' : String(session.paceSeconds)}
            />
          </span>
          {!paused && (
            <Button icon="pause" onPress={() => dialer.pause(true)}>
              {t`Pause`}
              <Key keys="p" />
            </Button>
          )}
          <Button kind="plain" onPress={dialer.end}>{t`Beenden`}</Button>
        </>
      }
      scroll={false}
      title={session.name}
    >
      <div className="flex h-full min-h-0 border-t border-line phone:block phone:overflow-y-auto">
        <div className="min-w-0 flex-1 overflow-y-auto phone:overflow-visible">
          {dialer.error && (
            <div className="px-6 pt-4">
              <ErrorNote error={dialer.error} onRetry={dialer.retry} />
            </div>
          )}
          {paused || !person ? (
            <DialerRest
              looking={dialer.looking}
              onAgain={() => dialer.goOn()}
              onEnd={dialer.end}
              onResume={() => dialer.pause(false)}
              session={session}
            />
          ) : (
            <PersonToCall
              key={person.contactId}
              onRefused={() => dialer.goOn(person.contactId)}
              onSkip={() => dialer.goOn(person.contactId)}
              paceSeconds={session.paceSeconds}
              person={person}
              row={today?.items.find(({ contact }) => contact?.id === person.contactId)}
            />
          )}
        </div>
        <DialerProgress session={session} />
      </div>
    </Page>
  );
}

/** A call-back whose time has come, and whom the phone may reach. */
function isDue({ reason, phone }: TodayRow): boolean {
  if (reason.code !== 'callback_due' || !phone?.allowed) return false;
  return reason.dueAt === undefined || Date.parse(reason.dueAt) <= Date.now();
}
