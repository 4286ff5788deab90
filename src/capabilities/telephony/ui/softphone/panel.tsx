import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useCall, useCaller } from '#calls/ui';
import { RecordControls } from '#conversations/ui';
import { LeaveMessage, OutcomeDialog } from '#next-steps/ui';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { useKeys } from '#web/keys.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import type { TelephoneTalk } from '#telephony/contract';
import { showInTelephone } from '#web/telephone.ts';
import { formatPhone } from '#web/phone-numbers.ts';
import { Keypad } from './keypad.tsx';
import { ListenerNote } from './listener-note.tsx';
import type { Shown, Softphone } from './softphone.ts';
import { endingWords, lineWords } from './words.ts';
import { PassOn } from './pass-on.tsx';

/** The telephone at the foot of the page: there while there is something to say. */
export function SoftphonePanel({ softphone }: { softphone: Softphone }) {
  const { t } = useLingui();
  const shown = useSyncExternalStore(softphone.subscribe, softphone.shown);
  useShowIncoming(shown?.state);
  if (!shown) return null;
  const { talk, last, line } = shown.state;
  const troubled = line.state === 'refused' || line.state === 'unreachable';
  if (!talk && !last && !troubled) return null;
  return (
    // Stays in use above an open dialog: a conversation does not wait for one.
    <section
      aria-label={t`Telefon`}
      className="appear fixed right-4 bottom-4 z-40 flex w-80 flex-col gap-3 rounded border border-line bg-raised p-4 shadow phone:inset-x-2 phone:bottom-18 phone:w-auto"
      data-react-aria-top-layer="true"
    >
      {talk && <TalkCard shown={shown} softphone={softphone} talk={talk} />}
      {!talk && last && <LastCard key={last.talk.id} last={last} softphone={softphone} />}
      {!talk && !last && <LineTrouble shown={shown} />}
    </section>
  );
}

function useShowIncoming(state: Shown['state'] | undefined) {
  const { direction, number = null } = state?.talk ?? state?.last?.talk ?? {};
  const lineName = direction === 'inbound' ? state?.line.name : undefined;
  useEffect(() => {
    if (lineName === undefined) return;
    showInTelephone({ lineName, number });
    return () => showInTelephone(undefined);
  }, [lineName, number]);
}

function LineTrouble({ shown }: { shown: Shown }) {
  const { i18n } = useLingui();
  const { line } = shown.state;
  return (
    <p className="flex gap-2 text-sm text-soft" role="status">
      <Icon className="mt-0.5 text-careful" name="careful" />
      <span>
        <strong className="font-semibold text-ink">{line.name}:</strong> {i18n._(lineWords[line.state])}
      </span>
    </p>
  );
}

