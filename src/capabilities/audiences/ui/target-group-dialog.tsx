import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type AudienceView, createAudience, listAvatars } from '#audiences/contract';
import { listViews } from '#contacts/contract';
import { Button } from '#web/components/button.tsx';
import { Switch } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useAudienceWords } from './words.ts';

const nobody = 'none';

type Props = { avatarId?: string; onClose: () => void; onCreated: (audience: AudienceView) => void };

/** Whom they are like, and from which list. */
export function TargetGroupDialog(props: Props) {
  const { t } = useLingui();
  return (
    <Dialog onClose={props.onClose} open title={t`Neue Zielgruppe`}>
      <TargetGroupForm {...props} />
    </Dialog>
  );
}

function TargetGroupForm({ avatarId, onClose, onCreated }: Props) {
  const { t } = useLingui();
  const { avatarName } = useAudienceWords();
  const avatars = useQueryOf(listAvatars, { query: { outcome: 'won' } }).data?.items ?? [];
  const views = useQueryOf(listViews, { query: { subject: 'contact' } }).data?.items ?? [];
  const [name, setName] = useState('');
  const [like, setLike] = useState(avatarId ?? nobody);
  const [least, setLeast] = useState<number | null>(50);
  const [from, setFrom] = useState(nobody);
  const [fresh, setFresh] = useState<boolean>();
  // Customers are most like customers: a group made after a kind of them would be full of those who have bought.
  const isFresh = fresh ?? like !== nobody;
  const create = useMutationOf(createAudience, { quiet: true, done: onCreated });
  const save = () => {
    const view = views.find(({ id }) => id === from);
    const filters = Object.fromEntries(
      Object.entries(view?.query.filters ?? {}).map(([key, value]) => [key, String(value)]),
    );
    const kind = like === nobody ? {} : { avatarId: like, leastPercent: least ?? 0 };
    const wanted = { ...filters, ...(isFresh && { isCustomer: 'false' }) };
    create.mutate({ body: { name: name.trim(), filters: wanted, ...kind } });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save();
      }}
    >
      {create.error && <ErrorNote error={create.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
      <TextField autoFocus label={t`Name`} maxLength={80} onChange={setName} required value={name} />
      <Select
        hint={avatars.length === 0 ? t`Kundenavatare gibt es, sobald die Gruppen berechnet sind.` : undefined}
        label={t`Sie gleichen`}
        onChange={setLike}
        options={[
          { value: nobody, label: t`keinem bestimmten Kundenavatar` },
          ...avatars.map(({ id, name: called, number }) => ({ value: id, label: avatarName(called, number) })),
        ]}
        value={like}
      />
      {like !== nobody && (
        <NumberField
          hint={t`50 % heißt: näher am Kern der Gruppe als die Hälfte ihrer eigenen Kunden.`}
          label={t`Passung mindestens`}
          max={100}
          min={0}
          onChange={setLeast}
          unit="%"
          value={least}
        />
      )}
      <Select
        hint={t`Weitere Filter stellen Sie danach in der Zielgruppe ein.`}
        label={t`Aus welcher Liste?`}
        onChange={setFrom}
        options={[
          { value: nobody, label: t`Alle Menschen` },
          ...views.map(({ id, name: called }) => ({ value: id, label: called })),
        ]}
        value={from}
      />
      <Switch
        checked={isFresh}
        hint={t`Wer schon gekauft hat, oder in einer Firma arbeitet, die gekauft hat, bleibt draußen.`}
        label={t`Nur wer noch kein Kunde ist`}
        onChange={setFresh}
      />
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t`Abbrechen`}</Button>
        <Button
          disabled={name.trim() === ''}
          kind="primary"
          pending={create.isPending}
          type="submit"
        >{t`Anlegen`}</Button>
      </div>
    </form>
  );
}
