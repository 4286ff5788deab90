import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Channel, createForm, listWordings } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { channelWords } from './words.ts';

/** A page for consent. What people agree to stands in the released wordings, not here. */
export function FormDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { data: wordings } = useQueryOf(listWordings);
  const [name, setName] = useState('');
  const [heading, setHeading] = useState(t`Bleiben wir in Kontakt`);
  const [intro, setIntro] = useState('');
  const [privacyUrl, setPrivacyUrl] = useState('');
  const [callNumber, setCallNumber] = useState('');
  const [channels, setChannels] = useState<Channel[]>([]);
  const create = useMutationOf(createForm, { quiet: true, done: onClose });
  const released = (channel: Channel) =>
    wordings?.items.find((each) => each.channel === channel && each.purpose === 'advertising' && each.current);
  const calls = channels.includes('phone') || channels.includes('sms');
  const ready =
    name.trim() &&
    heading.trim() &&
    /^https:\/\/\S+\.\S+/.test(privacyUrl.trim()) &&
    channels.length > 0 &&
    (!calls || callNumber.trim());
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={!ready}
            kind="primary"
            onPress={() =>
              create.mutate({
                body: {
                  name,
                  heading,
                  privacyUrl: privacyUrl.trim(),
                  channels,
                  ...(intro.trim() && { intro: intro.trim() }),
                  ...(calls && { callNumber }),
                },
              })
            }
            pending={create.isPending}
          >{t`Formular öffnen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Neues Formular`}
    >
      <div className="flex flex-col gap-4">
        {create.error && <ErrorNote error={create.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <TextField
          autoFocus
          hint={t`Nur für Sie, zum Beispiel „Messe Kassel“.`}
          label={t`Name`}
          maxLength={120}
          onChange={setName}
          required
          value={name}
        />
        <TextField label={t`Überschrift der Seite`} maxLength={160} onChange={setHeading} required value={heading} />
        <TextField label={t`Einleitung`} maxLength={1000} multiline onChange={setIntro} value={intro} />
        <TextField
          hint={t`Wo Sie sagen, was mit den Angaben geschieht (Art. 13 DSGVO). Beginnt mit https://`}
          label={t`Adresse Ihrer Datenschutzhinweise`}
          maxLength={300}
          onChange={setPrivacyUrl}
          required
          type="url"
          value={privacyUrl}
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">{t`Wonach das Formular fragt`}</legend>
          {Channel.options.map((channel) => (
            <Checkbox
              checked={channels.includes(channel)}
              disabled={!released(channel)}
              hint={released(channel)?.text ?? t`Noch kein Wortlaut freigegeben`}
              key={channel}
              label={i18n._(channelWords[channel])}
              onChange={(checked) =>
                setChannels(checked ? [...channels, channel] : channels.filter((each) => each !== channel))
              }
            />
          ))}
          {calls && (
            <TextField
              hint={t`Dort nennen Menschen den Code, der ihre Nummer bestätigt.`}
              label={t`Ihre Telefonnummer`}
              maxLength={40}
              onChange={setCallNumber}
              required
              type="tel"
              value={callNumber}
            />
          )}
          <p className="text-soft">
            <Trans>
              Wortlaute geben Sie in den <Link to="/einstellungen/einwilligung">Einstellungen zur Einwilligung</Link>{' '}
              frei.
            </Trans>
          </p>
        </fieldset>
      </div>
    </Dialog>
  );
}
