import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changePlace, createPlace, type PlaceView } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { readSpot, writeSpot } from '#web/typed-spots.ts';
import { ExhibitFields, exhibitsOf, type Piece, piecesOf } from './exhibit-fields.tsx';

/** Where it is, how many it takes, and what there is to see. */
export function PlaceDialog({ place, onClose }: { place?: PlaceView; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(place?.name ?? t`Schauraum`);
  const [address, setAddress] = useState(place?.address ?? '');
  const [spotText, setSpotText] = useState(writeSpot(place?.spot ?? {}));
  const [opening, setOpening] = useState(place?.opening ?? '');
  const [capacity, setCapacity] = useState(place?.capacity ?? 2);
  const [pieces, setPieces] = useState<readonly Piece[]>(piecesOf(place?.exhibits ?? []));
  const spot = readSpot(spotText);
  const create = useMutationOf(createPlace, { quiet: true, done: onClose });
  const change = useMutationOf(changePlace, { quiet: true, done: onClose });
  const error = create.error ?? change.error;
  const ready = name.trim() && address.trim() && spot !== undefined;
  const save = () => {
    if (spot === undefined) return;
    const exhibits = exhibitsOf(pieces);
    const body = { name, address, spot, opening: opening.trim() || null, capacity, exhibits };
    if (place) change.mutate({ params: { placeId: place.id }, body, ifMatch: place.version });
    else create.mutate({ body });
  };
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={!ready}
            kind="primary"
            onPress={save}
            pending={create.isPending || change.isPending}
          >{t`Speichern`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={place ? t`Schauraum ändern` : t`Neuer Schauraum`}
    >
      <div className="flex flex-col gap-4">
        {error && <ErrorNote error={error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <TextField autoFocus label={t`Name`} maxLength={120} onChange={setName} required value={name} />
        <TextField label={t`Adresse`} maxLength={300} onChange={setAddress} required value={address} />
        <TextField
          error={spot === undefined ? t`Breite und Länge, zum Beispiel 51.3127, 9.4797` : undefined}
          hint={t`Aus einer Karte kopiert. Freiwillig.`}
          label={t`Koordinaten`}
          maxLength={60}
          onChange={setSpotText}
          value={spotText}
        />
        <TextField
          hint={t`Zum Beispiel: werktags 9 bis 18 Uhr, Eingang im Hof. Es steht auf der Terminseite.`}
          label={t`Öffnungszeiten und Weg`}
          maxLength={1000}
          multiline
          onChange={setOpening}
          value={opening}
        />
        <NumberField
          hint={t`So viele Besucher sind zugleich da, wer von Ihnen sie auch empfängt.`}
          label={t`Plätze je Zeit`}
          max={100}
          min={1}
          onChange={(given) => given !== null && setCapacity(given)}
          value={capacity}
        />
        <ExhibitFields onChange={setPieces} pieces={pieces} />
      </div>
    </Dialog>
  );
}
