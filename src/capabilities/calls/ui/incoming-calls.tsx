import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { type CallerStory, type IncomingCall, listIncoming, takeCall } from '#calls/contract';
import { GateMark } from '#consent/ui';
import { NextStepLine } from '#next-steps/ui';
import { useGo } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Money, PhoneText, RelativeTime } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { onNews } from '#web/live.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { useCallInTelephone } from '#web/telephone.ts';

/** Who is calling, above whatever page is open. It takes no focus: one may be in the middle of a word. */
export function IncomingCalls() {
  const { t } = useLingui();
  const calls = useQueryOf(listIncoming, undefined, { refetchMs: 20_000, staleMs: 0 });
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const place = useRef<HTMLElement>(null);
  const { refetch } = calls;
  useEffect(() => onNews((type) => void ((type === 'resync' || type.startsWith('calls.')) && refetch())), [refetch]);
  const inTelephone = useCallInTelephone();
  const isInTelephone = (call: IncomingCall) =>
    call.lineName === inTelephone?.lineName && call.number === inTelephone.number && !mustChoose(call);
  const shown = (calls.data?.items ?? []).filter((call) => !dismissed.has(call.id) && !isInTelephone(call));
  useKeys(
    [
      {
        keys: 'mod+i',
        label: t`Zum eingehenden Anruf`,
        everywhere: true,
        run: () => place.current?.querySelector<HTMLElement>('a, button')?.focus(),
      },
    ],
    shown.length > 0,
  );
  const [first] = shown;
  const [caller] = first?.callers ?? [];
  return (
    <>
      <p aria-live="assertive" className="sr-only">
        {first?.state === 'ringing' && (caller ? t`${caller.name} ruft an` : t`Ein Anruf kommt an`)}
      </p>
      {shown.length > 0 && (
        <section
          aria-label={t`Eingehende Anrufe`}
          className="fixed top-3 right-3 z-40 flex w-96 flex-col gap-2 phone:inset-x-2 phone:top-2 phone:w-auto"
          ref={place}
        >
          {shown.slice(0, 3).map((call) => (
            <IncomingCard
              call={call}
              key={call.id}
              onDismiss={() => setDismissed((now) => new Set([...now, call.id]))}
            />
          ))}
        </section>
      )}
    </>
  );
}

/** Whose conversation it is, and with whom, is said here alone. */
function mustChoose({ callers, state, callId }: IncomingCall): boolean {
  return callers.length > 1 || (callers.length === 1 && state !== 'ringing' && callId === null);
}

function IncomingCard({ call, onDismiss }: { call: IncomingCall; onDismiss: () => void }) {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const [only, other] = call.callers;
  const known = other ? undefined : only;
  const take = useMutationOf(takeCall, {
    refreshes: ['next-steps', 'timeline'],
    done: (_, { body }) => go(pathTo.contact(body.contactId)),
  });
  const own = (contactId: string) => take.mutate({ params: { lineCallId: call.id }, body: { contactId } });
  const states: Partial<Record<IncomingCall['state'], string>> = {
    ringing: t`ruft an`,
    answered: t`im Gespräch`,
    ended: t`hat aufgelegt`,
  };
  const open = call.callId === null && call.state !== 'ringing' && may('write');
  return (
    <article className="slide-in rounded border border-brass bg-raised p-3 shadow">
      <header className="flex items-center gap-2 text-sm text-soft">
        <Icon className={call.state === 'ringing' ? 'animate-pulse text-brass-deep' : 'text-brass-deep'} name="phone" />
        <span className="min-w-0 flex-1 truncate">
          {call.number ? <PhoneText e164={call.number} /> : <Trans>ohne Nummer</Trans>} · {call.lineName}
        </span>
        <span className="font-medium text-ink">{states[call.state]}</span>
        <IconButton icon="close" label={t`Anruf ausblenden`} onPress={onDismiss} small />
      </header>
      {known && <Story story={known} />}
      {other && (
        <>
          <p className="pt-1 font-medium">
            <Trans>Wer ist es?</Trans>
          </p>
          <ul>
            {call.callers.map((caller) => (
              <li className="flex items-center gap-2 py-0.5" key={caller.id}>
                <span className="min-w-0 flex-1 truncate">
                  <Link to={pathTo.contact(caller.id)}>{caller.name}</Link>{' '}
                  <span className="text-sm text-faint">{caller.companyName ?? caller.city}</span>
                </span>
                {open && <Button onPress={() => own(caller.id)} pending={take.isPending}>{t`Mein Gespräch`}</Button>}
              </li>
            ))}
          </ul>
        </>
      )}
      {!only && (
        <p className="pt-1 text-lg font-semibold">
          <Trans>Noch nicht bekannt</Trans>
        </p>
      )}
      <footer className="flex flex-wrap items-center gap-2 pt-2">
        {known && open && (
          <Button kind="primary" onPress={() => own(known.id)} pending={take.isPending}>{t`Mein Gespräch`}</Button>
        )}
        {known && !open && <Button kind="primary" onPress={() => go(pathTo.contact(known.id))}>{t`Öffnen`}</Button>}
        {!only && call.number && may('write') && (
          <Button
            icon="plus"
            kind="primary"
            onPress={() => go(`${pathTo.contacts()}?new=1&phone=${encodeURIComponent(call.number ?? '')}`)}
          >{t`Neuer Mensch`}</Button>
        )}
      </footer>
    </article>
  );
}

function Story({ story }: { story: CallerStory }) {
  const { lastCall, deal, phone } = story;
  return (
    <>
      <p className="flex items-baseline gap-2 pt-1">
        <Link className="min-w-0 truncate text-lg font-semibold" quiet to={pathTo.contact(story.id)}>
          {story.name}
        </Link>
        <span className="min-w-0 flex-1 truncate text-sm text-faint">
          {[story.companyName, story.city].filter(Boolean).join(' · ')}
        </span>
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 pt-1 text-sm [&_dt]:text-faint">
        {lastCall && (
          <>
            <dt>
              <Trans>Zuletzt</Trans>
            </dt>
            <dd className="line-clamp-2">
              <RelativeTime at={lastCall.at} />
              {lastCall.disposition && <>, {lastCall.disposition}</>}
              {lastCall.note && <>: {lastCall.note}</>}
            </dd>
          </>
        )}
        {deal && (
          <>
            <dt>
              <Trans>Abschluss</Trans>
            </dt>
            <dd className="truncate">
              {deal.title}, {deal.stageName}, <Money cents={deal.valueCents} currency={deal.currency} whole />
            </dd>
          </>
        )}
        <NextStepLine contactId={story.id} />
        {phone && (
          <>
            <dt>
              <Trans>Anrufen</Trans>
            </dt>
            <dd>
              <GateMark answer={phone} bare />
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
