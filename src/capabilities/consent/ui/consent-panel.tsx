import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { usePeople } from '#access/ui';
import {
  type ChannelView,
  type ConsentView,
  type DeniedBecause,
  type Channel,
  getConsent,
  type Keeping,
  removePresumption,
  type WordingPurpose,
} from '#consent/contract';
import { getContact } from '#contacts/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { DateText } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { GateMark } from './gate-mark.tsx';
import { GateReason } from './gate-reason.tsx';
import { listHints } from './list-hints.ts';
import { channelIcons, channelWords, deniedWords, listingWords, presumptionWords, sourceWords } from './words.ts';
import { onDemand } from '#web/on-demand.tsx';

const DirectoryDialog = onDemand(async () => (await import('./directory-dialog.tsx')).DirectoryDialog);
const PresumptionDialog = onDemand(async () => (await import('./presumption-dialog.tsx')).PresumptionDialog);
const RecordDialog = onDemand(async () => (await import('./record-dialog.tsx')).RecordDialog);
const LedgerDialog = onDemand(async () => (await import('./ledger-dialog.tsx')).LedgerDialog);
const NumberNote = onDemand(async () => (await import('./waiting-requests.tsx')).NumberNote);
const SpokenDialog = onDemand(async () => (await import('./spoken-dialog.tsx')).SpokenDialog);
const ObjectAllDialog = onDemand(async () => (await import('./object-all-dialog.tsx')).ObjectAllDialog);

type Open =
  | {
      dialog: 'record';
      channel: Channel;
      purpose?: WordingPurpose;
      says: 'granted' | DeniedBecause | 'unknown';
    }
  | { dialog: 'ledger' | 'objectAll' | 'presumption' | 'directory' | 'spoken' };

/** What this person has allowed us, channel by channel, with its proof and the way on. */
export function ConsentPanel({ id: contactId }: { id: string }) {
  const { t } = useLingui();
  const may = useMay();
  const { data: consent, error, refetch } = useQueryOf(getConsent, { params: { contactId } });
  const [open, setOpen] = useState<Open | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const close = () => setOpen(null);
  const record = (channel: Channel, says: 'granted' | DeniedBecause | 'unknown') =>
    setOpen({ dialog: 'record', channel, says });
  return (
    <Section
      actions={
        <Menu
          entries={[
            ...(may('write')
              ? [
                  {
                    id: 'granted',
                    label: t`Einwilligung eintragen`,
                    icon: 'plus',
                    run: () => record('phone', 'granted'),
                  } as const,
                  {
                    id: 'spoken',
                    label: t`Im Anruf vorlesen und fragen`,
                    icon: 'phone',
                    run: () => setOpen({ dialog: 'spoken' }),
                  } as const,
                  {
                    id: 'objected',
                    label: t`Widerspruch eintragen`,
                    icon: 'refused',
                    run: () => record('phone', 'objected'),
                  } as const,
                  {
                    id: 'all',
                    label: t`Nie wieder kontaktieren`,
                    icon: 'refused',
                    danger: true,
                    run: () => setOpen({ dialog: 'objectAll' }),
                  } as const,
                ]
              : []),
            { id: 'ledger', label: t`Alle Einträge`, icon: 'history', run: () => setOpen({ dialog: 'ledger' }) },
          ]}
          label={t`Einwilligung`}
        >
          <IconButton icon="more" label={t`Einwilligung ändern`} small />
        </Menu>
      }
      title={t`Einwilligung`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!error && !consent && <Skeleton lines={5} />}
      {consent && (
        <>
          <ul ref={list}>
            {consent.channels.map((channel) => (
              <ChannelRow
                contactId={contactId}
                key={channel.channel}
                onRecord={(says) => record(channel.channel, says)}
                view={channel}
              />
            ))}
          </ul>
          <RecordingRow
            onRecord={(says) => setOpen({ dialog: 'record', channel: 'phone', purpose: 'recording', says })}
            standing={consent.recording}
          />
          {consent.channels.every(({ standing }) => standing.state !== 'granted') && <Hints contactId={contactId} />}
          <Grounds
            consent={consent}
            onDialog={(dialog) => setOpen({ dialog })}
            onRemoved={() => list.current?.querySelector('button')?.focus()}
          />
        </>
      )}
      {open?.dialog === 'record' && <RecordDialog {...open} contactId={contactId} onClose={close} />}
      {open?.dialog === 'spoken' && <SpokenDialog contactId={contactId} onClose={close} />}
      {open?.dialog === 'ledger' && <LedgerDialog contactId={contactId} onClose={close} />}
      {open?.dialog === 'objectAll' && <ObjectAllDialog contactId={contactId} onClose={close} />}
      {open?.dialog === 'presumption' && (
        <PresumptionDialog contactId={contactId} onClose={close} presumption={consent?.presumption ?? null} />
      )}
      {open?.dialog === 'directory' && (
        <DirectoryDialog check={consent?.directory ?? null} contactId={contactId} onClose={close} />
      )}
    </Section>
  );
}

