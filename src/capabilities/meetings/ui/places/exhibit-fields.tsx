import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { addExhibitPicture, type CreatePlace, type Exhibit } from '#meetings/contract';
import { upload } from '#web/api.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { Note } from '#web/components/states.tsx';
import { shrink } from './shrink.ts';

/** What is typed of an exhibit. */
export type Piece = { key: number; name: string; line: string; picture: Exhibit['picture'] };

export const piecesOf = (exhibits: readonly Exhibit[]): Piece[] =>
  exhibits.map(({ name, line, picture }, key) => ({ key, name, line: line ?? '', picture }));

/** Those that have a name, as they are sent; a picture of which nothing is said shows what it stands with. */
export const exhibitsOf = (pieces: readonly Piece[]): NonNullable<CreatePlace['exhibits']> =>
  pieces
    .map(({ name, line, picture }) => ({ name: name.trim(), line: line.trim() || null, picture }))
    .filter(({ name }) => name !== '')
    .map(({ picture, ...rest }) => ({
      ...rest,
      picture: picture && { pictureId: picture.pictureId, alt: picture.alt.trim() || rest.name },
    }));

/** What there is to see, in order, each with a line and a picture. */
export function ExhibitFields({
  pieces,
  onChange,
}: {
  pieces: readonly Piece[];
  onChange: (change: (pieces: readonly Piece[]) => readonly Piece[]) => void;
}) {
  const { t } = useLingui();
  const put = (key: number, part: Partial<Piece>) =>
    onChange((all) => all.map((piece) => (piece.key === key ? { ...piece, ...part } : piece)));
  const next = Math.max(-1, ...pieces.map(({ key }) => key)) + 1;
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-1 font-medium">{t`Was es zu sehen gibt`}</legend>
      {pieces.map((piece, at) => (
        <div className="flex flex-col gap-2 border-t border-line pt-3" key={piece.key}>
          <div className="flex flex-wrap items-end gap-2">
            <div className="min-w-40 flex-1">
              <TextField
                label={t`Stück ${at + 1}`}
                maxLength={160}
                onChange={(name) => put(piece.key, { name })}
                value={piece.name}
              />
            </div>
            <div className="min-w-40 flex-2">
              <TextField
                label={t`Was man dazu sagt`}
                maxLength={300}
                onChange={(line) => put(piece.key, { line })}
                value={piece.line}
              />
            </div>
            <IconButton
              icon="close"
              label={t`Stück ${at + 1} entfernen`}
              onPress={() => onChange((all) => all.filter(({ key }) => key !== piece.key))}
            />
          </div>
          <PictureField
            name={piece.name.trim() || t`Stück ${at + 1}`}
            onChange={(picture) => put(piece.key, { picture })}
            picture={piece.picture}
          />
        </div>
      ))}
      <span>
        <Button
          disabled={pieces.length >= 50}
          icon="plus"
          onPress={() => onChange((all) => [...all, { key: next, name: '', line: '', picture: null }])}
        >{t`Stück hinzufügen`}</Button>
      </span>
    </fieldset>
  );
}

function PictureField({
  name,
  picture,
  onChange,
}: {
  name: string;
  picture: Piece['picture'];
  onChange: (picture: Piece['picture']) => void;
}) {
  const { t } = useLingui();
  const [pending, setPending] = useState(false);
  const [trouble, setTrouble] = useState('');
  const bring = async (file: File): Promise<void> => {
    setPending(true);
    setTrouble('');
    try {
      const small = await shrink(file);
      if (!small) return setTrouble(t`Dieses Bild kann der Browser nicht lesen. Es gehen PNG, JPEG und WebP.`);
      onChange({ ...(await upload(addExhibitPicture, {}, small)), alt: picture?.alt ?? '' });
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : '');
    } finally {
      setPending(false);
    }
  };
  return (
    <div className="flex flex-wrap items-end gap-2">
      {picture && (
        <img
          alt={picture.alt || name}
          className="h-14 w-20 shrink-0 rounded border border-line object-cover"
          src={picture.address}
        />
      )}
      {picture && (
        <div className="min-w-40 flex-1">
          <TextField
            hint={t`Für alle, die es nicht sehen können.`}
            label={t`Was auf dem Bild ist`}
            maxLength={300}
            onChange={(alt) => onChange({ ...picture, alt })}
            placeholder={name}
            value={picture.alt}
          />
        </div>
      )}
      <FileButton
        accept="image/png,image/jpeg,image/webp"
        fileLabel={t`Bild von „${name}“`}
        icon="file"
        kind="plain"
        onFile={(file) => void bring(file)}
        pending={pending}
      >
        {picture ? t`Anderes Bild` : t`Bild hinzufügen`}
      </FileButton>
      {picture && <Button kind="plain" onPress={() => onChange(null)}>{t`Bild entfernen`}</Button>}
      {trouble && <Note kind="careful">{trouble}</Note>}
    </div>
  );
}
