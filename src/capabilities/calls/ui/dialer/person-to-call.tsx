import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { DialerPerson } from '#calls/contract';
import { GateMark, GateReason } from '#consent/ui';
import { Background, OutcomeForm, type TodayRow } from '#next-steps/ui';
import { ScriptBeside, TurnHint, useScript, useTurn } from '#scripts/ui';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Note } from '#web/components/states.tsx';
import { Badge } from '#web/components/standing.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { PhoneText, useNow } from '#web/components/texts.tsx';
import { useKeys } from '#web/keys.ts';
import { pathTo } from '#web/paths.ts';
import { usePhone } from '#web/phone-width.ts';
import { useStartCall } from '../call-button.tsx';
import { Key } from '../key.tsx';
import { Countdown } from './countdown.tsx';

/** Before it rings: who it is, what time it is there, how long until the call. After: what to say, how it ended and what follows. */
export function PersonToCall({
  person,
  row,
  paceSeconds,
  onSkip,
  onRefused,
}: {
  person: DialerPerson;
  /** What Heute knows of them: the promise that is due, the deal. */
  row: TodayRow | undefined;
  paceSeconds: number | null;
  onSkip: () => void;
  /** The call was refused after all. */
  onRefused: () => void;
}) {
  const { t } = useLingui();
  const phone = usePhone();
  const { contactId, openCall, purpose, request, answer } = person;
  // Dialled once, counted down never again: a call that was taken back is begun again by hand.
  const [waiting, setWaiting] = useState(openCall !== null);
  const { start, pending } = useStartCall(() => setWaiting(true));
  const script = useScript(openCall);
  const turn = useTurn(script.run, phone);
  const deal = row?.deal ?? null;
  const dial = () => {
    if (pending || openCall || !answer.allowed) return;
    setWaiting(true);
    start({ contactId, purpose, held: true, ...(deal && { dealId: deal.id }), ...(request && { request }) }, onRefused);
  };
  const before = !openCall && !person.called;
  const counts = before && !waiting && paceSeconds !== null && answer.allowed;
  useKeys(
    [
      { keys: 'c', label: t`Anrufen`, run: dial },
      { keys: 's', label: t`Überspringen`, run: onSkip },
      { keys: 'w', label: t`Noch warten`, run: () => setWaiting(true) },
    ],
    before,
  );
  const beside = script.scripts.length > 0 && (
    <ScriptBeside atKeys={turn.of === 'script'} script={script} titled={phone && openCall !== null} />
  );
  const tabs = phone && beside && openCall;

  return (
    <div className="flex min-h-full phone:block">
      <article aria-labelledby="person-name" className="flex min-w-0 flex-1 flex-col gap-4 px-6 py-4 phone:px-4">
        <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <PersonName person={person} />
          {before && (
            <span className="ml-auto flex shrink-0 flex-wrap items-center gap-2 phone:w-full phone:justify-end">
              {counts && <Countdown onEnd={dial} seconds={paceSeconds} />}
              {counts && (
                <Button kind="plain" onPress={() => setWaiting(true)}>
                  {t`Noch warten`}
                  <Key keys="w" />
                </Button>
              )}
              <Button kind="plain" onPress={onSkip}>
                {t`Überspringen`}
                <Key keys="s" />
              </Button>
              <Button disabled={!answer.allowed} icon="phone" kind="primary" onPress={dial} pending={pending}>
                {t`Anrufen`}
                <Key keys="c" />
              </Button>
            </span>
          )}
        </header>
        {request && (
          <Note kind="info">
            <Trans>Rückruf gewünscht: {request.about}</Trans>
          </Note>
        )}
        {!answer.allowed && before && <GateReason answer={answer} contactId={contactId} />}
        {tabs && (
          <Tabs
            label={t`Im Anruf`}
            onChange={turn.give}
            tabs={[
              { id: 'script', label: t`Leitfaden` },
              { id: 'outcome', label: t`Ergebnis` },
            ]}
            value={turn.of}
          />
        )}
        {phone && (!tabs || turn.of === 'script') && beside}
        {(!tabs || turn.of === 'outcome') && (
          <>
            {openCall && (
              <OutcomeForm
                atKeys={turn.of === 'outcome'}
                meant={script.run?.disposition ?? null}
                onDone={() => undefined}
                openCall={openCall}
                subject={{ contactId, deal, step: row?.step ?? null, purpose, request }}
              />
            )}
            <Background contactId={contactId} />
          </>
        )}
      </article>
      {!phone && beside && (
        <aside aria-label={t`Leitfaden`} className="w-96 shrink-0 border-l border-line px-5 py-4 max-desk:w-80">
          {turn.possible && (
            <div className="pb-3">
              <TurnHint of={turn.of} />
            </div>
          )}
          {beside}
        </aside>
      )}
    </div>
  );
}

function PersonName({ person }: { person: DialerPerson }) {
  const { t } = useLingui();
  const { contactId, name, kind, jobTitle, companyName, city, phone, answer, timeZone } = person;
  return (
    <div className="min-w-56 flex-1">
      <h2 className="flex flex-wrap items-center gap-2 text-xl font-semibold" id="person-name">
        <Link quiet to={pathTo.contact(contactId)}>
          {name}
        </Link>
        <Badge>{kind === 'private' ? t`privat` : t`geschäftlich`}</Badge>
      </h2>
      <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-soft">
        {[jobTitle, companyName, city].filter(Boolean).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {phone && <PhoneText e164={phone} />}
        <GateMark answer={answer} bare />
        <TimeThere timeZone={timeZone} />
      </p>
    </div>
  );
}

/** What their clock says. */
function TimeThere({ timeZone }: { timeZone: string }) {
  const now = useNow();
  const time = new Intl.DateTimeFormat('de-DE', { hour: '2-digit', minute: '2-digit', timeZone }).format(now);
  return (
    <span className="tabular-nums">
      <Trans>dort {time} Uhr</Trans>
    </span>
  );
}
