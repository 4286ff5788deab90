import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { Note } from '#web/components/states.tsx';
import { useKeys } from '#web/keys.ts';
import type { OwnMedia } from './own-media.ts';
import { type PagesShown, showPages } from './pages-shown.ts';

/** The host shows pictures page by page, and everybody sees the same one. */
export function ShowPictures({ media }: { media: OwnMedia }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<PagesShown>();
  const [page, setPage] = useState(0);
  const [opening, setOpening] = useState(false);
  const [unreadable, setUnreadable] = useState(false);

  useEffect(() => {
    if (!shown) return undefined;
    const stopWatching = media.subscribe(() => {
      // Ended, perhaps from elsewhere, as by sharing the screen instead.
      if (media.own().tracks.screen !== shown.track) setShown(undefined);
    });
    return () => {
      stopWatching();
      shown.close();
    };
  }, [shown, media]);

  const begin = async (files: File[]): Promise<void> => {
    setOpening(true);
    const opened = await showPages(files);
    const readable = (await opened?.turnTo(0)) ?? false;
    setOpening(false);
    setUnreadable(!readable);
    if (!opened || !readable) return opened?.close();
    media.present(opened.track);
    setPage(0);
    setShown(opened);
  };
  const turn = async (by: number): Promise<void> => {
    const to = page + by;
    if (!shown || to < 0 || to >= shown.count) return;
    setPage(to);
    setUnreadable(!(await shown.turnTo(to)));
  };

  const { count = 0 } = shown ?? {};
  const number = page + 1;
  useKeys(
    [
      { keys: 'ArrowLeft', label: t`Voriges Bild`, run: () => void turn(-1) },
      { keys: 'ArrowRight', label: t`Nächstes Bild`, run: () => void turn(1) },
    ],
    shown !== undefined,
  );

  if (!shown)
    return (
      <div className="flex flex-wrap items-center justify-center gap-2">
        <FileButton
          accept="image/png,image/jpeg,image/webp"
          fileLabel={t`Bilder, die alle sehen sollen`}
          icon="file"
          onFiles={(files) => void begin(files)}
          pending={opening}
        >
          {t`Bilder zeigen`}
        </FileButton>
        {unreadable && <Unreadable />}
      </div>
    );
  return (
    <div aria-label={t`Bilder zeigen`} className="flex flex-wrap items-center justify-center gap-2" role="group">
      <Button disabled={page === 0} icon="arrow-left" onPress={() => void turn(-1)}>{t`Zurück`}</Button>
      <span aria-live="polite" className="tabular-nums">
        <Trans>
          Bild {number} von {count}
        </Trans>
      </span>
      <Button disabled={number === count} kind="primary" onPress={() => void turn(1)}>{t`Weiter`}</Button>
      <Button onPress={() => media.close('screen')}>{t`Nicht mehr zeigen`}</Button>
      {unreadable && <Unreadable />}
    </div>
  );
}

function Unreadable() {
  return (
    <Note kind="careful">
      <Trans>Dieses Bild lässt sich nicht öffnen. Gezeigt werden PNG, JPEG und WebP.</Trans>
    </Note>
  );
}