function TalkCard({ softphone, shown, talk }: { softphone: Softphone; shown: Shown; talk: TelephoneTalk }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'keys' | 'pass' | null>(null);
  const { state, muted } = shown;
  const rings = talk.direction === 'inbound' && talk.state === 'ringing';
  const speaks = talk.state === 'talking';
  const here = state.sound === 'here';
  const hangUp = () => void softphone.ask({ do: 'hangUp' });
  useKeys(
    rings
      ? [
          { keys: 'shift+a', label: t`Anruf annehmen`, run: () => void softphone.answer() },
          { keys: 'shift+x', label: t`Anruf ablehnen`, run: hangUp },
        ]
      : [
          { keys: 'shift+m', label: t`Mikrofon aus und an`, run: () => softphone.mute(!muted) },
          { keys: 'shift+x', label: t`Auflegen`, run: hangUp },
        ],
  );
  return (
    <>
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Name talk={talk} />
          <p aria-live="polite" className="text-sm text-soft">
            <Standing consulting={state.consult !== null} talk={talk} />
            {speaks && <Timer aheadMs={shown.aheadMs} from={talk.answeredAt} />}
          </p>
        </div>
        {talk.held && <Icon className="text-careful" name="clock" />}
      </header>
      <Notes shown={shown} softphone={softphone} />
      {state.listener && <ListenerNote listener={state.listener} softphone={softphone} />}
      {rings ? (
        <div className="grid grid-cols-2 gap-2">
          <Button icon="phone" kind="primary" onPress={() => void softphone.answer()} wide>{t`Annehmen`}</Button>
          <Button icon="phone-off" kind="danger" onPress={hangUp} wide>{t`Ablehnen`}</Button>
        </div>
      ) : state.sound === 'elsewhere' || (speaks && state.sound === 'nowhere' && !shown.mine) ? (
        <div className="flex flex-col gap-2">
          <p className="text-sm text-soft">
            {state.sound === 'elsewhere' ? (
              <Trans>Sie sprechen in einem anderen Fenster.</Trans>
            ) : (
              <Trans>Das Fenster, in dem Sie sprachen, ist zu. Man hört Sie gerade nicht.</Trans>
            )}
          </p>
          <Button icon="phone" onPress={() => void softphone.takeHere()}>{t`Hierher holen`}</Button>
        </div>
      ) : (
        <>
          <div className="flex items-center gap-2">
            <Toggle
              icon={muted ? 'mic-off' : 'mic'}
              label={muted ? t`Mikrofon einschalten` : t`Mikrofon ausschalten`}
              on={muted}
              onPress={() => softphone.mute(!muted)}
            />
            <Toggle
              disabled={!speaks || state.consult !== null}
              icon="pause"
              label={talk.held ? t`Weitersprechen` : t`Halten`}
              on={talk.held}
              onPress={() => void softphone.ask({ do: 'hold', on: !talk.held })}
            />
            <Toggle
              disabled={!here || (talk.held && state.consult === null)}
              icon="dialpad"
              label={t`Tasten`}
              on={open === 'keys'}
              onPress={() => setOpen(open === 'keys' ? null : 'keys')}
            />
            <Toggle
              disabled={!speaks}
              icon="forward"
              label={t`Weiterverbinden`}
              on={open === 'pass'}
              onPress={() => setOpen(open === 'pass' ? null : 'pass')}
            />
            <span className="flex-1" />
            <Button icon="phone-off" kind="danger" onPress={hangUp}>{t`Auflegen`}</Button>
          </div>
          {open === 'keys' && here && <Keypad onPress={(key) => void softphone.ask({ do: 'press', keys: key })} />}
          {(open === 'pass' || state.consult) && speaks && (
            <PassOn consult={state.consult} consults={softphone.onServer} onWish={(wish) => void softphone.ask(wish)} />
          )}
        </>
      )}
      {speaks && here && softphone.onServer && !talk.held && !state.consult && <Message talk={talk} />}
      {speaks && <Recording shown={shown} softphone={softphone} talk={talk} />}
    </>
  );
}

/** Only in calls of our own: whoever calls us is no mailbox. */
function Message({ talk }: { talk: TelephoneTalk }) {
  const { call } = useOther(talk);
  return talk.direction === 'outbound' && call?.disposition === null ? <LeaveMessage call={call} /> : null;
}

/** Whether it is recorded; as long as the conversation is there, wherever its sound is. */
function Recording({ softphone, shown, talk }: { softphone: Softphone; shown: Shown; talk: TelephoneTalk }) {
  const { call } = useOther(talk);
  const { state, tracks } = shown;
  if (!call) return null;
  return (
    <RecordControls
      announce={() => softphone.ask({ do: 'announce' })}
      // Who joins has not agreed to be recorded, and would stand in the track of the other one.
      blocked={state.consult ? 'consult' : state.listener?.mode === 'join' ? 'joined' : talk.held ? 'held' : null}
      callId={call.id}
      tracks={state.sound === 'here' ? tracks : null}
    />
  );
}

function Notes({ softphone, shown }: { softphone: Softphone; shown: Shown }) {
  const { t } = useLingui();
  if (!shown.connected || shown.mending)
    return (
      <p className="flex gap-2 text-sm text-careful" role="status">
        <Icon className="mt-0.5" name="offline" />
        {t`Die Verbindung ist unterbrochen. Bitte bleiben Sie dran, wir verbinden neu.`}
      </p>
    );
  if (!shown.audible)
    return <Button icon="phone" kind="primary" onPress={() => softphone.play()}>{t`Ton einschalten`}</Button>;
  if (shown.state.transferRefused)
    return (
      <p className="flex gap-2 text-sm text-careful" role="status">
        <Icon className="mt-0.5" name="careful" />
        {t`Das Weiterverbinden hat nicht geklappt. Sie sprechen weiter miteinander.`}
      </p>
    );
  return null;
}

