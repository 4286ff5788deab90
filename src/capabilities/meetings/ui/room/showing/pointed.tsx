import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { Person, Place } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { useKeys } from '#web/keys.ts';
import type { Talk } from '../talk.ts';

/** So often a hand that moves is told of. */
const tellMs = 100;
/** So long a finger that rests is shown. */
const restMs = 4_000;
/** So much of the page a key moves the hand. */
const step = 0.04;

type Box = { left: number; top: number; width: number; height: number };

/** A page that is shown, on which everybody sees where the others point. */
export function Pointed({
  talk,
  people,
  children,
}: {
  talk: Talk;
  people: readonly Person[];
  /** The moving picture, in the whole. */
  children: React.ReactNode;
}) {
  const { t } = useLingui();
  const around = useRef<HTMLDivElement>(null);
  const [pointers, setPointers] = useState<ReadonlyMap<string, Place>>(new Map());
  const [box, setBox] = useState<Box>();
  const told = useRef<{ at: number; later?: ReturnType<typeof setTimeout> }>({ at: 0 });

  useEffect(() => {
    const resting = new Map<string, ReturnType<typeof setTimeout>>();
    const put = (from: string, place: Place | null): void =>
      setPointers((all) => {
        const next = new Map(all);
        if (place) next.set(from, place);
        else next.delete(from);
        return next;
      });
    const stop = talk.onMoment((moment) => {
      if (!('point' in moment)) return;
      const { from, point } = moment;
      clearTimeout(resting.get(from));
      if (point)
        resting.set(
          from,
          setTimeout(() => put(from, null), restMs),
        );
      put(from, point);
    });
    return () => {
      stop();
      for (const timer of resting.values()) clearTimeout(timer);
    };
  }, [talk]);

  useEffect(() => {
    const video = around.current?.querySelector('video');
    if (!video) return undefined;
    const measure = (): void => setBox(boxOf(video));
    const sizes = new ResizeObserver(measure);
    sizes.observe(video);
    // Each page has a format of its own.
    video.addEventListener('resize', measure);
    return () => {
      sizes.disconnect();
      video.removeEventListener('resize', measure);
    };
  }, []);

  /** Where one's own hand is that keys move. */
  const [own, setOwn] = useState<Place | null>(null);
  useEffect(() => {
    if (!own) return undefined;
    talk.point(own);
    // It rests and still points.
    const again = setInterval(() => talk.point(own), restMs - 1_000);
    return () => clearInterval(again);
  }, [own, talk]);
  const stop = (): void => {
    setOwn(null);
    talk.point(null);
  };
  const move = (x: number, y: number) => () =>
    setOwn((at) => at && { x: within(at.x + x * step), y: within(at.y + y * step) });
  useKeys(
    [
      { keys: 'ArrowLeft', label: t`Nach links zeigen`, run: move(-1, 0) },
      { keys: 'ArrowRight', label: t`Nach rechts zeigen`, run: move(1, 0) },
      { keys: 'ArrowUp', label: t`Nach oben zeigen`, run: move(0, -1) },
      { keys: 'ArrowDown', label: t`Nach unten zeigen`, run: move(0, 1) },
      { keys: 'Escape', label: t`Nicht mehr zeigen`, run: stop },
    ],
    own !== null,
  );

  const tell = (place: Place | null): void => {
    const { current } = told;
    clearTimeout(current.later);
    const wait = current.at + tellMs - performance.now();
    const now = (): void => {
      current.at = performance.now();
      talk.point(place);
    };
    if (wait <= 0) now();
    else current.later = setTimeout(now, wait);
  };
  const point = (event: React.PointerEvent): void => {
    if (!box || !around.current || (own && event.type !== 'pointerdown')) return;
    setOwn(null);
    const { left, top } = around.current.getBoundingClientRect();
    const x = (event.clientX - left - box.left) / box.width;
    const y = (event.clientY - top - box.top) / box.height;
    tell(x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null);
  };

  return (
    <div
      className="relative size-full overflow-hidden"
      onPointerDown={point}
      // A finger is lifted to let one see: what it pointed at stays for a moment.
      onPointerLeave={(event) => event.pointerType === 'mouse' && !own && tell(null)}
      onPointerMove={point}
      ref={around}
    >
      {children}
      {box &&
        people.map(({ id, name }) => {
          const place = pointers.get(id);
          return place && <Hand box={box} id={id} key={id} name={name} place={place} />;
        })}
      {box && own && <Hand box={box} id="own" name={t`Sie`} place={own} />}
      {box && (
        // Who has no keyboard has a finger.
        <div className="absolute right-2 bottom-2 phone:hidden" onPointerDown={(event) => event.stopPropagation()}>
          <Button aria-pressed={own !== null} onPress={() => (own ? stop() : setOwn({ x: 0.5, y: 0.5 }))}>
            {t`Mit den Pfeiltasten zeigen`}
          </Button>
        </div>
      )}
    </div>
  );
}

function Hand({ box, place, id, name }: { box: Box; place: Place; id: string; name: string }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none absolute flex items-center gap-1.5 transition-[left,top] duration-100"
      data-pointer={id}
      style={{ left: box.left + place.x * box.width - 8, top: box.top + place.y * box.height - 8 }}
    >
      <span className="size-4 shrink-0 rounded-full border-2 border-paper bg-brass-deep" />
      <span className="rounded bg-ink px-1.5 py-0.5 text-xs whitespace-nowrap text-paper">{name}</span>
    </span>
  );
}

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** Where in its element a picture lies that is shown as a whole. */
function boxOf(video: HTMLVideoElement): Box | undefined {
  const { videoWidth, videoHeight, clientWidth, clientHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return undefined;
  const scale = Math.min(clientWidth / videoWidth, clientHeight / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  return { left: (clientWidth - width) / 2, top: (clientHeight - height) / 2, width, height };
}