function ChannelRow({
  view,
  contactId,
  onRecord,
}: {
  view: ChannelView;
  contactId: string;
  onRecord: (says: 'granted' | DeniedBecause | 'unknown') => void;
}) {
  const { t, i18n } = useLingui();
  const may = useMay();
  const { channel, standing, keeping, answer } = view;
  // What most come for: may the phone ring, and if not, why.
  const [open, setOpen] = useState(channel === 'phone' && !answer.allowed);
  const line = useRef<HTMLButtonElement>(null);
  /** What is written down takes its button away; the line stays, and tells what is true then. */
  function leaveForDialog(event: React.MouseEvent): void {
    const button = event.target instanceof Element && event.target.closest('button:not([aria-expanded])');
    if (button && event.currentTarget.contains(button)) line.current?.focus({ preventScroll: true });
  }
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={open}
        className="flex min-h-(--row) w-full flex-wrap items-center gap-x-2 gap-y-0.5 rounded py-1 text-left focus-visible:-outline-offset-2 hover:bg-hover phone:min-h-11"
        onClick={() => setOpen(!open)}
        ref={line}
      >
        <Icon className="text-faint" name={channelIcons[channel]} />
        <span className="flex-1 font-medium">{i18n._(channelWords[channel])}</span>
        <GateMark answer={answer} />
        <Icon className="text-faint" name={open ? 'chevron-up' : 'chevron-down'} size={12} />
        {standing.state !== 'unknown' && (
          <span className="w-full pl-6 text-sm text-soft">
            <StandingWords standing={standing} />
          </span>
        )}
      </button>
      {open && (
        <div className="flex flex-col gap-2 pb-3" onClickCapture={leaveForDialog}>
          <GateReason answer={answer} channel={channel} contactId={contactId} />
          {!answer.allowed && answer.because === 'confirmed_elsewhere' && <NumberNote contactId={contactId} />}
          {standing.state !== 'unknown' && standing.entry.wording && (
            <blockquote className="border-l-2 border-line pl-3 break-words whitespace-pre-line text-soft">
              {standing.entry.wording}
            </blockquote>
          )}
          {standing.state !== 'unknown' && standing.entry.proof && (
            <p className="text-sm break-words text-soft">
              <Trans>Beleg: {standing.entry.proof.reference}</Trans>
            </p>
          )}
          {keeping && <KeepingWords keeping={keeping} />}
          {may('write') && (
            <div className="flex flex-wrap gap-2">
              {standing.state !== 'granted' && (
                <Button icon="plus" onPress={() => onRecord('granted')}>{t`Einwilligung`}</Button>
              )}
              {standing.state === 'granted' && (
                <Button icon="refused" onPress={() => onRecord('withdrawn')}>{t`Einwilligung widerrufen`}</Button>
              )}
              {standing.state !== 'denied' && (
                <Button icon="refused" onPress={() => onRecord('objected')}>{t`Widerspruch`}</Button>
              )}
              {standing.state !== 'unknown' && (
                <Button icon="undo" kind="plain" onPress={() => onRecord('unknown')}>{t`War ein Versehen`}</Button>
              )}
            </div>
          )}
        </div>
      )}
    </li>
  );
}

/** Nobody is recorded before they said yes; the line is there once they have said anything. */
function RecordingRow({
  standing,
  onRecord,
}: {
  standing: ConsentView['recording'];
  onRecord: (says: 'granted' | 'withdrawn') => void;
}) {
  const { t } = useLingui();
  const may = useMay();
  if (standing.state === 'unknown') return null;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line py-2">
      <Icon className="text-faint" name="mic" />
      <span className="flex-1 font-medium">{t`Aufnahme von Gesprächen`}</span>
      <span className="w-full pl-6 text-sm text-soft">
        <StandingWords standing={standing} />
      </span>
      {standing.entry.wording && (
        <blockquote className="w-full border-l-2 border-line pl-3 break-words whitespace-pre-line text-soft">
          {standing.entry.wording}
        </blockquote>
      )}
      {may('write') && standing.state === 'granted' && (
        <Button icon="refused" onPress={() => onRecord('withdrawn')}>{t`Einwilligung widerrufen`}</Button>
      )}
    </div>
  );
}

