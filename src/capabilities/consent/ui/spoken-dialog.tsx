import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Key, useCallTaken } from '#calls/ui';
import { Channel, listWordings, recordSpoken, type Wording } from '#consent/contract';
import { getContact } from '#contacts/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { addressLine } from './address-line.ts';
import { channelIcons, channelWords } from './words.ts';

type Props = { contactId: string; onClose: () => void };
type Answer = 'yes' | 'no' | 'skipped';

/** The person is on the line and has called us: read the text, hear the answer, one key each. */
export function SpokenDialog(props: Props) {
  const { t } = useLingui();
  const wordings = useQueryOf(listWordings);
  const contact = useQueryOf(getContact, { params: { contactId: props.contactId } });
  const error = wordings.error ?? contact.error;
  const asked = Channel.options.flatMap(
    (channel) =>
      wordings.data?.items.find((one) => one.channel === channel && one.purpose === 'advertising' && one.current) ?? [],
  );
  return (
    <Dialog firm onClose={props.onClose} open title={t`Im Anruf um Einwilligung bitten`} width="large">
      {error && <ErrorNote error={error} onRetry={() => void Promise.all([wordings.refetch(), contact.refetch()])} />}
      {!error && !(wordings.data && contact.data) && <Skeleton lines={5} />}
      {wordings.data && asked.length === 0 && (
        <p>
          <Trans>
            Noch ist kein Wortlaut freigegeben. Das geht in den{' '}
            <Link to="/einstellungen/einwilligung">Einstellungen zur Einwilligung</Link>.
          </Trans>
        </p>
      )}
      {contact.data && asked.length > 0 && (
        <Reading {...props} address={addressLine(contact.data.addresses[0])} asked={asked} name={contact.data.name} />
      )}
    </Dialog>
  );
}

function Reading({
  contactId,
  onClose,
  asked,
  name,
  address,
}: Props & { asked: readonly Wording[]; name: string; address: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const taken = useCallTaken(contactId);
  // The moment of the answer is the moment of the call, also where the rest takes a while.
  const [begun] = useState(() => new Date().toISOString());
  const [answers, setAnswers] = useState<Answer[]>([]);
  const [draft, setDraft] = useState({ personName: name, personAddress: address, recording: '' });
  const record = useMutationOf(recordSpoken, {
    quiet: true,
    refreshes: ['contacts', 'calls', 'next-steps', 'timeline'],
    done: () => {
      onClose();
      toast({ message: t`Antworten eingetragen` });
    },
  });
  const wording = asked[answers.length];
  const given = asked.flatMap(({ id: wordingId }, at) => {
    const says = answers[at];
    return says === 'yes' || says === 'no' ? [{ wordingId, says }] : [];
  });
  const back = () => setAnswers(answers.slice(0, -1));
  const save = () => {
    const { personName, personAddress, recording } = draft;
    const reference = [
      taken ? t`Anruf der Person, Gespräch ${taken.id}` : t`Anruf der Person vom ${format.dateTime(begun)}`,
      recording.trim(),
    ];
    record.mutate({
      params: { contactId },
      body: {
        at: begun,
        reference: reference.filter(Boolean).join('; '),
        ...(personName.trim() && { personName }),
        ...(personAddress.trim() && { personAddress }),
        answers: given,
      },
    });
  };

  if (wording)
    return (
      <Question
        key={wording.id}
        onAnswer={(answer) => setAnswers([...answers, answer])}
        onBack={answers.length > 0 ? back : undefined}
        place={t`${answers.length + 1} von ${asked.length}`}
        wording={wording}
      />
    );
  return (
    <div className="flex flex-col gap-4">
      {record.error && <ErrorNote error={record.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
      <ul>
        {asked.map((one, at) => (
          <AnswerLine answer={answers[at] ?? 'skipped'} channel={one.channel} key={one.id} />
        ))}
      </ul>
      <p className="text-soft">
        <Trans>
          Lassen Sie sich Namen und Anschrift noch nennen: Für Anrufe gehören beide zum Nachweis (§ 7a UWG).
        </Trans>
      </p>
      <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
        <TextField
          autoFocus
          label={t`Name, wie angegeben`}
          maxLength={200}
          onChange={(personName) => setDraft({ ...draft, personName })}
          value={draft.personName}
        />
        <TextField
          label={t`Anschrift, wie angegeben`}
          maxLength={400}
          onChange={(personAddress) => setDraft({ ...draft, personAddress })}
          value={draft.personAddress}
        />
      </div>
      <TextField
        hint={t`Nummer oder Name der Aufnahme, wenn es eine gibt.`}
        label={t`Aufnahme`}
        maxLength={200}
        onChange={(recording) => setDraft({ ...draft, recording })}
        value={draft.recording}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button kind="plain" onPress={back}>{t`Zurück`}</Button>
        <Button
          disabled={given.length === 0}
          kind="primary"
          onPress={save}
          pending={record.isPending}
        >{t`Antworten eintragen`}</Button>
      </div>
    </div>
  );
}

function Question({
  wording,
  place,
  onAnswer,
  onBack,
}: {
  wording: Wording;
  place: string;
  onAnswer: (answer: Answer) => void;
  onBack: (() => void) | undefined;
}) {
  const { t, i18n } = useLingui();
  useKeys([
    { keys: 'j', label: t`Ja`, run: () => onAnswer('yes'), inDialog: true },
    { keys: 'n', label: t`Nein`, run: () => onAnswer('no'), inDialog: true },
    { keys: 's', label: t`Nicht gefragt`, run: () => onAnswer('skipped'), inDialog: true },
    ...(onBack ? [{ keys: 'z', label: t`Zurück`, run: onBack, inDialog: true }] : []),
  ]);
  return (
    <div className="flex flex-col gap-4">
      <p className="flex items-center gap-2 text-soft">
        <Icon name={channelIcons[wording.channel]} />
        {i18n._(channelWords[wording.channel])} · {place}
      </p>
      <p className="text-soft">
        <Trans>Lesen Sie genau diesen Text vor:</Trans>
      </p>
      <blockquote className="rounded border-l-4 border-brass bg-sunken px-4 py-3 text-xl leading-relaxed break-words whitespace-pre-line">
        {wording.text}
      </blockquote>
      <div className="flex flex-wrap gap-2">
        <Button icon="allowed" kind="primary" onPress={() => onAnswer('yes')}>
          {t`Ja`} <Key keys="j" />
        </Button>
        <Button icon="refused" onPress={() => onAnswer('no')}>
          {t`Nein`} <Key keys="n" />
        </Button>
        <Button kind="plain" onPress={() => onAnswer('skipped')}>
          {t`Nicht gefragt`} <Key keys="s" />
        </Button>
        <span className="flex-1" />
        {onBack && (
          <Button kind="plain" onPress={onBack}>
            {t`Zurück`} <Key keys="z" />
          </Button>
        )}
      </div>
    </div>
  );
}

function AnswerLine({ channel, answer }: { channel: Channel; answer: Answer }) {
  const { t, i18n } = useLingui();
  const words = { yes: t`Ja`, no: t`Nein`, skipped: t`Nicht gefragt` };
  const icons = { yes: 'allowed', no: 'refused', skipped: 'unknown' } as const;
  const looks = { yes: 'text-allowed', no: 'text-refused', skipped: 'text-faint' };
  return (
    <li className="flex items-center gap-2 border-t border-line py-1.5 first:border-t-0">
      <Icon className={looks[answer]} name={icons[answer]} />
      <span className="flex-1">{i18n._(channelWords[channel])}</span>
      <span>{words[answer]}</span>
    </li>
  );
}
