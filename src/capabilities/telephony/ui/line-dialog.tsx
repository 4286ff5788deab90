import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listUsers } from '#access/contract';
import {
  changeLine,
  createLine,
  type CreateLine,
  type LineKind,
  type LineSettings,
  type LineView,
} from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useKinds } from './kinds.ts';

/** A new line, or the details of one. The password is asked for and never shown. */
export function LineDialog({
  line,
  onClose,
  onCreated,
}: {
  line: LineView | undefined;
  onClose: () => void;
  onCreated: (line: LineView) => void;
}) {
  const { t } = useLingui();
  const kinds = useKinds();
  const users = useQueryOf(listUsers);
  const [kind, setKind] = useState<LineKind>(line?.kind ?? 'sipgate');
  const [name, setName] = useState(line?.name ?? '');
  const [number, setNumber] = useState(line?.number ?? '');
  const [userId, setUserId] = useState(line?.userId ?? 'team');
  const [settings, setSettings] = useState<LineSettings>(line?.settings ?? {});
  const [secret, setSecret] = useState('');
  const create = useMutationOf(createLine, {
    quiet: true,
    done: (made) => {
      onClose();
      if (kinds[made.kind].steps.length > 0) onCreated(made);
    },
  });
  const change = useMutationOf(changeLine, { quiet: true, done: onClose });
  const { fields, secret: secretName, gain, exposes } = kinds[kind];
  const given = Object.fromEntries(fields.map((field) => [field.name, settings[field.name]?.trim() ?? '']));
  const complete =
    name.trim() !== '' &&
    number.trim() !== '' &&
    Object.values(given).every((value) => value !== '') &&
    (exposes === undefined || userId !== 'team') &&
    (secretName === null || line?.hasSecret === true || secret !== '');
  const save = () => {
    if (!complete) return;
    const common = { name, number, userId: userId === 'team' ? null : userId, settings: given };
    const withSecret = secret === '' ? common : { ...common, secret };
    if (line) change.mutate({ params: { lineId: line.id }, body: withSecret, ifMatch: line.version });
    else create.mutate({ body: { kind, ...withSecret } as CreateLine });
  };
  const error = create.error ?? change.error;

  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button disabled={!complete} kind="primary" onPress={save} pending={create.isPending || change.isPending}>
            {line ? t`Sichern` : t`Anlegen`}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={line ? line.name : t`Neuer Anschluss`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {error && <ErrorNote error={error} />}
        {!line && (
          <Select<LineKind>
            hint={gain}
            label={t`Worüber telefonieren Sie?`}
            onChange={setKind}
            options={(Object.keys(kinds) as LineKind[]).map((value) => ({
              value,
              label: kinds[value].name,
              hint: kinds[value].gain,
            }))}
            value={kind}
          />
        )}
        <TextField autoFocus label={t`Name`} onChange={setName} placeholder={t`Zentrale`} required value={name} />
        <TextField
          hint={t`Die Nummer, die Angerufene sehen.`}
          label={t`Rufnummer`}
          onChange={setNumber}
          required
          type="tel"
          value={number}
        />
        <Select
          label={t`Wessen Anschluss?`}
          onChange={setUserId}
          options={[
            ...(exposes === undefined ? [{ value: 'team', label: t`Team` }] : []),
            ...(users.data?.items ?? [])
              .filter(({ endedAt }) => endedAt === null)
              .map((user) => ({ value: user.id, label: user.name })),
          ]}
          value={userId}
        />
        {fields.map((field) => (
          <TextField
            key={field.name}
            label={field.label}
            onChange={(value) => setSettings((now) => ({ ...now, [field.name]: value }))}
            required
            type={field.type ?? 'text'}
            value={settings[field.name] ?? ''}
            {...(field.hint && { hint: field.hint })}
          />
        ))}
        {exposes !== undefined && <Note kind="careful">{exposes}</Note>}
        {secretName !== null && (
          <TextField
            autoComplete="new-password"
            hint={
              line
                ? t`Leer lassen, um es zu behalten. Es wird nie angezeigt.`
                : t`Wird verschlüsselt und nie wieder angezeigt.`
            }
            label={secretName}
            onChange={setSecret}
            required={!line}
            type="password"
            value={secret}
          />
        )}
      </form>
    </Dialog>
  );
}
