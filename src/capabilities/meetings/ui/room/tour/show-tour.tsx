import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { listPlaces, type PlaceView } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';
import { useQueryOf } from '#web/data.ts';
import type { OwnMedia } from '../own-media.ts';
import { type PagesShown, showPages } from '../showing/pages-shown.ts';
import { exhibitPages } from './exhibit-pages.ts';

type Tour = { place: PlaceView; shown: PagesShown };

/** The host leads everybody from exhibit to exhibit of a showroom. */
export function ShowTour({ media }: { media: OwnMedia }) {
  const { t } = useLingui();
  const { data } = useQueryOf(listPlaces, undefined, { staleMs: Infinity });
  const [tour, setTour] = useState<Tour>();
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (!tour) return undefined;
    const stopWatching = media.subscribe(() => {
      // Ended, perhaps from elsewhere, as by sharing the screen instead.
      if (media.own().tracks.screen !== tour.shown.track) setTour(undefined);
    });
    return () => {
      stopWatching();
      tour.shown.close();
    };
  }, [tour, media]);

  const places = (data?.items ?? []).filter(({ closedAt, exhibits }) => closedAt === null && exhibits.length > 0);
  const begin = async (place: PlaceView): Promise<void> => {
    const shown = showPages(exhibitPages(place));
    if (!shown) return;
    await shown.turnTo(0);
    media.present(shown.track, { page: 0, count: shown.count, turner: null });
    setAt(0);
    setTour({ place, shown });
  };
  const turnTo = (to: number): void => {
    if (!tour) return;
    setAt(to);
    media.turned({ page: to, count: tour.shown.count, turner: null });
    void tour.shown.turnTo(to);
  };

  if (!tour) {
    const [only, ...others] = places;
    if (!only) return null;
    if (others.length === 0)
      return <Button icon="pin" onPress={() => void begin(only)}>{t`Durch den Schauraum führen`}</Button>;
    return (
      <Menu
        entries={places.map((place) => ({
          id: place.id,
          label: place.name,
          icon: 'pin' as const,
          run: () => void begin(place),
        }))}
        label={t`Durch welchen Schauraum?`}
      >
        <Button icon="pin">{t`Durch den Schauraum führen`}</Button>
      </Menu>
    );
  }
  const { exhibits, name } = tour.place;
  return (
    <section aria-label={t`Führung durch ${name}`} className="flex flex-wrap items-center justify-center gap-2">
      <Button disabled={at === 0} icon="arrow-left" onPress={() => turnTo(at - 1)}>{t`Zurück`}</Button>
      <ol className="flex flex-wrap items-center justify-center gap-1">
        {exhibits.map((exhibit, index) => (
          <li key={exhibit.id}>
            <button
              aria-current={index === at ? 'step' : undefined}
              className="min-h-(--control) rounded border border-line px-2 aria-[current=step]:border-brass aria-[current=step]:font-semibold"
              onClick={() => turnTo(index)}
              type="button"
            >
              {exhibit.name}
            </button>
          </li>
        ))}
      </ol>
      <Button disabled={at + 1 === exhibits.length} kind="primary" onPress={() => turnTo(at + 1)}>{t`Weiter`}</Button>
      <Button onPress={() => media.close('screen')}>{t`Nicht mehr zeigen`}</Button>
    </section>
  );
}
