import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  Channel,
  ConsentSource,
  type ConsentState,
  type DeniedBecause,
  getConsent,
  listWordings,
  recordConsent,
  type RecordConsent,
  type Wording,
  type WordingPurpose,
} from '#consent/contract';
import { getContact } from '#contacts/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { instantOf } from '#web/workspace-time.ts';
import { addressLine } from './address-line.ts';
import { channelWords, sourceWords } from './words.ts';

type Says = 'granted' | DeniedBecause | 'unknown';
type Draft = {
  says: Says;
  channel: Channel;
  purpose: WordingPurpose;
  source: ConsentSource;
  on: string | null;
  time: string | null;
  /** What day and time were at first; to the second, where the fields only know the minute and order counts. */
  begun: { on: string; time: string; at: string };
  wording: string;
  reference: string;
  personName: string;
  personAddress: string;
  confirmedOver: Channel;
  /** The wording names our firm. */
  us: boolean;
};
type Props = {
  contactId: string;
  channel: Channel;
  /** Advertising, unless it says otherwise. */
  purpose?: WordingPurpose;
  says: Says;
  onClose: () => void;
};

/** Where a word can come from when a person writes it down; imports write their own. */
export const spokenSources = ConsentSource.options.filter((source) => source !== 'import');

/** A yes, a no, or taking back a mistaken entry: one more line of the ledger. A yes that is already there is offered again, to be completed. */
export function RecordDialog(props: Props) {
  const { t } = useLingui();
  const consent = useQueryOf(getConsent, { params: { contactId: props.contactId } });
  const contact = useQueryOf(getContact, { params: { contactId: props.contactId } });
  const error = consent.error ?? contact.error;
  if (consent.data && contact.data) {
    return (
      <RecordForm
        {...props}
        address={addressLine(contact.data.addresses[0])}
        name={contact.data.name}
        standing={
          props.purpose === 'recording'
            ? consent.data.recording
            : consent.data.channels.find(({ channel }) => channel === props.channel)?.standing
        }
      />
    );
  }
  return (
    <Dialog onClose={props.onClose} open title={t`Einwilligung oder Widerspruch eintragen`}>
      {error ? (
        <ErrorNote error={error} onRetry={() => void Promise.all([consent.refetch(), contact.refetch()])} />
      ) : (
        <Skeleton lines={6} />
      )}
    </Dialog>
  );
}

