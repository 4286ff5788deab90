import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { Channel, listWordings, releaseWording, type Wording, WordingPurpose } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { DateText } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { channelWords, wordingPurposeWords } from './words.ts';

/** The texts in which people give consent: released once, never changed. */
export function WordingSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listWordings);
  const [writing, setWriting] = useState<Pick<Wording, 'channel' | 'purpose' | 'text'> | null>(null);
  const items = data?.items ?? [];
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{t`Wortlaute`}</h2>
        <Button
          icon="plus"
          onPress={() => setWriting({ channel: 'phone', purpose: 'advertising', text: '' })}
        >{t`Neuer Wortlaut`}</Button>
      </div>
      <p className="text-soft">
        <Trans>
          In diese Texte willigen Menschen ein. Ein freigegebener Text wird nie mehr geändert; wer ihn verbessern
          möchte, gibt die nächste Fassung frei. Nennen Sie Ihre Firma, den Weg und worum es geht.
        </Trans>
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && items.length === 0 && (
        <p className="text-soft">
          <Trans>Noch ist kein Wortlaut freigegeben.</Trans>
        </p>
      )}
      <ul>
        {items.map((wording) => (
          <WordingLine key={wording.id} onNext={() => setWriting(wording)} wording={wording} />
        ))}
      </ul>
      {writing && <ReleaseDialog begin={writing} onClose={() => setWriting(null)} />}
    </section>
  );
}

function WordingLine({ wording, onNext }: { wording: Wording; onNext: () => void }) {
  const { t, i18n } = useLingui();
  const { nameOf } = usePeople();
  return (
    <li className="flex flex-col gap-1 border-t border-line py-3">
      <div className="flex flex-wrap items-center gap-x-2">
        <span className="font-medium">
          {i18n._(channelWords[wording.channel])} · {i18n._(wordingPurposeWords[wording.purpose])}
        </span>
        <span className="text-soft">
          {t`Fassung ${wording.version}`}
          {!wording.current && ` · ${t`abgelöst`}`}
        </span>
        <span className="flex-1" />
        {wording.current && <Button kind="plain" onPress={onNext}>{t`Nächste Fassung`}</Button>}
      </div>
      <blockquote className="border-l-2 border-line pl-3 break-words whitespace-pre-line text-soft">
        {wording.text}
      </blockquote>
      <p className="text-sm text-faint">
        <Trans>
          Freigegeben <DateText value={wording.releasedAt} /> von {nameOf(wording.releasedBy)}
        </Trans>
      </p>
    </li>
  );
}

function ReleaseDialog({
  begin,
  onClose,
}: {
  begin: Pick<Wording, 'channel' | 'purpose' | 'text'>;
  onClose: () => void;
}) {
  const { t, i18n } = useLingui();
  const [draft, setDraft] = useState(begin);
  const release = useMutationOf(releaseWording, { quiet: true, done: onClose });
  const { channel, purpose } = draft;
  const text = draft.text.trim();
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={text.length < 20 || text === begin.text}
            kind="primary"
            onPress={() => release.mutate({ body: { channel, purpose, text } })}
            pending={release.isPending}
          >{t`Freigeben`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Wortlaut freigeben`}
    >
      <div className="flex flex-col gap-4">
        {release.error && <ErrorNote error={release.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">
          <Select
            label={t`Weg`}
            onChange={(next) => setDraft({ ...draft, channel: next })}
            options={Channel.options.map((value) => ({ value, label: i18n._(channelWords[value]) }))}
            value={channel}
          />
          <Select
            label={t`Wofür`}
            onChange={(next) => setDraft({ ...draft, purpose: next })}
            options={WordingPurpose.options.map((value) => ({ value, label: i18n._(wordingPurposeWords[value]) }))}
            value={purpose}
          />
        </div>
        <TextField
          hint={t`Nach der Freigabe bleibt der Text, wie er ist.`}
          label={t`Wortlaut`}
          maxLength={4000}
          multiline
          onChange={(next) => setDraft({ ...draft, text: next })}
          required
          value={draft.text}
        />
      </div>
    </Dialog>
  );
}
