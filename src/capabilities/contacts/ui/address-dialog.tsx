import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Address } from '#contacts/contract';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { Select } from '#web/components/select.tsx';
import { readSpot, writeSpot } from '#web/typed-spots.ts';

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
  const [spotText, setSpotText] = useState(writeSpot(address));
  const spot = readSpot(spotText);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const field = (name: 'street' | 'houseNumber' | 'addition' | 'postalCode' | 'city', label: string) => (
    <TextField
      label={label}
      onChange={(value) => {
        setDraft((now) => ({ ...now, [name]: value }));
        // Where another house stands is not known yet.
        if (name !== 'addition' && spotText === writeSpot(address)) setSpotText('');
      }}
      value={draft[name] ?? ''}
    />
  );

  async function save() {
    if (spot === undefined) return;
    setSaving(true);
    setError(undefined);
    const filled = Object.fromEntries(
      Object.entries(draft).flatMap(([name, value]) =>
        typeof value === 'string' && value.trim() ? [[name, value.trim()]] : [],
      ),
    );
    const empty = !filled['street'] && !filled['houseNumber'] && !filled['postalCode'] && !filled['city'];
    await onSave(empty ? undefined : { ...filled, ...spot, label: draft.label }).catch(setError);
    setSaving(false);
  }

  return (
    <FormDialog
      error={error}
      grid
      onClose={onClose}
      onSave={() => void save()}
      pending={saving}
      ready={spot !== undefined}
      say={t`Sichern`}
      title={t`Adresse`}
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
      <div className="col-span-full">
        <TextField
          error={spot === undefined ? t`Breite und Länge, zum Beispiel 51.3127, 9.4797` : undefined}
          hint={t`Für die Reihenfolge der Hausbesuche, aus einer Karte kopiert. Freiwillig.`}
          label={t`Koordinaten`}
          maxLength={60}
          onChange={setSpotText}
          value={spotText}
        />
      </div>
    </FormDialog>
  );
}