function RecordForm({
  contactId,
  onClose,
  name,
  address,
  ...props
}: Props & {
  name: string;
  address: string;
  standing: ConsentState | undefined;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const now = useNow();
  const [draft, setDraft] = useState(() => draftOf({ ...props, name, address, format }));
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const record = useMutationOf(recordConsent, {
    quiet: true,
    refreshes: ['contacts', 'calls', 'next-steps', 'timeline'],
    done: onClose,
  });
  const released = useQueryOf(listWordings).data?.items.filter(isFor(draft)) ?? [];
  const body = bodyOf(draft, released);
  const { says, channel, source } = draft;
  const ofRecording = draft.purpose === 'recording';
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={!body}
            kind="primary"
            onPress={() => body && record.mutate({ params: { contactId }, body })}
            pending={record.isPending}
          >{t`Eintragen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={ofRecording ? t`Aufnahme von Gesprächen` : t`Einwilligung oder Widerspruch eintragen`}
    >
      <div className="flex flex-col gap-4">
        {record.error && <ErrorNote error={record.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <RadioGroup<Says>
          label={t`Was hat die Person gesagt?`}
          onChange={(next) => set({ says: next })}
          options={[
            { value: 'granted', label: t`Ja, sie willigt ein` },
            { value: 'withdrawn', label: t`Sie widerruft ihre Einwilligung` },
            ...(ofRecording ? [] : [{ value: 'objected' as const, label: t`Sie widerspricht der Werbung` }]),
            { value: 'refused', label: t`Nein, sie möchte das nicht` },
            {
              value: 'unknown',
              label: t`Der letzte Eintrag war ein Versehen`,
              hint: t`Er bleibt im Verlauf stehen, zählt aber nicht mehr.`,
            },
          ]}
          value={says}
        />
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          {!ofRecording && (
            <Select
              label={t`Weg`}
              onChange={(next) => set({ channel: next })}
              options={Channel.options.map((value) => ({ value, label: i18n._(channelWords[value]) }))}
              value={channel}
            />
          )}
          <Select
            label={t`Woher wissen wir es?`}
            onChange={(next) => set({ source: next })}
            options={spokenSources.map((value) => ({ value, label: i18n._(sourceWords[value]) }))}
            value={source}
          />
          <DateField
            label={t`Tag`}
            max={format.isoDayOf(now)}
            onChange={(on) => set({ on })}
            required
            value={draft.on}
          />
          <TimeField label={t`Uhrzeit`} onChange={(time) => set({ time })} required value={draft.time} />
        </div>
        {says === 'granted' && released.length > 0 && (
          <Select
            label={t`Freigegebener Wortlaut`}
            onChange={(id) => set({ wording: released.find((one) => one.id === id)?.text ?? draft.wording })}
            options={[
              { value: '', label: t`Andere Worte` },
              ...released.map((one) => ({ value: one.id, label: t`Fassung ${one.version}` })),
            ]}
            value={released.find((one) => one.text === draft.wording.trim())?.id ?? ''}
          />
        )}
        <TextField
          hint={says === 'granted' ? t`Der genaue Text, in den eingewilligt wurde.` : undefined}
          label={says === 'unknown' ? t`Warum war es ein Versehen?` : t`Wortlaut`}
          maxLength={4000}
          multiline
          onChange={(wording) => set({ wording })}
          required={says === 'granted' || says === 'unknown'}
          value={draft.wording}
        />
        {says === 'granted' && <ProofFields draft={draft} set={set} />}
      </div>
    </Dialog>
  );
}

function ProofFields({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  const { t, i18n } = useLingui();
  return (
    <fieldset className="flex flex-col gap-3 border-t border-line pt-3">
      <legend className="float-left w-full pb-1 font-medium">{t`Beleg`}</legend>
      <TextField
        hint={t`Nummer des Formulars, der Aufnahme, der Mail oder der Datei.`}
        label={t`Beleg`}
        maxLength={500}
        onChange={(reference) => set({ reference })}
        required
        value={draft.reference}
      />
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <TextField
          label={t`Name, wie angegeben`}
          maxLength={200}
          onChange={(personName) => set({ personName })}
          value={draft.personName}
        />
        <TextField
          hint={t`Für Anrufe bei Privatpersonen nötig (§ 7a UWG).`}
          label={t`Anschrift, wie angegeben`}
          maxLength={400}
          onChange={(personAddress) => set({ personAddress })}
          value={draft.personAddress}
        />
      </div>
      {draft.source === 'double_opt_in' && (
        <Select
          hint={t`Eine Nummer belegt nur, wer sie selbst bestätigt hat.`}
          label={t`Bestätigt per`}
          onChange={(confirmedOver) => set({ confirmedOver })}
          options={(['sms', 'phone', 'email'] as const).map((value) => ({ value, label: i18n._(channelWords[value]) }))}
          value={draft.confirmedOver}
        />
      )}
      <Checkbox checked={draft.us} label={t`Der Wortlaut nennt unsere Firma`} onChange={(us) => set({ us })} />
    </fieldset>
  );
}

function draftOf({
  says,
  channel,
  purpose = 'advertising',
  standing,
  name,
  address,
  format,
}: Pick<Props, 'says' | 'channel' | 'purpose'> & {
  standing: ConsentState | undefined;
  name: string;
  address: string;
  format: Pick<ReturnType<typeof useFormat>, 'isoDayOf' | 'time'>;
}): Draft {
  const known = says === 'granted' && standing?.state === 'granted' ? standing.entry : undefined;
  const at = known?.at ?? new Date().toISOString();
  const source = known && known.source !== 'import' ? known.source : says === 'granted' ? 'form' : 'incoming_call';
  return {
    says,
    channel,
    purpose,
    source,
    on: format.isoDayOf(at),
    time: format.time(at),
    begun: { on: format.isoDayOf(at), time: format.time(at), at: known?.at ?? 'now' },
    wording: known?.wording ?? '',
    reference: known?.proof?.reference ?? '',
    personName: known?.proof?.personName ?? name,
    personAddress: known?.proof?.personAddress ?? address,
    confirmedOver: known?.proof?.confirmedOver ?? (channel === 'email' ? 'email' : 'sms'),
    us: known?.proof?.advertiser !== 'other',
  };
}

/** What the form says, once it says enough. */
function bodyOf(draft: Draft, released: readonly Wording[]): RecordConsent | undefined {
  const { says, channel, purpose, source, on, time } = draft;
  const wording = draft.wording.trim();
  const reference = draft.reference.trim();
  if (on === null || time === null) return undefined;
  const word = { channel, purpose, source, at: momentOf(on, time, draft.begun) };
  if (says === 'unknown') return wording ? { ...word, state: 'unknown', wording } : undefined;
  if (says !== 'granted') return { ...word, state: 'denied', because: says, ...(wording && { wording }) };
  if (!wording || !reference) return undefined;
  const personName = draft.personName.trim();
  const personAddress = draft.personAddress.trim();
  const known = released.find(({ text }) => text === wording);
  return {
    ...word,
    state: 'granted',
    wording,
    ...(known && { wordingId: known.id }),
    proof: {
      reference,
      advertiser: draft.us ? 'us' : 'other',
      ...(personName && { personName }),
      ...(personAddress && { personAddress }),
      ...(source === 'double_opt_in' && { confirmedOver: draft.confirmedOver }),
    },
  };
}

const isFor =
  (draft: Pick<Draft, 'channel' | 'purpose'>) =>
  ({ channel, purpose }: Wording): boolean =>
    channel === draft.channel && purpose === draft.purpose;

function momentOf(on: string, time: string, begun: Draft['begun']): string {
  if (on !== begun.on || time !== begun.time) return instantOf(on, time);
  return begun.at === 'now' ? new Date().toISOString() : begun.at;
}
