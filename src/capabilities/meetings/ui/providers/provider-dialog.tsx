import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  changeProvider,
  createProvider,
  type CreateProvider,
  type ProviderKind,
  type ProviderSettings,
  type ProviderView,
} from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { useProviderKinds } from './kinds.ts';

/** A new provider, or the details of one. Secrets are asked for and never shown. */
export function ProviderDialog({
  provider,
  onClose,
  onCreated,
}: {
  provider: ProviderView | undefined;
  onClose: () => void;
  onCreated: (provider: ProviderView) => void;
}) {
  const { t } = useLingui();
  const kinds = useProviderKinds();
  const [kind, setKind] = useState<ProviderKind>(provider?.kind ?? 'zoom');
  const [named, setNamed] = useState(provider?.name);
  const [settings, setSettings] = useState<ProviderSettings>(provider?.settings ?? {});
  const [secret, setSecret] = useState('');
  const [hookSecret, setHookSecret] = useState('');
  const create = useMutationOf(createProvider, {
    quiet: true,
    done: (made) => {
      onClose();
      onCreated(made);
    },
  });
  const change = useMutationOf(changeProvider, { quiet: true, done: onClose });
  const words = kinds[kind];
  const name = named ?? words.name;
  const given = Object.fromEntries(
    words.fields.flatMap((field) => {
      const value = settings[field.name]?.trim() ?? '';
      return value === '' && field.optional ? [] : [[field.name, value]];
    }),
  );
  const wantsSecret = words.secretWith === undefined || given[words.secretWith] !== undefined;
  const complete =
    name.trim() !== '' &&
    Object.values(given).every((value) => value !== '') &&
    (!wantsSecret || provider?.hasSecret === true || secret !== '');
  const save = () => {
    if (!complete) return;
    const body = {
      name,
      settings: given,
      ...(wantsSecret && secret !== '' && { secret }),
      ...(words.hookSecret !== undefined && hookSecret !== '' && { hookSecret }),
    };
    if (provider) change.mutate({ params: { providerId: provider.id }, body, ifMatch: provider.version });
    else create.mutate({ body: { kind, ...body } as CreateProvider });
  };
  const error = create.error ?? change.error;
  const keeps = t`Leer lassen, um es zu behalten. Es wird nie angezeigt.`;
  const seals = t`Wird verschlüsselt und nie wieder angezeigt.`;

  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button disabled={!complete} kind="primary" onPress={save} pending={create.isPending || change.isPending}>
            {provider ? t`Sichern` : t`Anlegen`}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={provider ? provider.name : t`Neuer Videodienst`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {error && <ErrorNote error={error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        {!provider && (
          <Select<ProviderKind>
            hint={words.gain}
            label={t`Welcher Dienst?`}
            onChange={setKind}
            options={(Object.keys(kinds) as ProviderKind[]).map((value) => ({
              value,
              label: kinds[value].name,
              hint: kinds[value].gain,
            }))}
            value={kind}
          />
        )}
        <ol className="flex list-decimal flex-col gap-1 pl-5 text-sm text-soft">
          {words.steps.map((step) => (
            <li className="break-words" key={step}>
              {step}
            </li>
          ))}
        </ol>
        <TextField label={t`Name`} maxLength={80} onChange={setNamed} required value={name} />
        {words.fields.map((field) => (
          <TextField
            key={field.name}
            label={field.label}
            onChange={(value) => setSettings((now) => ({ ...now, [field.name]: value }))}
            required={!field.optional}
            type={field.type ?? 'text'}
            value={settings[field.name] ?? ''}
            {...(field.hint && { hint: field.hint })}
          />
        ))}
        {wantsSecret && (
          <TextField
            autoComplete="new-password"
            hint={provider?.hasSecret ? keeps : seals}
            label={words.secret}
            onChange={setSecret}
            required={!provider?.hasSecret}
            value={secret}
            {...(words.multiline ? { multiline: true, rows: 4 } : { type: 'password' as const })}
          />
        )}
        {words.hookSecret && (
          <TextField
            autoComplete="new-password"
            hint={t`Nur, wenn Zoom melden soll, dass ein Termin stattfand. ${provider ? keeps : seals}`}
            label={words.hookSecret}
            onChange={setHookSecret}
            type="password"
            value={hookSecret}
          />
        )}
      </form>
    </Dialog>
  );
}
