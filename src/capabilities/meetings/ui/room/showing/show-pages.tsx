import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { FileButton } from '#web/components/file-button.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { Select } from '#web/components/select.tsx';
import { Note } from '#web/components/states.tsx';
import { useKeys } from '#web/keys.ts';
import type { OwnMedia } from '../own-media.ts';
import type { Talk } from '../talk.ts';
import { useTalk } from '../use-store.ts';
import { openPages } from './pages.ts';
import { type PagesShown, showPages } from './pages-shown.ts';
import { faultWords } from './words.ts';

/** The host shows pictures and PDFs page by page, and everybody sees the same one. */
export function ShowPages({ media, talk }: { media: OwnMedia; talk: Talk }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<PagesShown>();
  const [page, setPage] = useState(0);
  const [opening, setOpening] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [turner, setTurner] = useState<string | null>(null);
  const { people = [] } = useTalk(talk).state ?? {};
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

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

  const unreadable = t`Diese Seite lässt sich nicht zeichnen. Gezeigt werden PNG, JPEG, WebP und PDF.`;
  const begin = async (files: File[]): Promise<void> => {
    setOpening(true);
    setTrouble('');
    const pages = await openPages(files);
    const opened = 'fault' in pages ? undefined : showPages(pages);
    const readable = (await opened?.turnTo(0)) ?? false;
    setOpening(false);
    if ('fault' in pages) return setTrouble(faultWords(pages));
    if (!opened || !readable || gone.current) {
      setTrouble(unreadable);
      return (opened ?? pages).close();
    }
    media.present(opened.track, { page: 0, count: opened.count, turner: null });
    setPage(0);
    setTurner(null);
    setShown(opened);
  };
  const turnTo = async (to: number): Promise<void> => {
    if (!shown || to < 0 || to >= shown.count || to === page) return;
    setPage(to);
    media.turned({ page: to, count: shown.count, turner });
    setTrouble((await shown.turnTo(to)) ? '' : unreadable);
  };

  const turnOn = useRef(turnTo);
  useEffect(() => {
    turnOn.current = turnTo;
  });
  const now = useRef(page);
  useEffect(() => {
    now.current = page;
  }, [page]);
  useEffect(
    () =>
      talk.onMoment((moment) => {
        if ('turn' in moment) void turnOn.current(now.current + moment.turn);
      }),
    [talk],
  );
  const handOver = (to: string | null): void => {
    if (!shown) return;
    setTurner(to);
    media.turned({ page, count: shown.count, turner: to });
  };

  const { count = 0 } = shown ?? {};
  const number = page + 1;
  const turns = [
    { keys: 'ArrowLeft', label: t`Vorige Seite`, to: page - 1 },
    { keys: 'ArrowRight', label: t`Nächste Seite`, to: page + 1 },
    { keys: 'PageUp', label: t`Vorige Seite`, to: page - 1, hidden: true },
    { keys: 'PageDown', label: t`Nächste Seite`, to: page + 1, hidden: true },
    { keys: 'Home', label: t`Erste Seite`, to: 0 },
    { keys: 'End', label: t`Letzte Seite`, to: count - 1 },
  ];
  useKeys(
    turns.map(({ to, ...binding }) => ({ ...binding, run: () => void turnTo(to) })),
    shown !== undefined,
  );

  if (!shown)
    return (
      <div className="flex flex-wrap items-center justify-center gap-2">
        <FileButton
          accept="image/png,image/jpeg,image/webp,application/pdf"
          fileLabel={t`Bilder oder PDF, die alle sehen sollen`}
          icon="file"
          onFiles={(files) => void begin(files)}
          pending={opening}
        >
          {t`Bilder oder PDF zeigen`}
        </FileButton>
        {trouble && <Note kind="careful">{trouble}</Note>}
      </div>
    );
  return (
    <div aria-label={t`Was Sie zeigen`} className="flex flex-wrap items-center justify-center gap-2" role="group">
      <Button disabled={page === 0} icon="arrow-left" onPress={() => void turnTo(page - 1)}>{t`Zurück`}</Button>
      {count > 9 && (
        <div className="w-16">
          <NumberField
            label={t`Zur Seite`}
            labelHidden
            max={count}
            min={1}
            onChange={(to) => void turnTo((to ?? number) - 1)}
            value={number}
          />
        </div>
      )}
      <span aria-live="polite" className="tabular-nums">
        <Trans>
          Seite {number} von {count}
        </Trans>
      </span>
      <Button disabled={number === count} kind="primary" onPress={() => void turnTo(page + 1)}>{t`Weiter`}</Button>
      {people.length > 0 && count > 1 && (
        <div className="w-60">
          <Select
            label={t`Wer blättert`}
            labelHidden
            onChange={(to) => handOver(to || null)}
            options={[
              { value: '', label: t`Nur ich blättere` },
              ...people.map(({ who, name }) => ({ value: who, label: t`Auch ${name} blättert` })),
            ]}
            value={people.some(({ who }) => who === turner) ? (turner ?? '') : ''}
          />
        </div>
      )}
      <Button onPress={() => media.close('screen')}>{t`Nicht mehr zeigen`}</Button>
      {trouble && <Note kind="careful">{trouble}</Note>}
    </div>
  );
}
