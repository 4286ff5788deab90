import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changePlace, createPlace, type PlaceView } from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { readSpot, writeSpot } from '#web/typed-spots.ts';

type Piece = { key: number; name: string; line: string };

/** Where it is, how many it takes, and what there is to see. */
export function PlaceDialog({ place, onClose }: { place?: PlaceView; onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState(place?.name ?? t`Schauraum`);
  const [address, setAddress] = useState(place?.address ?? '');
  const [spotText, setSpotText] = useState(writeSpot(place?.spot ?? {}));
  const [opening, setOpening] = useState(place?.opening ?? '');
  const [capacity, setCapacity] = useState(place?.capacity ?? 2);
  const [pieces, setPieces] = useState<readonly Piece[]>(
    (place?.exhibits ?? []).map((exhibit, key) => ({ key, name: exhibit.name, line: exhibit.line ?? '' })),
  );
  const spot = readSpot(spotText);
  const create = useMutationOf(createPlace, { quiet: true, done: onClose });
  const change = useMutationOf(changePlace, { quiet: true, done: onClose });
  const error = create.error ?? change.error;
  const ready = name.trim() && address.trim() && spot !== undefined;
  const save = () => {
    if (spot === undefined) return;
    const exhibits = pieces
      .filter((piece) => piece.name.trim() !== '')
      .map((piece) => ({ name: piece.name.trim(), line: piece.line.trim() || null }));
    const body = { name, address, spot, opening: opening.trim() || null, capacity, exhibits };
    if (place) change.mutate({ params: { placeId: place.id }, body, ifMatch: place.version });
    else create.mutate({ body });
  };
  const put = (key: number, part: Partial<Piece>) =>
    setPieces((all) => all.map((piece) => (piece.key === key ? { ...piece, ...part } : piece)));
  const next = Math.max(-1, ...pieces.map(({ key }) => key)) + 1;
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
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 font-medium">{t`Was es zu sehen gibt`}</legend>
          {pieces.map((piece, at) => (
            <div className="flex flex-wrap items-end gap-2" key={piece.key}>
              <div className="min-w-40 flex-1">
                <TextField
                  label={t`Stück ${at + 1}`}
                  maxLength={160}
                  onChange={(text) => put(piece.key, { name: text })}
                  value={piece.name}
                />
              </div>
              <div className="min-w-40 flex-2">
                <TextField
                  label={t`Was man dazu sagt`}
                  maxLength={300}
                  onChange={(text) => put(piece.key, { line: text })}
                  value={piece.line}
                />
              </div>
              <IconButton
                icon="close"
                label={t`Stück ${at + 1} entfernen`}
                onPress={() => setPieces((all) => all.filter(({ key }) => key !== piece.key))}
              />
            </div>
          ))}
          <span>
            <Button
              disabled={pieces.length >= 50}
              icon="plus"
              onPress={() => setPieces((all) => [...all, { key: next, name: '', line: '' }])}
            >{t`Stück hinzufügen`}</Button>
          </span>
        </fieldset>
      </div>
    </Dialog>
  );
}