/** The person, where we know who it is; else the number. */
function Name({ talk }: { talk: TelephoneTalk }) {
  const { t } = useLingui();
  const may = useMay();
  const { person, isUnknown } = useOther(talk);
  const number = talk.number === null ? t`Ohne Nummer` : formatPhone(talk.number);
  if (!person)
    return (
      <>
        <h2 className="truncate font-semibold">{number}</h2>
        {isUnknown && talk.number !== null && may('write') && (
          <Link to={`${pathTo.contacts()}?new=1&phone=${encodeURIComponent(talk.number)}`}>{t`Neuer Mensch`}</Link>
        )}
      </>
    );
  return (
    <>
      <h2 className="truncate font-semibold">
        <Link to={pathTo.contact(person.id)}>{person.name}</Link>
      </h2>
      <p className="text-sm text-faint tabular-nums">{number}</p>
    </>
  );
}

const conversations = new Map<string, string>();

/** A call we made has the same name here and there; who calls us is known by their number. */
function useOther(talk: TelephoneTalk) {
  const outbound = talk.direction === 'outbound';
  const made = useCall(outbound ? talk.id : null);
  const { caller, isUnknown, call: taken } = useCaller(outbound ? null : talk.number);
  // Who called is asked for by their number only while it rings or they speak; how it went is said afterwards.
  const kept = useCall(conversations.get(talk.id) ?? null);
  const takenId = taken?.id;
  useEffect(() => {
    if (takenId !== undefined) conversations.set(talk.id, takenId);
  }, [talk.id, takenId]);
  const call = made ?? taken ?? kept;
  const person = call ? { id: call.contactId, name: call.contactName } : caller;
  return { person, isUnknown, call };
}

function Standing({ talk, consulting }: { talk: TelephoneTalk; consulting: boolean }) {
  const { t } = useLingui();
  if (consulting) return t`Wartet, während Sie nachfragen`;
  if (talk.held) return t`Wartet`;
  switch (talk.state) {
    case 'dialling':
      return t`Wird gewählt`;
    case 'ringing':
      return talk.direction === 'inbound' ? t`Ruft an` : t`Es klingelt`;
    case 'early':
      return t`Wird verbunden`;
    case 'talking':
      return t`Im Gespräch`;
    case 'ended':
      return t`Beendet`;
    default:
      return talk.state satisfies never;
  }
}

function Timer({ from, aheadMs }: { from: string | null; aheadMs: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(tick);
  }, []);
  const seconds = from ? Math.max(0, Math.floor((now - aheadMs - Date.parse(from)) / 1_000)) : 0;
  return (
    <span aria-hidden="true" className="tabular-nums" role="timer">
      {' · '}
      {clock(seconds)}
    </span>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function LastCard({ softphone, last }: { softphone: Softphone; last: NonNullable<Shown['state']['last']> }) {
  const { t, i18n } = useLingui();
  const [asking, setAsking] = useState(false);
  const { call } = useOther(last.talk);
  const done = call !== undefined && call.disposition !== null;
  useEffect(() => {
    if (done) softphone.forgetLast();
  }, [done, softphone]);
  return (
    <>
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Name talk={last.talk} />
          <p className="text-sm text-soft" role="status">
            {i18n._(endingWords[last.ending])}
          </p>
        </div>
        <IconButton icon="close" label={t`Schließen`} onPress={() => softphone.forgetLast()} />
      </header>
      {call && !done && (
        <Button icon="note" kind="primary" onPress={() => setAsking(true)}>{t`Ergebnis eintragen`}</Button>
      )}
      {call && asking && <OutcomeDialog call={call} onClose={() => setAsking(false)} />}
    </>
  );
}

function Toggle({
  on,
  ...rest
}: {
  icon: React.ComponentProps<typeof IconButton>['icon'];
  label: string;
  on: boolean;
  disabled?: boolean;
  onPress: () => void;
}) {
  return <IconButton {...rest} aria-pressed={on} kind={on ? 'primary' : 'quiet'} />;
}
