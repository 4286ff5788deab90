import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Address } from '#contacts/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote } from '#web/components/states.tsx';

/** `onSave` with undefined takes the address away. */
export function AddressDialog({
  address,
  onSave,
  onClose,
}: {
  address: Address;
  onSave: (address: Address | undefined) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(address);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const field = (name: 'street' | 'houseNumber' | 'addition' | 'postalCode' | 'city', label: string) => (
    <TextField
      label={label}
      onChange={(value) => setDraft((now) => ({ ...now, [name]: value }))}
      value={draft[name] ?? ''}
    />
  );

  async function save() {
    setSaving(true);
    setError(undefined);
    const filled = Object.fromEntries(
      Object.entries(draft).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
    );
    const empty = !filled['street'] && !filled['houseNumber'] && !filled['postalCode'] && !filled['city'];
    await onSave(empty ? undefined : { ...filled, label: draft.label }).catch(setError);
    setSaving(false);
  }

  return (
    <Dialog
      actions={
        <Button kind="primary" onPress={() => void save()} pending={saving}>
          {t`Sichern`}
        </Button>
      }
      onClose={onClose}
      open
      title={t`Adresse`}
    >
      <form
        className="grid grid-cols-2 gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {field('street', t`Straße`)}
        {field('houseNumber', t`Hausnummer`)}
        {field('postalCode', t`Postleitzahl`)}
        {field('city', t`Ort`)}
        {field('addition', t`Zusatz`)}
        <Select
          label={t`Land`}
          onChange={(country) => setDraft((now) => ({ ...now, country }))}
          options={[
            { value: 'DE', label: t`Deutschland` },
            { value: 'AT', label: t`Österreich` },
            { value: 'CH', label: t`Schweiz` },
          ]}
          value={draft.country ?? 'DE'}
        />
        <button className="sr-only" tabIndex={-1} type="submit">{t`Sichern`}</button>
      </form>
      {error !== undefined && <ErrorNote error={error} kept={t`Ihre Eingabe ist noch da.`} />}
    </Dialog>
  );
}