/** "Einwilligung vom 20.11.2026 · Formular" */
export function StandingWords({ standing }: { standing: Exclude<ChannelView['standing'], { state: 'unknown' }> }) {
  const { t, i18n } = useLingui();
  const { entry } = standing;
  const what = standing.state === 'granted' ? t`Einwilligung` : i18n._(deniedWords[entry.because ?? 'refused']);
  return (
    <>
      {what} · <DateText value={entry.at} /> · {i18n._(sourceWords[entry.source])}
    </>
  );
}

/** § 7a Abs. 2 UWG: five years from the consent and from each use. */
export function KeepingWords({ keeping }: { keeping: Keeping }) {
  return (
    <p className="text-sm text-soft">
      <Trans>
        Nachweis aufbewahren bis <DateText value={keeping.keepUntil} /> (§ 7a UWG)
      </Trans>
      {keeping.lastUsedAt && (
        <>
          {' · '}
          <Trans>
            zuletzt genutzt <DateText value={keeping.lastUsedAt} />
          </Trans>
        </>
      )}
    </p>
  );
}

/** A list said yes and proved nothing: worth knowing, for somebody who asks for the proof, and no consent. */
function Hints({ contactId }: { contactId: string }) {
  const { data: contact } = useQueryOf(getContact, { params: { contactId } });
  return listHints(contact?.note ?? null).map((hint) => (
    <p className="flex gap-2 border-t border-line py-2 text-sm text-soft" key={hint}>
      <Icon className="mt-0.5 shrink-0 text-faint" name="import" size={12} />
      <span className="min-w-0 break-words">
        <Trans>Laut Liste „{hint}“: kein Beleg, also keine Einwilligung.</Trans>
      </span>
    </p>
  ));
}

/** What carries a call without consent: the written reason for a business, the directory in Switzerland. */
function Grounds({
  consent,
  onDialog,
  onRemoved,
}: {
  consent: ConsentView;
  onDialog: (dialog: 'presumption' | 'directory') => void;
  onRemoved: () => void;
}) {
  const { t, i18n } = useLingui();
  const may = useMay();
  const { nameOf } = usePeople();
  const { contactId, presumption, directory } = consent;
  const remove = useMutationOf(removePresumption, {
    refreshes: ['contacts', 'calls', 'next-steps', 'timeline'],
    done: onRemoved,
  });
  return (
    <>
      {presumption && (
        <div className="flex flex-col gap-1 border-t border-line py-2">
          <p className="font-medium">{t`Begründung für Anrufe`}</p>
          <p>{i18n._(presumptionWords[presumption.basis])}</p>
          <p className="break-words text-soft">{presumption.reason}</p>
          <p className="text-sm text-soft">
            <DateText value={presumption.recordedAt} /> · {nameOf(presumption.recordedBy)}
          </p>
          {may('write') && (
            <div className="flex flex-wrap gap-2">
              <Button icon="edit" onPress={() => onDialog('presumption')}>{t`Ändern`}</Button>
              <Button
                kind="plain"
                onPress={() => remove.mutate({ params: { contactId } })}
                pending={remove.isPending}
              >{t`Zurücknehmen`}</Button>
            </div>
          )}
        </div>
      )}
      {directory && (
        <div className="flex flex-col gap-1 border-t border-line py-2">
          <p className="font-medium">{t`Telefonverzeichnis`}</p>
          <p>
            {i18n._(listingWords[directory.listing])}
            {directory.customer && ` · ${t`Kundin oder Kunde von uns`}`}
          </p>
          <p className="text-sm text-soft">
            <DateText value={directory.checkedAt} /> · {nameOf(directory.checkedBy)}
          </p>
          {may('write') && (
            <div>
              <Button icon="edit" onPress={() => onDialog('directory')}>{t`Ändern`}</Button>
            </div>
          )}
        </div>
      )}
    </>
  );
}
